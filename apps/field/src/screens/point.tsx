import { useLiveQuery } from 'dexie-react-hooks';
import { t } from '../i18n/index.ts';
import { spanText, timeText } from '../lib/format.ts';
import { go } from '../lib/router.ts';
import { beginRound } from '../store/rounds.ts';
import { useField } from '../ui/context.tsx';
import { Grade, Icon, Note, Page } from '../ui/parts.tsx';
import { useNow, useWork } from '../ui/use-work.ts';

/** One point: what threatens here, what is to be checked, and the way in. `?code=` when its code was scanned. */
export function PointScreen({ arg: unitId }: { arg: string }) {
  const { db } = useField();
  const work = useWork();
  const now = useNow();
  const risks = useLiveQuery(() => db.event.filter((e) => e.unitId === unitId).toArray(), [db, unitId]) ?? [];
  const measures = useLiveQuery(() => db.measure.filter((m) => m.unitId === unitId).toArray(), [db, unitId]) ?? [];
  if (!work) return <p className="loading">{t('app.loading')}</p>;
  const unit = work.units.get(unitId);
  const code = new URLSearchParams(location.search).get('code');
  const scanned = code ? { [unitId]: code } : {};
  const point = work.points.find((p) => p.unitId === unitId);
  const items = [...work.items.values()].filter((i) => i.unitId === unitId);
  const todo = point?.todo ?? [];
  const begin = (asked: Parameters<typeof beginRound>[2]) =>
    void beginRound(db, work, asked, scanned).then(() => go('/inspect'));
  if (!unit)
    return (
      <Page title={t('point.title')} back="/">
        <Note tone="warn">{t('point.unknown')}</Note>
      </Page>
    );
  return (
    <Page title={unit.name} back="/" aside={<Grade grade={unit.liveGrade} />}>
      <p className="lead">
        {unit.object}
        {unit.stopped && ` · ${t('point.stopped')}`}
        {code && ` · ${t('inspect.scanned')}`}
      </p>
      {todo
        .filter((task) => task.note)
        .map((task) => (
          <Note key={task.id}>{t('point.dispatch', { note: task.note })}</Note>
        ))}
      {todo.length > 0 && (
        <>
          <button type="button" className="primary wide" onClick={() => begin(todo)}>
            {t('point.start', { n: todo.length })}
          </button>
          <ul className="plain">
            {todo.map((task) => (
              <li key={task.id} className={task.state === 'overdue' ? 'late' : undefined}>
                {work.items.get(task.itemId)?.content ?? '—'}
                <span className="row-sub">
                  {task.refused
                    ? t('danger.refused')
                    : task.state === 'overdue'
                      ? t('tasks.overdue', { span: spanText(now - Date.parse(task.dueAt)) })
                      : t('tasks.due', { at: timeText(task.dueAt, now) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {todo.length === 0 && items.length === 0 && <Note>{t('point.noItems')}</Note>}
      <div className="stack">
        {todo.length === 0 && items.length > 0 && (
          <button type="button" className="second wide" onClick={() => begin(items.map((i) => ({ itemId: i.id })))}>
            {t('point.again', { n: items.length })}
          </button>
        )}
        <button type="button" className="second wide" onClick={() => go(`/report/${unitId}`)}>
          <Icon name="dangers" />
          {t('tasks.report')}
        </button>
      </div>
      {risks.length > 0 && (
        <section>
          <h2>{t('point.risks')}</h2>
          <ul className="plain">
            {risks.map((r) => (
              <li key={r.id}>
                <Grade grade={r.liveGrade} /> {r.name}
                {r.consequence && <span className="row-sub">{r.consequence}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {measures.length > 0 && (
        <section>
          <h2>{t('point.measures')}</h2>
          <ul className="plain">
            {measures.map((m) => (
              <li key={m.id}>{m.description}</li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
