import type { SyncPushed, SyncResult } from '@yufang/contract';
import type { Refusal } from '@yufang/domain';
import { claimsOf, type OutboxItem, type SentItem } from './types.ts';

/** Why a whole batch was not answered item by item. */
export type BatchFailure =
  /** No answer was read: the server may have it. */
  | { readonly kind: 'unknown' }
  /** Refused as a whole before anything was written. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly status: number };

/** What a step changes in the outbox; the adapter writes it in one transaction. */
export type OutboxChange = {
  readonly put: readonly OutboxItem[];
  readonly remove: readonly string[];
  readonly sent: readonly SentItem[];
  /** Files whose item is acknowledged: their bytes may go. */
  readonly due: readonly string[];
};

const NOTHING: OutboxChange = { put: [], remove: [], sent: [], due: [] };

/**
 * The items of the next batch, oldest first. Refused ones wait for their person; a step of a danger waits while the danger itself, reported on
 * this phone, is refused (the server would not know it).
 */
export function nextBatch(items: readonly OutboxItem[], max: number, maxBytes = 1_000_000): OutboxItem[] {
  const refused = new Set(items.filter((i) => i.kind === 'danger' && i.state === 'refused').map((i) => i.id));
  const ready = items
    .filter((i) => i.state !== 'refused' && !refused.has(dangerIdOf(i) ?? ''))
    .toSorted((a, b) => a.deviceSeq - b.deviceSeq);
  const batch: OutboxItem[] = [];
  let bytes = 0;
  for (const item of ready) {
    bytes += JSON.stringify(item.payload).length * 3 + 400;
    if (batch.length >= max || (batch.length > 0 && bytes > maxBytes)) break;
    batch.push(item);
  }
  return batch;
}

/** Before the network is touched: from now on the server may have them. */
export const markSending = (batch: readonly OutboxItem[]): OutboxItem[] =>
  batch.map((i) => ({ ...i, unsure: i.unsure || i.state === 'sending', state: 'sending', attempts: i.attempts + 1 }));

/**
 * Take the server's answer. Accepted and unchanged leave the outbox, refused stay with their reason. An item that the answer does not speak of
 * stays as it was: it is sent again, which is harmless.
 */
export function applyAnswer(batch: readonly OutboxItem[], answer: SyncPushed, at: string): OutboxChange {
  const change = { put: [] as OutboxItem[], remove: [] as string[], sent: [] as SentItem[], due: [] as string[] };
  batch.forEach((item, index) => {
    const result = answer.results.find((r) => r.index === index && (r.id === null || r.id === item.id));
    if (!result) return;
    if (result.status === 'refused') change.put.push({ ...item, state: 'refused', refusal: refusalOf(result) });
    else {
      change.remove.push(item.id);
      change.sent.push(toSent(item, { at, outcome: 'sent', marks: result.marks ?? [] }));
      change.due.push(...claimsOf(item).map((c) => c.id));
    }
  });
  return change;
}

function refusalOf({ code = 'sync.invalid', field, params }: SyncResult): Refusal {
  return { code, ...(field ? { field } : {}), ...(params ? { params } : {}) };
}

/** A batch that was not answered. Refused as a whole: nothing of this sending was written, so what was never sent before may change again. */
export const applyFailure = (batch: readonly OutboxItem[], failure: BatchFailure): OutboxChange =>
  failure.kind === 'unknown'
    ? NOTHING
    : { ...NOTHING, put: batch.filter((i) => !i.unsure).map((i) => ({ ...i, state: 'queued' as const })) };

/** May the person change this item now? Not while the server may have it. */
export const mayEdit = (item: Pick<OutboxItem, 'state'>): boolean => item.state !== 'sending';

/**
 * The same item with other content, to be sent again. Under its own id, unless the server said that the id stands for something else.
 * @returns null while it must not change
 */
export function edited<T extends OutboxItem>(
  item: T,
  next: { readonly payload: T['payload']; readonly hash: string; readonly freshId: string },
): T | null {
  if (!mayEdit(item)) return null;
  const id = item.refusal?.code === 'sync.id_reused' ? next.freshId : item.id;
  return { ...item, id, payload: next.payload, hash: next.hash, state: 'queued', refusal: null };
}

/** Give an item up: it leaves the outbox and stays to be looked at. Null while the server may have it. */
export function givenUp(item: OutboxItem, at: string): OutboxChange | null {
  if (!mayEdit(item)) return null;
  return { ...NOTHING, remove: [item.id], sent: [toSent(item, { at, outcome: 'given_up', marks: [] })] };
}

const toSent = (item: OutboxItem, how: Pick<SentItem, 'at' | 'outcome' | 'marks'>): SentItem => ({
  id: item.id,
  kind: item.kind,
  claimedAt: item.claimedAt,
  payload: item.payload,
  label: item.label,
  ...how,
});

/** The danger that a step is about; null for other items. */
export function dangerIdOf(item: OutboxItem): string | null {
  return item.kind === 'danger_command' ? (item as OutboxItem<'danger_command'>).payload.dangerId : null;
}

/** What the thin bar says. */
export type Pending = { readonly items: number; readonly files: number; readonly refused: number };
export const pendingOf = (
  items: readonly Pick<OutboxItem, 'state'>[],
  files: readonly { readonly state: string }[],
): Pending => ({
  items: items.filter((i) => i.state !== 'refused').length,
  files: files.filter((f) => f.state === 'due').length,
  refused: items.filter((i) => i.state === 'refused').length + files.filter((f) => f.state === 'refused').length,
});
