import { useLiveQuery } from 'dexie-react-hooks';
import { t } from '../i18n/index.ts';
import { spanText, timeText } from '../lib/format.ts';
import { go } from '../lib/router.ts';
import { type Pending, pendingOf } from '../outbox/reducer.ts';
import { getMeta } from '../store/db.ts';
import type { SyncStatus } from '../sync/status.ts';
import { useField } from './context.tsx';
import { useNow, useStatus } from './use-work.ts';

/** How much of this person's work is not at the server. */
export function usePending(): Pending {
  const { db } = useField();
  return (
    useLiveQuery(
      async () => pendingOf(await db.outbox.toArray(), await db.files.where('state').anyOf('due', 'refused').toArray()),
      [db],
    ) ?? {
      items: 0,
      files: 0,
      refused: 0,
    }
  );
}

/** The thin bar: always tells what is saved and what is still to be sent, never blocks; a tap opens the list. */
export function StatusBar() {
  const { db } = useField();
  const status = useStatus();
  const pending = usePending();
  const now = useNow();
  const lastSyncAt = useLiveQuery(() => getMeta(db, 'lastSyncAt'), [db]);
  const waiting = pending.items + pending.files;
  const parts = [
    waiting > 0 ? `${t('bar.saved')} · ${t('bar.pending', { n: waiting })}` : null,
    pending.refused > 0 ? t('bar.refused', { n: pending.refused }) : null,
    status.full ? t('bar.full') : null,
    stateText(status, waiting),
    waiting + pending.refused === 0 &&
    status.problem === null &&
    !status.full &&
    lastSyncAt &&
    status.firstSyncRows === null
      ? `${t('bar.done')} · ${t('bar.syncedAt', { at: timeText(lastSyncAt, now) })}`
      : null,
  ].filter((part) => part !== null);
  const tone =
    status.full || pending.refused > 0
      ? 'refused'
      : status.problem && status.problem !== 'offline'
        ? 'problem'
        : 'calm';
  const to =
    status.problem === 'signed_out' || status.problem === 'step_needed' || status.problem === 'other_account'
      ? '/sign-in'
      : '/me/outbox';
  return (
    <section
      className={`bar ${tone}`}
      aria-label={t('bar.label')}
      data-pending={waiting}
      data-refused={pending.refused}
    >
      <button type="button" onClick={() => go(to)}>
        <span role="status" aria-live="polite">
          {parts.join(' · ') || t('bar.never')}
        </span>
      </button>
      {status.busy && <span className="busy" aria-hidden="true" />}
    </section>
  );
}

function stateText(status: SyncStatus, waiting: number): string | null {
  if (status.firstSyncRows !== null) return t('bar.first', { n: status.firstSyncRows });
  if (status.problem === 'storage_full' && status.full) return null;
  if (status.problem !== null) return t(`bar.${status.problem}`);
  return status.busy && waiting > 0 ? t('bar.busy') : null;
}

/** Told once above the content when the phone's clock is wrong. */
export function ClockHint() {
  const { clockOffsetMs } = useStatus();
  if (!clockOffsetMs) return null;
  const key = clockOffsetMs < 0 ? 'clock.ahead' : 'clock.behind';
  return <aside className="clock">{t(key, { span: spanText(clockOffsetMs) })}</aside>;
}
