import type { SyncRecord } from '@yufang/contract';
import { useLiveQuery } from 'dexie-react-hooks';
import { useId, useState } from 'react';
import { t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { newId } from '../lib/uuid.ts';
import { EXPLANATION_MAX } from '../protocol.ts';
import { enqueue } from '../store/outbox.ts';
import { useField } from '../ui/context.tsx';
import { Empty, Field, Page } from '../ui/parts.tsx';
import { useNow, useWork } from '../ui/use-work.ts';

/** Own records that were marked: why, and the place to explain, also without a network. */
export function MarksScreen() {
  const { db } = useField();
  const work = useWork();
  const now = useNow();
  const records = useLiveQuery(() => db.record.toArray(), [db]) ?? [];
  const waiting =
    useLiveQuery(
      () =>
        db.outbox
          .where('id')
          .above('')
          .filter((i) => i.kind === 'explanation')
          .toArray(),
      [db],
    ) ?? [];
  const explained = new Map(
    waiting.flatMap((i) =>
      'recordId' in i.payload && 'text' in i.payload ? [[String(i.payload.recordId), i.payload.text] as const] : [],
    ),
  );
  const sorted = records.toSorted((a, b) => (a.claimedAt < b.claimedAt ? 1 : -1));
  return (
    <Page title={t('marks.title')} back="/me">
      {records.length === 0 ? <Empty title={t('marks.none')} /> : <p className="lead">{t('marks.lead')}</p>}
      <ul className="plain">
        {sorted.map((r) => {
          // What waits to be sent is newer than what was sent.
          const waits = explained.get(r.id);
          const text = waits ?? r.explanation;
          const verdict = waits === undefined ? r.verdict : null;
          return (
            <li key={r.id}>
              <strong>{work?.items.get(r.itemId)?.content ?? '—'}</strong>
              <span className="row-sub">
                {timeText(r.claimedAt, now)} · {r.marks.map((m) => t(`mark.${m.mark}`)).join('、')}
              </span>
              {text && <p>{t('marks.explained', { text })}</p>}
              {verdict && (
                <p>
                  {verdict === 'doubted' ? <strong>{t('marks.doubted')}</strong> : t('marks.accepted')}{' '}
                  {r.verdictNote && t('marks.note', { text: r.verdictNote })}
                </p>
              )}
              {(!text || verdict === 'doubted') && <Explain record={r} />}
            </li>
          );
        })}
      </ul>
    </Page>
  );
}

function Explain({ record }: { record: SyncRecord }) {
  const { db, engine } = useField();
  const work = useWork();
  const id = useId();
  const [itemId] = useState(newId);
  const [text, setText] = useState('');
  const send = async () => {
    const label = { title: work?.items.get(record.itemId)?.content ?? t('kind.explanation'), place: null };
    const payload = { recordId: record.id, text: text.trim() };
    await enqueue(db, [{ id: itemId, kind: 'explanation', claimedAt: new Date().toISOString(), payload, label }]);
    void engine.poke();
  };
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        if (text.trim() !== '') void send();
      }}
    >
      <Field id={id} label={t('marks.explain')}>
        {(name) => (
          <textarea
            id={name}
            rows={2}
            maxLength={EXPLANATION_MAX}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="second" disabled={text.trim() === ''}>
        {t('marks.send')}
      </button>
    </form>
  );
}
