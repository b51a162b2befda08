import { setStatus } from '../sync/status.ts';
import { type FieldDb, setMeta } from './db.ts';

/** Whether something could not be kept because the phone has no room for it; Dexie tells it in the name, in the message or in the cause. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const inner: unknown = 'inner' in error ? error.inner : error.cause;
  return /quota/i.test(`${error.name} ${error.message}`) || (inner !== error && isFull(inner));
}

/**
 * Writes are not waited for by those who tap. One that fails because the phone is full is told in the bar; what was there stays there, and the screen
 * still shows what was just typed. @returns how to stop watching
 */
export function watchForFull(): () => void {
  const onRejected = (event: PromiseRejectionEvent) => {
    if (!isFull(event.reason)) return;
    event.preventDefault();
    setStatus({ full: true });
  };
  window.addEventListener('unhandledrejection', onRejected);
  return () => window.removeEventListener('unhandledrejection', onRejected);
}

/** Some photos' worth. */
const ROOM = 1_000_000;

/** Whether there is room again: tried, since what the browser estimates is not what it allows. */
export async function hasRoom(db: FieldDb): Promise<boolean> {
  try {
    await setMeta(db, 'room', 'x'.repeat(ROOM));
    await db.meta.delete('room');
    return true;
  } catch (error) {
    if (!isFull(error)) throw error;
    return false;
  }
}
