import type { Overview } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { percent } from '../../ui/format.ts';
import { GradeTag } from '../../ui/grade-tag.tsx';
import { StatFigure } from '../../ui/stat-figure.tsx';

const of = (figures: Readonly<Record<string, number>>, metric: string): number => figures[metric] ?? 0;
const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** The five figures that matter today; each leads to its rows. */
export function Figures({ place }: { place: Overview }) {
  const { t } = useTranslation();
  const { now, today, yesterday, trend } = place;
  const series = (metric: string) => trend.map((d) => of(d.figures, metric));
  const done = share(of(today, 'tasks_done'), of(today, 'tasks_due'));
  const region = place.place.kind === 'region' ? { region: place.place.code } : {};
  const own = place.place.kind === 'enterprise' ? { enterpriseId: place.place.code } : region;
  return (
    <div className="sit-figures">
      <StatFigure
        label={t('situation.figure.majorOpen')}
        value={of(now, 'dangers_open_major')}
        change={of(today, 'dangers_found_major') - of(yesterday, 'dangers_found_major')}
        than={t('situation.foundThan')}
        series={series('dangers_found_major')}
        to="/dangers"
        search={{ ...own, level: 'major', status: ['reported', 'verified', 'assigned', 'rectifying', 'to_accept'] }}
      />
      <StatFigure
        label={t('situation.figure.overdue')}
        value={of(now, 'dangers_overdue')}
        unit={t('situation.figure.ofOpen', { open: of(now, 'dangers_open').toLocaleString('en-US') })}
        series={series('dangers_found')}
        to="/dangers"
        search={{ ...own, overdue: 'true' }}
      />
      <StatFigure
        label={t('situation.figure.red')}
        mark={<GradeTag grade="red" bare />}
        value={of(now, 'units_red')}
        unit={t('situation.figure.ofUnits', { units: of(now, 'units_total').toLocaleString('en-US') })}
        to="/risks"
        search={{ ...own, liveGrade: 'red' }}
      />
      <StatFigure
        label={t('situation.figure.tasks')}
        value={of(today, 'tasks_done')}
        text={percent(done)}
        unit={t('situation.figure.doneOfDue', {
          done: of(today, 'tasks_done').toLocaleString('en-US'),
          due: of(today, 'tasks_due').toLocaleString('en-US'),
        })}
        series={series('tasks_done')}
        to="/tasks"
        search={own}
      />
      {place.place.kind !== 'enterprise' && (
        <StatFigure
          label={t('situation.figure.enterprises')}
          value={of(now, 'enterprises_active')}
          unit={t('situation.figure.ofRegistered', {
            registered: of(now, 'enterprises_registered').toLocaleString('en-US'),
          })}
          to="/enterprises"
          search={{ ...region, activity: 'active' }}
        />
      )}
    </div>
  );
}
