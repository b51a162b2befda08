import type { Overview } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { percent } from '../../ui/format.ts';
import { Section } from '../../ui/record-page.tsx';
import { Count } from './count.tsx';
import { of, type Span, share, spanBack, whereOf } from './where.ts';

type Line = {
  readonly metric: string;
  readonly value: number;
  readonly span: Span;
  /** Said beside it: its share of a whole. */
  readonly part?: number | null;
};

/** Every figure that the page is about, by what it is of; each opens exactly the rows it counts. */
export function AllFigures({ place }: { place: Overview }) {
  const { t } = useTranslation();
  const where = whereOf(place);
  const { now, today, day, trend } = place;
  const one = spanBack(day, 1);
  const week = spanBack(day, 7);
  const shown = { from: trend[0]?.day ?? day, to: day };
  const over = (metric: string) => trend.reduce((sum, d) => sum + of(d.figures, metric), 0);
  const stock = (metric: string, whole?: string): Line => ({
    metric,
    value: of(now, metric),
    span: one,
    ...(whole && { part: share(of(now, metric), of(now, whole)) }),
  });
  const loose = of(now, 'measures_total') - of(now, 'measures_controlled');
  const groups: Readonly<Record<string, readonly Line[]>> = {
    ...(place.place.kind === 'enterprise'
      ? {}
      : {
          enterprises: [
            stock('enterprises_registered'),
            stock('enterprises_active', 'enterprises_registered'),
            stock('enterprises_dormant', 'enterprises_registered'),
            stock('enterprises_new', 'enterprises_registered'),
            stock('enterprises_covered', 'enterprises_registered'),
          ],
        }),
    risks: [
      ...['risks_red', 'risks_orange', 'risks_yellow', 'risks_blue'].map((m) => stock(m, 'risks_total')),
      stock('risks_total'),
      stock('measures_controlled', 'measures_total'),
      { metric: 'measures_loose', value: loose, span: one },
    ],
    inspections: [
      { metric: 'records', value: of(today, 'records'), span: one },
      { metric: 'tasks_due', value: of(today, 'tasks_due_7d'), span: week },
      {
        metric: 'tasks_done',
        value: of(today, 'tasks_done_7d'),
        span: week,
        part: share(of(today, 'tasks_done_7d'), of(today, 'tasks_due_7d')),
      },
      stock('tasks_overdue_now'),
      { metric: 'records_marked', value: over('records_marked'), span: shown },
    ],
    dangers: [
      { metric: 'dangers_found', value: of(today, 'dangers_found'), span: one },
      stock('dangers_open'),
      stock('dangers_overdue', 'dangers_open'),
      stock('dangers_open_major', 'dangers_open'),
      stock('dangers_listed'),
      { metric: 'dangers_closed', value: over('dangers_closed'), span: shown },
      {
        metric: 'dangers_closed_on_time',
        value: over('dangers_closed_on_time'),
        span: shown,
        part: share(over('dangers_closed_on_time'), over('dangers_closed')),
      },
    ],
  };
  return (
    <Section title={t('situation.all.title')}>
      <div className="sit-all">
        {Object.entries(groups).map(([group, lines]) => (
          <section key={group} aria-label={t(`situation.all.${group}`)}>
            <h3>{t(`situation.all.${group}`)}</h3>
            <dl>
              {lines.map((line) => (
                <div key={line.metric}>
                  <dt>{t(`situation.metric.${line.metric}`, { n: trend.length })}</dt>
                  <dd>
                    <Count metric={line.metric} value={line.value} where={where} span={line.span} />
                    {line.part !== undefined && <small className="yf-quiet"> {percent(line.part)}</small>}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Section>
  );
}
