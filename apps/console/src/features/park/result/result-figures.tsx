import { useTranslation } from 'react-i18next';
import { number, percent } from '../../../ui/format.ts';
import { StatFigure } from '../../../ui/stat-figure.tsx';
import { power } from '../numbers.ts';
import { Power } from '../power.tsx';
import { beyondLargest } from './criteria.ts';
import { type RiskView, totalOf } from './model.ts';
import { ZoneTag } from './zone-tag.tsx';

/** The result in five figures: deaths a year, the F-N verdict, the highest risk at a place, limits broken, dominoes. */
export function ResultFigures({ view }: { view: RiskView }) {
  const { t } = useTranslation();
  const r = view.result;
  const total = totalOf(r);
  const broken = r.targets.filter((x) => x.breaks).length;
  const first = r.vessels.toSorted((a, b) => b.share - a.share)[0];
  return (
    <div className="park-figures">
      <StatFigure
        label={t('park.figure.pll')}
        value={total.pllPerYear}
        text=<Power value={total.pllPerYear} />
        unit={t('park.unit.deathsPerYear')}
        note={
          r.domino
            ? t('park.figure.pllDomino', { share: percent(r.domino.extraPllPerYear / total.pllPerYear, 0) })
            : t('park.figure.noDomino')
        }
      />
      <div className="yf-stat">
        <span className="yf-stat-label">{t('park.figure.fn')}</span>
        <span className="park-figure-word">
          <ZoneTag zone={total.verdict.zone} />
        </span>
        {total.verdict.zone === 'unacceptable' && beyondLargest(total.curve) && (
          <span className="yf-stat-change">{t('park.figure.beyond')}</span>
        )}
        {total.verdict.worst && (
          <span className="yf-stat-change">
            {t('park.figure.worst', {
              n: number(total.verdict.worst.fatalities),
              f: power(total.verdict.worst.frequencyPerYear),
              limit: power(total.verdict.worst.upperPerYear),
            })}
          </span>
        )}
      </div>
      <StatFigure
        label={t('park.figure.highest')}
        value={r.individual.maximumPerYear}
        text=<Power value={r.individual.maximumPerYear} />
        unit={t('park.unit.perYear')}
        note={t('park.figure.grid', { step: number(r.individual.grid.stepM) })}
      />
      <StatFigure
        label={t('park.figure.targets')}
        value={broken}
        unit={t('park.figure.ofTargets', { n: r.targets.length })}
        note={t(r.state === 'new' ? 'park.figure.stateNew' : 'park.figure.stateInService')}
      />
      <StatFigure
        label={t('park.figure.domino')}
        value={r.domino ? r.domino.cascadesPerYear : null}
        {...(r.domino ? { text: <Power value={r.domino.cascadesPerYear} />, unit: t('park.unit.timesPerYear') } : {})}
        {...(r.domino ? { note: t('park.figure.longest', { n: r.domino.longestChain }) } : {})}
      />
      {first && (
        <StatFigure
          label={t('park.figure.first')}
          value={first.share}
          text={percent(first.share, 0)}
          note={view.vesselName(first.id)}
        />
      )}
    </div>
  );
}
