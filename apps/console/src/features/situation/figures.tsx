import type { Overview } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { GRADES } from '../../theme/tokens.ts';
import { number, percent } from '../../ui/format.ts';
import { StatFigure } from '../../ui/stat-figure.tsx';
import { of, ROWS, type Rows, share, spanBack, whereOf } from './where.ts';

/** The five figures that matter today; each leads to its rows. */
export function Figures({ place }: { place: Overview }) {
  const { t } = useTranslation();
  const { now, today, yesterday, trend } = place;
  const series = (metric: string) => trend.map((d) => of(d.figures, metric));
  const done = share(of(today, 'tasks_done_7d'), of(today, 'tasks_due_7d'));
  const where = whereOf(place);
  const rows = (metric: string, days = 1): Partial<Rows> => ROWS[metric]?.(where, spanBack(place.day, days)) ?? {};
  return (
    <div className="sit-figures">
      <StatFigure
        label={t('situation.figure.majorOpen')}
        value={of(now, 'dangers_open_major')}
        note={t('situation.figure.added', {
          today: number(of(today, 'dangers_found_major')),
          yesterday: number(of(yesterday, 'dangers_found_major')),
        })}
        series={series('dangers_found_major')}
        {...rows('dangers_open_major')}
      />
      <StatFigure
        label={t('situation.figure.overdue')}
        value={of(now, 'dangers_overdue')}
        unit={t('situation.figure.ofOpen', { open: number(of(now, 'dangers_open')) })}
        note={t('situation.figure.foundClosed', {
          found: number(of(today, 'dangers_found')),
          closed: number(of(today, 'dangers_closed')),
        })}
        series={series('dangers_found')}
        {...rows('dangers_overdue')}
      />
      <StatFigure
        label={t('situation.figure.red')}
        mark={
          <span aria-hidden="true" className="yf-mark yf-mark-red">
            {GRADES.red.shape}
          </span>
        }
        value={of(now, 'risks_red')}
        unit={t('situation.figure.ofRisks', { risks: number(of(now, 'risks_total')) })}
        {...rows('risks_red')}
      />
      <StatFigure
        label={t('situation.figure.tasks')}
        value={of(today, 'records')}
        unit={t('situation.figure.records')}
        note={t('situation.figure.doneOfDue', {
          done: number(of(today, 'tasks_done_7d')),
          due: number(of(today, 'tasks_due_7d')),
          rate: percent(done),
          overdue: number(of(now, 'tasks_overdue_now')),
        })}
        series={series('records')}
        {...rows('records')}
      />
      {place.place.kind !== 'enterprise' && (
        <StatFigure
          label={t('situation.figure.enterprises')}
          value={of(now, 'enterprises_active')}
          unit={t('situation.figure.ofRegistered', {
            registered: number(of(now, 'enterprises_registered')),
          })}
          {...rows('enterprises_active')}
        />
      )}
    </div>
  );
}
