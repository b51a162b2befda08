import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { problemText, t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { go } from '../lib/router.ts';
import type { OutboxItem, SentItem } from '../outbox/types.ts';
import { exportUnsent } from '../store/export.ts';
import { useField } from '../ui/context.tsx';
import { Empty, Note, Page, Row } from '../ui/parts.tsx';
import { useNow, useStatus } from '../ui/use-work.ts';

const SENT_SHOWN = 50;

/** Everything that was written here: what came back, what waits, what arrived. */
export function OutboxScreen() {
  const field = useField();
  const { db, engine } = field;
  const status = useStatus();
  const now = useNow();
  const items = useLiveQuery(() => db.outbox.orderBy('deviceSeq').toArray(), [db]) ?? [];
  const sent = useLiveQuery(() => db.sent.orderBy('at').reverse().limit(SENT_SHOWN).toArray(), [db]) ?? [];
  const files = useLiveQuery(() => db.files.where('state').anyOf('due', 'refused').toArray(), [db]) ?? [];
  const [exported, setExported] = useState(false);
  const refused = items.filter((i) => i.state === 'refused');
  const waiting = items.filter((i) => i.state !== 'refused');
  const badFiles = files.filter((f) => f.state === 'refused');
  const due = files.length - badFiles.length;
  return (
    <Page title={t('outbox.title')} back="/me">
      {status.problem && (
        <Note tone={status.problem === 'offline' ? 'plain' : 'warn'}>{t(`bar.${status.problem}`)}</Note>
      )}
      {refused.length + badFiles.length > 0 && (
        <section>
          <h2>{t('outbox.refused')}</h2>
          <ul className="list">
            {refused.map((i) => (
              <Row
                key={i.id}
                late
                onClick={() => go(`/me/outbox/${i.id}`)}
                title={i.label.title}
                sub={i.refusal ? problemText(i.refusal) : ''}
                end={t(`kind.${i.kind}`)}
              />
            ))}
          </ul>
          {badFiles.map((f) => (
            <Note key={f.id} tone="warn">
              <p>
                {t('outbox.fileRefused')}：{f.refusal ? problemText(f.refusal) : ''}
              </p>
              <button type="button" className="second" onClick={() => void db.files.delete(f.id)}>
                {t('outbox.fileForget')}
              </button>
            </Note>
          ))}
        </section>
      )}
      <section>
        <h2>{t('outbox.waiting')}</h2>
        {waiting.length + due === 0 ? (
          <p className="lead">{t('outbox.none')}</p>
        ) : (
          <>
            <ul className="list">
              {waiting.map((i) => (
                <ItemRow key={i.id} item={i} now={now} />
              ))}
            </ul>
            {due > 0 && <p className="lead">{t('outbox.files', { n: due })}</p>}
            <button type="button" className="primary wide" disabled={status.busy} onClick={() => void engine.poke()}>
              {t('outbox.now')}
            </button>
          </>
        )}
      </section>
      {items.length + files.length > 0 && (
        <section>
          <button
            type="button"
            className="second wide"
            onClick={() => void exportUnsent(field).then(() => setExported(true))}
          >
            {t('outbox.export')}
          </button>
          <p className="hint" role="status">
            {exported ? t('bar.saved') : t('outbox.exportText')}
          </p>
        </section>
      )}
      {sent.length > 0 ? (
        <details className="fold">
          <summary>
            {t('outbox.sent')} · {sent.length}
          </summary>
          <ul className="plain">
            {sent.map((s) => (
              <li key={s.id}>
                {s.label.title}
                <span className="row-sub">
                  {[
                    t(`kind.${s.kind}`),
                    s.label.place,
                    timeText(s.claimedAt, now),
                    s.outcome === 'given_up' ? t('outbox.givenUp') : null,
                    s.marks.length > 0 ? t('outbox.marked') : null,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        items.length === 0 && <Empty title={t('bar.done')} />
      )}
    </Page>
  );
}

function ItemRow({ item, now }: { item: OutboxItem | SentItem; now: number }) {
  return (
    <Row
      onClick={() => go(`/me/outbox/${item.id}`)}
      title={item.label.title}
      sub={[item.label.place, t('outbox.at', { at: timeText(item.claimedAt, now) })].filter(Boolean).join(' · ')}
      end={t(`kind.${item.kind}`)}
    />
  );
}
