import type { SyncDanger } from '@yufang/contract';
import { useLiveQuery } from 'dexie-react-hooks';
import { useId, useState } from 'react';
import { Photos } from '../capture/photos.tsx';
import { deadlineRange, wrongAt, wrongsOf } from '../danger/assignment.ts';
import { problemText, t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { go } from '../lib/router.ts';
import { type EditForm, formOf, payloadWith, takesPhotos } from '../outbox/edit.ts';
import { mayEdit } from '../outbox/reducer.ts';
import type { OutboxItem } from '../outbox/types.ts';
import { EXPLANATION_MAX } from '../protocol.ts';
import { claimsById } from '../store/files.ts';
import { editItem, giveUpItem } from '../store/outbox.ts';
import { useField } from '../ui/context.tsx';
import { Field, Note, Page } from '../ui/parts.tsx';
import { useJudgedBy } from '../ui/use-danger-lists.ts';
import { useDangers } from '../ui/use-dangers.ts';
import { useNow } from '../ui/use-work.ts';
import { AssignFields } from './assign-fields.tsx';

/** One item of the outbox: why it came back, what can be changed, send again or give up. */
export function EditScreen({ arg: id }: { arg: string }) {
  const { db } = useField();
  const item = useLiveQuery(async () => (await db.outbox.get(id)) ?? null, [db, id]);
  if (item === undefined) return <p className="loading">{t('app.loading')}</p>;
  if (item === null)
    return (
      <Page title={t('edit.title')} back="/me/outbox">
        <Note>{t('bar.done')}</Note>
      </Page>
    );
  return <Edit key={`${item.id}${item.state}`} item={item} />;
}

/** A danger as it stands after somebody else's step. */
function Changed({ danger }: { danger: SyncDanger }) {
  const facts = [
    [t('danger.status'), t(`status.${danger.status}`)],
    [t('danger.assignee'), danger.assigneeName],
    [t('danger.deadline'), danger.deadline],
    [t('danger.rectified'), danger.rectifiedNote],
  ] as const;
  return (
    <section>
      <h2>{t('outbox.nowIs')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}

const RESULTS = ['normal', 'abnormal', 'not_applicable'] as const;
/** Refusals that are about the task alone: the check itself still counts. */
const TASK_CODES = ['sync.task_unknown', 'sync.task_of_other_item', 'sync.task_not_open'];

function Edit({ item }: { item: OutboxItem }) {
  const { db, engine } = useField();
  const now = useNow();
  const id = useId();
  const by = useJudgedBy();
  const dangers = useDangers();
  const [form, setForm] = useState<EditForm>(() => formOf(item));
  const [asking, setAsking] = useState(false);
  const set = (change: Partial<EditForm>) => setForm({ ...form, ...change });
  const code = item.refusal?.code ?? '';
  const free = mayEdit(item);
  const dangerId = item.kind === 'danger_command' && 'dangerId' in item.payload ? item.payload.dangerId : null;
  const danger = useLiveQuery(async () => (dangerId ? await db.danger.get(dangerId) : undefined), [db, dangerId]);
  const known = dangers?.find((d) => d.id === dangerId) ?? null;
  const major = known?.level === 'major';
  // A danger that has become major since has no other treatment.
  const assign = form.assign && major ? { ...form.assign, treatment: 'time_limited' as const } : form.assign;
  const wrongs = assign ? wrongsOf(assign, known, by) : {};
  const [touched, setTouched] = useState(false);
  /** Somebody else was first: what it is now is shown, and sending again says that it was seen. */
  const stale = code === 'danger.stale' && danger ? danger : null;

  const send = async (change: Partial<EditForm> = {}) => {
    if (Object.keys(wrongs).length > 0) return setTouched(true);
    const next = { ...form, assign, seenVersion: stale?.version ?? null, ...change };
    const payload = payloadWith(item, next, await claimsById(db, next.photos));
    await editItem(db, item.id, payload);
    void engine.poke();
    go('/me/outbox', { replace: true });
  };
  return (
    <Page title={item.label.title} back="/me/outbox">
      <p className="lead">
        {[t(`kind.${item.kind}`), item.label.place, t('outbox.at', { at: timeText(item.claimedAt, now) })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {item.refusal && <Note tone="warn">{problemText(item.refusal)}</Note>}
      {!free && <Note>{t('outbox.inFlight')}</Note>}
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          void send();
        }}
      >
        <fieldset className="bare" disabled={!free}>
          {form.result !== null && (
            <fieldset className="choice">
              <legend>{t('inspect.result')}</legend>
              {RESULTS.map((result) => (
                <label key={result} className={form.result === result ? 'chosen' : undefined}>
                  <input
                    type="radio"
                    name={`${id}r`}
                    checked={form.result === result}
                    onChange={() => set({ result })}
                  />
                  {t(`inspect.${result}`)}
                </label>
              ))}
            </fieldset>
          )}
          {form.name !== null && (
            <Field id={`${id}n`} label={t('danger.what')}>
              {(name) => (
                <input
                  id={name}
                  maxLength={200}
                  value={form.name ?? ''}
                  onChange={(e) => set({ name: e.target.value })}
                />
              )}
            </Field>
          )}
          {form.note !== null && (
            <Field id={`${id}t`} label={t('inspect.note')}>
              {(name) => (
                <textarea
                  id={name}
                  rows={3}
                  maxLength={item.kind === 'explanation' ? EXPLANATION_MAX : 2000}
                  value={form.note ?? ''}
                  onChange={(e) => set({ note: e.target.value })}
                />
              )}
            </Field>
          )}
          {assign && (
            <AssignFields
              value={assign}
              major={major}
              wrongs={touched ? wrongs : { ...wrongs, ...wrongAt(item.refusal) }}
              range={deadlineRange(assign.treatment, known, by)}
              onChange={(next) => {
                setTouched(true);
                set({ assign: next });
              }}
            />
          )}
          {takesPhotos(item) && (
            <Photos
              ids={form.photos}
              ownerId={item.id}
              place={() => null}
              label={t('edit.photo')}
              onChange={(photos) => set({ photos })}
            />
          )}
          {stale && <Changed danger={stale} />}
          <div className="stack">
            <button type="submit" className="primary wide">
              {t(stale ? 'outbox.stillSend' : 'outbox.resend')}
            </button>
            {TASK_CODES.includes(code) && (
              <button type="button" className="second wide" onClick={() => void send({ noTask: true })}>
                {t('outbox.noTask')}
              </button>
            )}
            {code === 'sync.point_foreign' && (
              <button type="button" className="second wide" onClick={() => void send({ noCode: true })}>
                {t('outbox.noCode')}
              </button>
            )}
            {!asking && (
              <button type="button" className="link" onClick={() => setAsking(true)}>
                {t('outbox.giveUp')}
              </button>
            )}
          </div>
        </fieldset>
      </form>
      {asking && (
        <Note tone="warn">
          <p>{t('outbox.giveUpSure')}</p>
          <div className="pair">
            <button type="button" className="second" onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </button>
            <button
              type="button"
              className="danger-button"
              onClick={() => void giveUpItem(db, item.id).then(() => go('/me/outbox', { replace: true }))}
            >
              {t('outbox.giveUp')}
            </button>
          </div>
        </Note>
      )}
    </Page>
  );
}
