import type { WhatIfSide } from '@yufang/contract/park';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../../ui/format.ts';
import { area, changeShare, power } from '../numbers.ts';
import { Power } from '../power.tsx';
import type { RiskView } from '../result/model.ts';
import { ZoneTag } from '../result/zone-tag.tsx';
import { ScrollX } from '../scroll-x.tsx';

/** Both sides in figures: deaths a year, highest risk, verdict, broken limits, the chosen vessel, and the area above 10⁻⁶. */
export function BeforeAfter({
  before,
  after,
  names,
  vessel,
}: {
  before: WhatIfSide;
  after: WhatIfSide;
  names: Pick<RiskView, 'vesselName' | 'targetName'>;
  vessel: string | null;
}) {
  const { t } = useTranslation();
  const of = (side: WhatIfSide) => side.vessels.find((v) => v.id === vessel);
  const [was, is] = [of(before), of(after)];
  const rows: { key: string; label: string; before: ReactNode; after: ReactNode; change: string }[] = [
    figure(t('park.figure.pll'), before.societal.pllPerYear, after.societal.pllPerYear),
    figure(t('park.figure.highest'), before.maximumPerYear, after.maximumPerYear),
    {
      key: 'zone',
      label: t('park.figure.fn'),
      before: <ZoneTag zone={before.societal.verdict.zone} />,
      after: <ZoneTag zone={after.societal.verdict.zone} />,
      change: '',
    },
    {
      key: 'targets',
      label: t('park.figure.targets'),
      before: number(before.targetsBroken),
      after: number(after.targetsBroken),
      change:
        after.targetsBroken === before.targetsBroken
          ? '0'
          : `${after.targetsBroken > before.targetsBroken ? '+' : '−'}${Math.abs(after.targetsBroken - before.targetsBroken)}`,
    },
    ...([1e-5, 1e-6] as const).map((level) => {
      const inside = (side: WhatIfSide) =>
        side.contours.features.find((f) => f.properties.levelPerYear === level)?.properties.areaM2 ?? 0;
      const [a, b] = [inside(before), inside(after)];
      return {
        key: `area${level}`,
        label: t('park.whatIf.area', { level: power(level, 1) }),
        before: area(a),
        after: area(b),
        change: changeShare(a, b),
      };
    }),
    ...(vessel && was
      ? [figure(t('park.whatIf.ofVessel', { name: names.vesselName(vessel) }), was.pllPerYear, is?.pllPerYear ?? 0)]
      : []),
  ];
  return (
    <ScrollX>
      <table className="yf-plain-table park-before-after" aria-live="polite">
        <caption className="yf-visually-hidden">{t('park.whatIf.table')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" className="yf-end">
              {t('park.whatIf.before')}
            </th>
            <th scope="col" className="yf-end">
              {t('park.whatIf.after')}
            </th>
            <th scope="col" className="yf-end">
              {t('park.whatIf.change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.key}>
              <th scope="row">{r.label}</th>
              <td className="yf-end">{r.before}</td>
              <td className="yf-end">{r.after}</td>
              <td className="yf-end yf-strong">{r.change}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

const figure = (label: string, before: number, after: number) => ({
  key: label,
  label,
  before: <Power value={before} digits={3} />,
  after: <Power value={after} digits={3} />,
  change: changeShare(before, after),
});
