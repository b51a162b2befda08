import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { percent } from '../../../ui/format.ts';

import { Power } from '../power.tsx';
import { CONTOUR_TINTS, type PlanPart, SHARE_STEPS, SHARE_TINTS } from './plan-style.ts';

/** What the marks of the plan mean, each part with its switch. */
export function PlanLegend({
  levels,
  parts,
  hidden,
  onHidden,
}: {
  levels: readonly number[];
  parts: readonly PlanPart[];
  hidden: readonly PlanPart[];
  onHidden: (hidden: readonly PlanPart[]) => void;
}) {
  const { t } = useTranslation();
  const toggle = (part: PlanPart, on: boolean) => onHidden(on ? hidden.filter((p) => p !== part) : [...hidden, part]);
  return (
    <ul className="park-legend" aria-label={t('park.map.legend')}>
      {parts.map((part) => (
        <li key={part}>
          <Checkbox checked={!hidden.includes(part)} onChange={(e) => toggle(part, e.target.checked)}>
            {t(`park.map.part.${part}`)}
          </Checkbox>
          {part === 'contours' && (
            <ul>
              {levels.map((level, i) => (
                <li key={level} className="park-legend-item">
                  <svg width="18" height="12" aria-hidden="true">
                    <rect
                      width="18"
                      height="12"
                      fill={CONTOUR_TINTS[i]}
                      fillOpacity={0.35}
                      stroke={CONTOUR_TINTS[i]}
                      strokeWidth="2"
                    />
                  </svg>
                  <Power value={level} digits={1} />
                </li>
              ))}
            </ul>
          )}
          {part === 'vessels' && (
            <ul>
              {SHARE_TINTS.map((tint, i) => (
                <li key={tint} className="park-legend-item">
                  <svg width="16" height="16" aria-hidden="true">
                    <circle cx="8" cy="8" r={4 + i} fill={tint} stroke="#33504F" />
                  </svg>
                  {i === 0 ? `< ${percent(SHARE_STEPS[0], 0)}` : `≥ ${percent(SHARE_STEPS[i - 1] ?? 0, 0)}`}
                </li>
              ))}
            </ul>
          )}
          {part === 'targets' && (
            <ul>
              <li className="park-legend-item">
                <span aria-hidden="true" className="park-legend-breaks">
                  ◆
                </span>
                {t('park.target.breaks')}
              </li>
              <li className="park-legend-item">
                <span aria-hidden="true">◇</span>
                {t('park.target.holds')}
              </li>
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
