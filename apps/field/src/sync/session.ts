import type { SessionView } from '@yufang/contract';
import type { Holder } from '../store/device.ts';
import { getDevice, saveDevice, takeOver } from '../store/device.ts';
import { type Called, call, has } from './api.ts';

const looksRight = has<SessionView>({ state: 'string', demo: 'boolean' });

/** Anything that changes who is signed in, and any sync, takes turns: a batch never goes out under somebody else's session. */
const LOCK = 'yufang-field/session';
export async function inTurn<T>(work: () => Promise<T>, mode: 'wait' | 'skip' = 'wait'): Promise<T | 'busy'> {
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return await alone(work, mode);
  return await locks.request(LOCK, { ifAvailable: mode === 'skip' }, async (lock) => (lock ? await work() : 'busy'));
}

/** Where the browser has no locks (a plain intranet address), at least this tab takes turns with itself. */
let tail: Promise<unknown> = Promise.resolve();
let held = 0;
async function alone<T>(work: () => Promise<T>, mode: 'wait' | 'skip'): Promise<T | 'busy'> {
  if (mode === 'skip' && held > 0) return 'busy';
  held += 1;
  const turn = tail.then(work);
  tail = turn.catch(() => null);
  return await turn.finally(() => {
    held -= 1;
  });
}

export const readSession = (): Promise<Called<SessionView>> => call('GET', '/api/v1/auth/session', { looksRight });

/** One step of signing in; each answers where the sign-in stands. */
export const authStep = async (path: string, body: unknown): Promise<Called<SessionView>> => {
  const done = await inTurn(() => call<SessionView>('POST', `/api/v1/auth/${path}`, { body, looksRight }));
  return done === 'busy' ? { ok: false, kind: 'network' } : done;
};

/** The holder that a complete session makes: its duty in an enterprise. Null for those who do not work with the phone. */
export function holderOf(session: SessionView): Holder | null {
  const { me } = session;
  if (session.state !== 'signed_in' || !me) return null;
  const { enterpriseId } = me.scope;
  if (me.scope.kind !== 'enterprise' || !enterpriseId) return null;
  return {
    accountId: me.accountId,
    enterpriseId,
    username: me.username,
    name: me.name,
    enterpriseName: me.scope.name,
    role: me.role,
  };
}

/** After signing in: the phone is theirs from now on. */
export function settle(session: SessionView): Holder | null {
  const holder = holderOf(session);
  if (holder) takeOver(holder);
  return holder;
}

/** Sign out here at once, and at the server as soon as it can be told. Unsent work stays in this person's own database. */
export async function signOut(): Promise<void> {
  saveDevice({ current: null, signOutOwed: true });
  await paySignOut();
}

/** Tell the server of a sign-out that it missed. */
export async function paySignOut(): Promise<boolean> {
  if (!getDevice().signOutOwed) return true;
  const told = await inTurn(() => call('POST', '/api/v1/auth/sign-out'));
  const paid = told !== 'busy' && told.ok;
  if (paid && getDevice().signOutOwed) saveDevice({ signOutOwed: false });
  return paid;
}
