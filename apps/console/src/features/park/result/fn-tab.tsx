import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../../ui/format.ts';
import { power } from '../numbers.ts';
import { Power } from '../power.tsx';
import { ScrollX } from '../scroll-x.tsx';
import { beyondLargest } from './criteria.ts';
import { FnChart, type FnSeries } from './fn-chart.tsx';
import type { FnPoint, RiskView, Societal } from './model.ts';
import { ZoneTag } from './zone-tag.tsx';

/** Numbers of deaths at which the table says the curve. */
const AT = [1, 3, 10, 30, 100, 300, 1000, 3000] as const;

/** How often N or more die: the frequency of the first point at or beyond N. */
export const frequencyAt = (curve: readonly FnPoint[], n: number): number =>
  curve.find((p) => p.fatalities >= n)?.frequencyPerYear ?? 0;

/** Society's risk: the curve with dominoes and without against the limits, and the same as a table. */
export function FnTab({ view }: { view: RiskView }) {
  const { t } = useTranslation();
  const { base, withDomino, limits } = view.result.societal;
  const series = useMemo<FnSeries[]>(() => {
    const own: FnSeries = { name: t('park.fn.base'), points: base.curve, role: withDomino ? 'second' : 'main' };
    return withDomino ? [{ name: t('park.fn.withDomino'), points: withDomino.curve, role: 'main' }, own] : [own];
  }, [base, withDomino, t]);
  return (
    <div className="park-two">
      <FnChart series={series} />
      <div>
        <Verdict title={t('park.fn.withDomino')} societal={withDomino} />
        <Verdict title={t('park.fn.base')} societal={base} />
        <ScrollX>
          <table className="yf-plain-table">
            <caption className="yf-visually-hidden">{t('park.fn.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('park.fn.deathsShort')}</th>
                {withDomino && <th scope="col">{t('park.fn.withDomino')}</th>}
                <th scope="col">{t('park.fn.base')}</th>
                <th scope="col">{t('park.fn.upper')}</th>
                <th scope="col">{t('park.fn.lower')}</th>
              </tr>
            </thead>
            <tbody>
              {AT.map((n) => (
                <tr key={n}>
                  <td>≥ {number(n)}</td>
                  {withDomino && (
                    <td>
                      <Power value={frequencyAt(withDomino.curve, n)} />
                    </td>
                  )}
                  <td>
                    <Power value={frequencyAt(base.curve, n)} />
                  </td>
                  <td>{n > 1000 ? '–' : <Power value={limits.upperAtOne * n ** limits.slope} />}</td>
                  <td>{n > 1000 ? '–' : <Power value={limits.lowerAtOne * n ** limits.slope} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
        <p className="yf-quiet yf-gap-above">{t('park.fn.how')}</p>
      </div>
    </div>
  );
}

function Verdict({ title, societal }: { title: string; societal: Societal | null }) {
  const { t } = useTranslation();
  if (!societal) return null;
  const { worst, zone } = societal.verdict;
  return (
    <p className="park-verdict">
      <span>{title}</span> <ZoneTag zone={zone} />
      <span className="yf-quiet">
        {' '}
        {t('park.fn.pll', { pll: power(societal.pllPerYear) })}
        {worst &&
          ` · ${t('park.figure.worst', { n: number(worst.fatalities), f: power(worst.frequencyPerYear), limit: power(worst.upperPerYear) })}`}
        {zone === 'unacceptable' && beyondLargest(societal.curve) && <> · {t('park.figure.beyond')}</>}
      </span>
    </p>
  );
}
