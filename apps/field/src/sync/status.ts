/** What the thin bar tells beside the counts. */
export type SyncProblem =
  | 'offline'
  | 'signed_out'
  | 'other_account'
  | 'outdated'
  | 'no_access'
  | 'server'
  | 'storage_full'
  | 'step_needed';
export type SyncStatus = {
  readonly busy: boolean;
  readonly problem: SyncProblem | null;
  /** Server minus phone, as last measured; null: never. */
  readonly clockOffsetMs: number | null;
  /** Rows pulled in the first sync so far; null: not the first. */
  readonly firstSyncRows: number | null;
  /** Something could not be written: the phone is full. Gone with the next thing that could. */
  readonly full: boolean;
};

let status: SyncStatus = { busy: false, problem: null, clockOffsetMs: null, firstSyncRows: null, full: false };
const listeners = new Set<() => void>();

export const getStatus = (): SyncStatus => status;

export function setStatus(change: Partial<SyncStatus>): void {
  status = { ...status, ...change };
  for (const listener of listeners) listener();
}

export function onStatus(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
