import type { Overview } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { GRADES } from '../../theme/tokens.ts';
import { number, percent } from '../../ui/format.ts';
import { StatFigure } from '../../ui/stat-figure.tsx';

const of = (figures: Readonly<Record<string, number>>, metric: string): number => figures[metric] ?? 0;
const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** The five figures that matter today; each leads to its rows. */
export function Figures({ place }: { place: Overview }) {
  const { t } = useTranslation();
  const { now, today, yesterday, trend } = place;
  const series = (metric: string) => trend.map((d) => of(d.figures, metric));
  // A day that is not over has no rate to compare yet.
  const finished = trend.slice(0, -1);
  const done = share(of(today, 'tasks_done'), of(today, 'tasks_due'));
  const region = place.place.kind === 'region' ? { region: place.place.code } : {};
  const own = place.place.kind === 'enterprise' ? { enterpriseId: place.place.code } : region;
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
        to="/dangers"
        search={{ ...own, level: 'major', status: ['reported', 'verified', 'assigned', 'rectifying', 'to_accept'] }}
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
        to="/dangers"
        search={{ ...own, overdue: 'true' }}
      />
      <StatFigure
        label={t('situation.figure.red')}
        mark={
          <span aria-hidden="true" className="yf-mark yf-mark-red">
            {GRADES.red.shape}
          </span>
        }
        value={of(now, 'units_red')}
        unit={t('situation.figure.ofUnits', { units: number(of(now, 'units_total')) })}
        to="/risks"
        search={{ ...own, liveGrade: 'red' }}
      />
      <StatFigure
        label={t('situation.figure.tasks')}
        value={of(today, 'tasks_done')}
        text={percent(done)}
        unit={t('situation.figure.doneOfDue', {
          done: number(of(today, 'tasks_done')),
          due: number(of(today, 'tasks_due')),
        })}
        series={finished.flatMap((d) => share(of(d.figures, 'tasks_done'), of(d.figures, 'tasks_due')) ?? [])}
        to="/tasks"
        search={own}
      />
      {place.place.kind !== 'enterprise' && (
        <StatFigure
          label={t('situation.figure.enterprises')}
          value={of(now, 'enterprises_active')}
          unit={t('situation.figure.ofRegistered', {
            registered: number(of(now, 'enterprises_registered')),
          })}
          to="/enterprises"
          search={{ ...region, activity: 'active' }}
        />
      )}
    </div>
  );
}
