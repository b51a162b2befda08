import { Link } from '@tanstack/react-router';
import type { RecordView } from '@yufang/contract/inspection';
import { distanceM } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { number, Section, TimeText } from '../../ui/index.ts';

const WIDTH = 640;
const HEIGHT = 160;
const EDGE = 24;

/** The walk between points: when to the right, how far from the first place upward. Drawn from the records, with the same told as a list. */
export function WalkFigure({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const steps = record.walk;
  const origin = steps.find((s) => s.place)?.place ?? null;
  const times = steps.map((s) => Date.parse(s.claimedAt));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const aways = steps.map((s) => (origin && s.place ? distanceM(origin, s.place) : null));
  const most = Math.max(1, ...aways.map((a) => a ?? 0));
  const points = steps.map((s, i) => ({
    ...s,
    away: aways[i] ?? null,
    x: EDGE + ((Date.parse(s.claimedAt) - from) / Math.max(1, to - from)) * (WIDTH - 2 * EDGE),
    y: HEIGHT - EDGE - ((aways[i] ?? 0) / most) * (HEIGHT - 2 * EDGE),
  }));
  const placed = points.filter((p) => p.away !== null);
  return (
    <Section title={t('inspection.record.walk')}>
      <p className="yf-quiet">{t('inspection.record.walkLead')}</p>
      {placed.length > 1 && (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="yf-insp-walk" aria-hidden="true">
          <line x1={EDGE} y1={HEIGHT - EDGE} x2={WIDTH - EDGE} y2={HEIGHT - EDGE} stroke="var(--rule-2)" />
          <polyline points={placed.map((p) => `${p.x},${p.y}`).join(' ')} fill="none" stroke="var(--ink-3)" />
          {placed.map((p) => (
            <circle
              key={p.id}
              cx={p.x}
              cy={p.y}
              r={p.self ? 7 : 4}
              fill={p.self ? 'var(--accent)' : 'var(--paper)'}
              stroke={p.self ? 'var(--accent)' : 'var(--ink)'}
            />
          ))}
          <text x={EDGE} y={14} fontSize={12} fill="var(--ink-3)">
            {t('inspection.record.metres', { metres: number(Math.round(most)) })}
          </text>
        </svg>
      )}
      <ol className="yf-insp-steps">
        {points.map((p) => (
          <li key={p.id} className={p.self ? 'yf-strong' : undefined}>
            <TimeText at={p.claimedAt} />{' '}
            {p.self ? (
              `${p.unitName} (${t('inspection.record.self')})`
            ) : (
              <Link to={`/enterprises/${record.enterpriseId}/records/${p.id}`}>{p.unitName}</Link>
            )}{' '}
            {p.away !== null && (
              <span className="yf-quiet">{t('inspection.record.metres', { metres: number(Math.round(p.away)) })}</span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
