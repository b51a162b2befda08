import { Link } from '@tanstack/react-router';
import { getOverview } from '@yufang/contract';
import { createParkAssessment, getParkReadiness, getParkResult, listParkAssessments } from '@yufang/contract/park';
import { listParkGradings } from '@yufang/contract/park-grading';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMay } from '../../shell/me.tsx';
import { Empty, Loading, number, percent, Reading, Section, StatFigure, TimeText } from '../../ui/index.ts';
import { GradeText } from '../park-grading/labels.tsx';
import { of, ROWS, spanBack } from '../situation/where.ts';
import { ParkFrame } from './park-frame.tsx';
import { ReadinessList } from './readiness.tsx';
import { viewOf } from './result/model.ts';
import { ResultFigures } from './result/result-figures.tsx';
import { ScreeningStatement } from './result/statement.tsx';
import { usePark, useParkId } from './use-park.ts';
import { WorkTop } from './work/work-top.tsx';

/** A park's first page: its risk by the newest frozen assessment, its work list, its inventory, and its daily work. */
export function ParkHome() {
  const { t } = useTranslation();
  const parkId = useParkId();
  const { name } = usePark(parkId);
  return (
    <ParkFrame title={name || t('park.pages.home')} over={t('park.pages.label')}>
      <Risk parkId={parkId} />
      <Grade parkId={parkId} />
      <Section title={t('park.home.work')} extra={<Link to={`/parks/${parkId}/work`}>{t('park.home.allWork')}</Link>}>
        <WorkTop parkId={parkId} />
      </Section>
      <Daily parkId={parkId} />
      <Stock parkId={parkId} />
    </ParkFrame>
  );
}

/** The newest frozen assessment in figures; without one, how to come to one. */
function Risk({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const frozen = useApi(listParkAssessments, { params: { parkId }, query: { state: 'frozen', limit: 1 } });
  const latest = frozen.data?.rows[0];
  const result = useApi(
    getParkResult,
    { params: { parkId, id: latest?.id ?? '' } },
    { enabled: latest !== undefined, staleTime: Number.POSITIVE_INFINITY },
  );
  const english = currentLanguage() === 'en';
  const view = useMemo(() => (result.data ? viewOf(result.data, english) : null), [result.data, english]);
  return (
    <Reading query={frozen} rows={4}>
      {() =>
        !latest ? (
          <Empty
            title={t('park.home.none')}
            text={t('park.home.noneText')}
            action={
              may(createParkAssessment) && (
                <Link to={`/parks/${parkId}/assessments`}>{t('park.home.toAssessments')}</Link>
              )
            }
          />
        ) : (
          <section aria-label={t('park.home.risk')}>
            <p className="park-of">
              <Link to={`/parks/${parkId}/assessments/${latest.id}`}>{latest.title}</Link>{' '}
              <span className="yf-quiet">
                {t('park.home.frozen')} <TimeText at={latest.reviewed?.at ?? latest.created.at} />
              </span>
            </p>
            {view ? (
              <>
                <ResultFigures view={view} />
                <ScreeningStatement result={view.result} invented={latest.invented} />
              </>
            ) : (
              <Loading rows={3} />
            )}
          </section>
        )
      }
    </Reading>
  );
}

/** The park's safety grade as last approved, leading to its gradings. */
function Grade({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const gradings = useApi(listParkGradings, { params: { parkId } }, { enabled: may(listParkGradings) });
  const g = gradings.data?.rows.find((one) => one.state === 'approved');
  if (!g) return null;
  return (
    <Section
      title={t('park.pages.gradings')}
      extra={<Link to={`/parks/${parkId}/gradings`}>{t('park.home.toGradings')}</Link>}
    >
      <p className="yf-inline">
        <GradeText g={g} />
        {g.reviewed && <TimeText at={g.reviewed.at} />}
      </p>
    </Section>
  );
}

/** What of the daily work stands open in the park, each figure leading to its rows. */
function Daily({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const overview = useApi(getOverview, { query: { parkId, days: 7 } }, { enabled: may(getOverview) });
  const where = { parkId };
  return (
    <Section
      title={t('park.home.daily')}
      extra={
        // Three levels of the same figures: the park, its departments, its enterprises.
        <span className="park-board">
          <Link to="/overview" search={{ parkId }}>
            {t('park.home.overview')}
          </Link>
          <Link to="/overview" search={{ parkId, by: 'sector' }}>
            {t('park.home.bySector')}
          </Link>
          <Link to="/enterprises" search={{ parkId }}>
            {t('park.home.byEnterprise')}
          </Link>
        </span>
      }
    >
      <Reading query={overview} rows={2}>
        {({ now, today, day }) => {
          const rows = (metric: string) => ROWS[metric]?.(where, spanBack(day, 1)) ?? {};
          return (
            <div className="park-figures">
              <StatFigure
                label={t('park.home.dangers')}
                value={of(now, 'dangers_open')}
                note={t('park.home.major', { n: number(of(now, 'dangers_open_major')) })}
                {...rows('dangers_open')}
              />
              <StatFigure
                label={t('park.home.overdue')}
                value={of(now, 'dangers_overdue')}
                {...rows('dangers_overdue')}
              />
              <StatFigure
                label={t('park.home.tasks')}
                value={of(now, 'tasks_overdue_now')}
                note={t('park.home.tasksDone', {
                  rate: percent(
                    of(today, 'tasks_due_7d') > 0 ? of(today, 'tasks_done_7d') / of(today, 'tasks_due_7d') : null,
                  ),
                })}
                {...rows('tasks_overdue_now')}
              />
              <StatFigure label={t('park.home.red')} value={of(now, 'risks_red')} {...rows('risks_red')} />
              <StatFigure
                label={t('park.home.enterprises')}
                value={of(now, 'enterprises_registered')}
                {...rows('enterprises_registered')}
              />
            </div>
          );
        }}
      </Reading>
    </Section>
  );
}

/** How far the inventory is, and what an assessment made now would lack. */
function Stock({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const ready = useApi(getParkReadiness, { params: { parkId } });
  return (
    <Section
      title={t('park.home.inventory')}
      extra={<Link to={`/parks/${parkId}/inventory`}>{t('park.home.toInventory')}</Link>}
    >
      <Reading query={ready} rows={2}>
        {(r) => (
          <>
            <div className="park-figures">
              <StatFigure
                label={t('park.home.confirmed')}
                value={r.confirmed}
                note={t('park.home.waiting', { n: number(r.vessels.submitted) })}
                to={`/parks/${parkId}/inventory`}
              />
              <StatFigure
                label={t('park.inventory.population')}
                value={r.population.day}
                note={t('park.home.night', { n: number(r.population.night) })}
                to={`/parks/${parkId}/inventory`}
                search={{ part: 'population' }}
              />
              <StatFigure
                label={t('park.inventory.targets')}
                value={r.targets}
                to={`/parks/${parkId}/inventory`}
                search={{ part: 'targets' }}
              />
              <StatFigure
                label={t('park.inventory.weather')}
                value={r.weatherClasses}
                to={`/parks/${parkId}/inventory`}
                search={{ part: 'weather' }}
              />
            </div>
            <ReadinessList items={r.items} />
          </>
        )}
      </Reading>
    </Section>
  );
}
