import { backoffMs } from '../outbox/backoff.ts';
import { type FieldDb, getMeta } from '../store/db.ts';
import type { Holder } from '../store/device.ts';
import { getDevice } from '../store/device.ts';
import { hasRoom, isFull } from '../store/full.ts';
import { call } from './api.ts';
import { pullAll } from './pull.ts';
import { type Ended, problemOf, pushAll, uploadAll } from './push.ts';
import { inTurn, readSession } from './session.ts';
import { getStatus, setStatus } from './status.ts';

/** While the screen is on, what others did is fetched so often. */
const EVERY_MS = 60_000;
/** Another tab is at it: look again soon, it may have finished just before our item came. */
const ELSEWHERE_MS = 3_000;

export type SyncEngine = {
  /** Sync now; also after the person asked for it. Resolves when the run is over. */
  poke(): Promise<void>;
  stop(): void;
};

/**
 * Keeps one person's database and the server together: at the start, when the network comes back, when the screen comes on, after each thing
 * that was written, every minute, and after failures with back-off. One run at a time over all tabs.
 */
export function startSync(db: FieldDb, holder: Holder): SyncEngine {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;

  const next = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void poke(), ms);
  };
  const poke = (): Promise<void> => {
    again = true;
    running ??= (async () => {
      while (again && !stopped) {
        again = false;
        await run();
      }
      running = null;
    })();
    return running;
  };
  const run = async () => {
    setStatus({ busy: true });
    const ended = await inTurn(() => runOnce(db, holder), 'skip').catch(failed);
    if (stopped) return;
    if (ended === 'busy') {
      setStatus({ busy: false });
      return next(ELSEWHERE_MS);
    }
    failures = ended.problem === null ? 0 : failures + 1;
    setStatus({ busy: false, problem: ended.problem });
    if (getStatus().full && (await hasRoom(db))) setStatus({ full: false });
    next(failures === 0 ? EVERY_MS : backoffMs(failures, Math.random(), ended.retryAfterMs));
  };

  const comeBack = () => {
    failures = 0;
    void poke();
  };
  const onVisible = () => {
    if (document.visibilityState === 'visible') comeBack();
  };
  const onOffline = () => setStatus({ problem: 'offline' });
  window.addEventListener('online', comeBack);
  window.addEventListener('offline', onOffline);
  document.addEventListener('visibilitychange', onVisible);
  void getMeta(db, 'clockOffsetMs').then((clockOffsetMs) => setStatus({ clockOffsetMs: clockOffsetMs ?? null }));
  void poke();
  return {
    poke,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener('online', comeBack);
      window.removeEventListener('offline', onOffline);
      document.removeEventListener('visibilitychange', onVisible);
    },
  };
}

/** A database that is full or broken must not stop the clockwork; what was written stays written. */
function failed(error: unknown): Ended {
  return { problem: isFull(error) ? 'storage_full' : 'server' };
}

async function runOnce(db: FieldDb, holder: Holder): Promise<Ended> {
  if (navigator.onLine === false) return { problem: 'offline' };
  const who = await asHolder(holder);
  if (who.problem !== null) return who;
  for (const part of [pushAll, uploadAll, pullAll]) {
    const ended = await part(db, holder.enterpriseId);
    if (ended.problem !== null) return ended;
  }
  return { problem: null };
}

/** Make sure that the session is this person's, in this enterprise. What one wrote is never sent as another. */
async function asHolder(holder: Holder): Promise<Ended> {
  if (getDevice().signOutOwed) return { problem: 'signed_out' };
  const reply = await readSession();
  if (!reply.ok) return problemOf(reply);
  const { state, me } = reply.body;
  if (state === 'signed_out') return { problem: 'signed_out' };
  if (state !== 'signed_in' || !me) return { problem: 'step_needed' };
  if (me.accountId !== holder.accountId) return { problem: 'other_account' };
  if (me.scope.enterpriseId === holder.enterpriseId) return { problem: null };
  const own = me.assignments.find((a) => a.scope.enterpriseId === holder.enterpriseId);
  if (!own) return { problem: 'no_access' };
  const chosen = await call('POST', '/api/v1/auth/assignment', { body: { assignmentId: own.id } });
  return chosen.ok ? { problem: null } : problemOf(chosen);
}
