import { useLiveQuery } from 'dexie-react-hooks';
import type { InspectionDraft } from '../drafts/types.ts';
import { t } from '../i18n/index.ts';
import { spanText, timeText } from '../lib/format.ts';
import { go } from '../lib/router.ts';
import { getMeta } from '../store/db.ts';
import { beginRound } from '../store/rounds.ts';
import type { PointTasks } from '../tasks/local-tasks.ts';
import { usePending } from '../ui/bar.tsx';
import { useField } from '../ui/context.tsx';
import { Empty, Grade, Icon, Page, Row } from '../ui/parts.tsx';
import { ToConsole } from '../ui/to-console.tsx';
import { useNow, useStatus, useWork, type Work } from '../ui/use-work.ts';

/** A round of all points at once is for the few points of a small firm; beyond, one goes from point to point. */
const ROUND_MAX = 20;
const MANAGERS = ['enterprise_head', 'safety_officer'];

/** 任务: what is to be inspected, the most urgent point first. */
export function TasksScreen() {
  const work = useWork();
  const refused = usePending().refused;
  return (
    <Page title={t('tasks.title')}>
      {refused > 0 && (
        <button type="button" className="callout" onClick={() => go('/me/outbox')}>
          {t('tasks.refused', { n: refused })}
          <Icon name="more" />
        </button>
      )}
      <Resume />
      <div className="quick">
        <button type="button" onClick={() => go('/scan')}>
          <Icon name="scan" />
          {t('tasks.scan')}
        </button>
        <button type="button" onClick={() => go('/points')}>
          <Icon name="place" />
          {t('tasks.pick')}
        </button>
        <button type="button" onClick={() => go('/report')}>
          <Icon name="dangers" />
          {t('tasks.report')}
        </button>
      </div>
      {work ? <Points work={work} /> : <p className="loading">{t('app.loading')}</p>}
    </Page>
  );
}

function Points({ work }: { work: Work }) {
  const { db, holder } = useField();
  const now = useNow();
  const todo = work.points.filter((p) => p.todo.length > 0);
  const current = todo.filter((p) => p.todo.some((task) => task.state === 'open') || p.dispatched);
  const missed = todo.filter((p) => !current.includes(p));
  const over = work.points.filter((p) => p.todo.length === 0 && p.done > 0);
  const items = todo.reduce((n, p) => n + p.todo.length, 0);
  const round = current.length > 1 ? current.flatMap((p) => p.todo).filter((task) => task.state === 'open') : [];
  if (todo.length === 0 && over.length === 0) return <Nothing work={work} manager={MANAGERS.includes(holder.role)} />;
  return (
    <>
      {todo.length > 0 ? (
        <p className="lead">{t('tasks.lead', { points: todo.length, items })}</p>
      ) : (
        <Empty title={t('tasks.allDone')} text={t('tasks.allDoneText')} />
      )}
      {round.length > 0 && round.length <= ROUND_MAX && (
        <button
          type="button"
          className="primary wide"
          onClick={() => void beginRound(db, work, round).then(() => go('/inspect'))}
        >
          {t('tasks.roundAll', { n: round.length })}
        </button>
      )}
      <ul className="list">
        {[...current, ...missed].map((point) => (
          <PointRow key={point.unitId} point={point} work={work} now={now} />
        ))}
      </ul>
      {over.length > 0 && (
        <details className="fold">
          <summary>
            {t('tasks.finished')} · {over.length}
          </summary>
          <ul className="list quiet">
            {over.map((p) => (
              <Row
                key={p.unitId}
                onClick={() => go(`/point/${p.unitId}`)}
                title={work.units.get(p.unitId)?.name ?? '—'}
                sub={t('tasks.finishedCount', { n: p.done })}
              />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function PointRow({ point, work, now }: { point: PointTasks; work: Work; now: number }) {
  const unit = work.units.get(point.unitId);
  const open = point.todo.filter((task) => task.state === 'open');
  const due = open.map((task) => task.dueAt).sort()[0];
  const late = point.todo.find((task) => task.state === 'overdue');
  const when = due
    ? t('tasks.due', { at: timeText(due, now) })
    : late
      ? t('tasks.overdue', { span: spanText(now - Date.parse(late.dueAt)) })
      : '';
  return (
    <Row
      onClick={() => go(`/point/${point.unitId}`)}
      late={point.overdue > 0}
      title={
        <>
          {unit?.name ?? '—'} <Grade grade={unit?.liveGrade ?? null} />
        </>
      }
      sub={[
        unit?.object,
        point.dispatched ? t('tasks.dispatched') : null,
        when,
        due && point.overdue > 0 ? t('tasks.overdueItems', { n: point.overdue }) : null,
      ]
        .filter(Boolean)
        .join(' · ')}
      end={t('tasks.items', { n: point.todo.length })}
    />
  );
}

function Nothing({ work, manager }: { work: Work; manager: boolean }) {
  const { db } = useField();
  const busy = useStatus().busy;
  const me = useLiveQuery(() => getMeta(db, 'me'), [db]);
  if (!work.synced) return <Empty title={busy ? t('app.loading') : t('tasks.noneYet')} />;
  if (work.items.size > 0) return <Empty title={t('tasks.allDone')} text={t('tasks.allDoneText')} />;
  if (manager && me?.mayUseTemplate === false)
    return (
      <Empty title={t('tasks.none')}>
        <ToConsole />
      </Empty>
    );
  return (
    <Empty title={t('tasks.none')} text={manager ? t('tasks.setupText') : t('tasks.noneText')}>
      {manager && me && (
        <button type="button" className="primary" onClick={() => go('/setup')}>
          {t('tasks.setup')}
        </button>
      )}
    </Empty>
  );
}

/** A round that was begun goes on exactly where it was. */
function Resume() {
  const { db } = useField();
  const draft = useLiveQuery(() => db.drafts.get('inspection'), [db]) as InspectionDraft | undefined;
  if (!draft) return null;
  const question = draft.questions[Math.min(draft.at, draft.questions.length - 1)];
  return (
    <button type="button" className="callout go" onClick={() => go('/inspect')}>
      <span className="grow">
        <strong>{t('tasks.resume')}</strong>
        <span className="row-sub">
          {t('tasks.resumeText', {
            unit: question?.unitName ?? '',
            done: Object.values(draft.answers).filter((a) => a.result !== null).length,
            all: draft.questions.length,
          })}
        </span>
      </span>
      <Icon name="more" />
    </button>
  );
}
