import { hash } from 'node:crypto';
import { SYNC_CLOCK_TOLERANCE_MS, SyncItemPush, type SyncPush, type SyncResult } from '@yufang/contract';
import type { Refusal } from '@yufang/domain';
import { unstorable } from '../../platform/http/parse.ts';
import { canonicalJson } from '../change/hash.ts';

/** What the phone's clock was at the moment of sending, against ours. */
export type PhoneClock = { readonly offsetMs: number; readonly wrong: boolean };

/** One item that could be read, with its time put right. */
export type ReadItem = {
  readonly index: number;
  readonly item: SyncItemPush;
  /** Corrected; what the phone said is `raw` where it differs. */
  readonly claimedAt: Date;
  readonly raw: Date | null;
  /** The claim could not be believed and was replaced. */
  readonly clockWrong: boolean;
  readonly fingerprint: string;
};

/** The outcome of an item before it gets its place in the answer. */
export type ItemOutcome =
  | { readonly status: 'accepted'; readonly marks?: readonly string[] }
  | { readonly status: 'unchanged' }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** How far back a claim is believed. */
const OLDEST_MS = 400 * 86_400_000;
const FUTURE_MS = 60_000;

export function phoneClock(batch: SyncPush, now: Date): PhoneClock {
  const offsetMs = now.getTime() - Date.parse(batch.sentAt);
  return { offsetMs, wrong: Math.abs(offsetMs) > SYNC_CLOCK_TOLERANCE_MS };
}

/**
 * Parse a batch item by item: one that cannot be read is answered alone.
 * @returns the items that could be read, in the order in which they are to be done, and the answers to the others
 */
export function readBatch(batch: SyncPush, clock: PhoneClock, now: Date): { items: ReadItem[]; refused: SyncResult[] } {
  const items: ReadItem[] = [];
  const refused: SyncResult[] = [];
  batch.items.forEach((given, index) => {
    const bad = unstorable(given);
    const parsed = SyncItemPush.safeParse(bad ? null : given);
    if (parsed.success) {
      items.push({ index, item: parsed.data, ...claim(parsed.data, clock, now), fingerprint: fingerprintOf(given) });
    } else {
      const issue = parsed.error.issues[0];
      const code = 'sync.invalid';
      const field = bad?.field ?? issue?.path.map(String).join('.') ?? '';
      refused.push({
        index,
        id: idOf(given),
        status: 'refused',
        code,
        field,
        params: { problem: bad?.code ?? issue?.code ?? 'invalid' },
      });
    }
  });
  return { items, refused };
}

/** The phone's claim by our clock. A claim that even so lies in the future, or beyond memory, is replaced by the time of receipt. */
function claim(item: SyncItemPush, clock: PhoneClock, now: Date): Pick<ReadItem, 'claimedAt' | 'raw' | 'clockWrong'> {
  const raw = new Date(item.claimedAt);
  const corrected = new Date(raw.getTime() + (clock.wrong ? clock.offsetMs : 0));
  const age = now.getTime() - corrected.getTime();
  const believed = age >= -FUTURE_MS && age <= OLDEST_MS;
  const claimedAt = believed ? corrected : now;
  return {
    claimedAt,
    raw: claimedAt.getTime() === raw.getTime() ? null : raw,
    clockWrong: !believed,
  };
}

/** Over what the phone wrote once and for all: kind, claim and payload as given, whatever the order of their keys. */
function fingerprintOf(given: unknown): string {
  const { kind, claimedAt, payload } = given as { kind?: unknown; claimedAt?: unknown; payload?: unknown };
  return hash('sha256', canonicalJson({ kind, claimedAt, payload }), 'hex').slice(0, 32);
}

const idOf = (given: unknown): string | null =>
  typeof given === 'object' && given !== null && 'id' in given && typeof given.id === 'string'
    ? given.id.slice(0, 64)
    : null;

/** An outcome at its place in the answer. */
export function toResult(read: Pick<ReadItem, 'index' | 'item'>, outcome: ItemOutcome): SyncResult {
  const base = { index: read.index, id: read.item.id, status: outcome.status };
  if (outcome.status === 'refused') {
    const { code, field, params } = outcome.refusal;
    return { ...base, code, ...(field ? { field } : {}), ...(params ? { params: { ...params } } : {}) };
  }
  return outcome.status === 'accepted' && outcome.marks ? { ...base, marks: [...outcome.marks] } : base;
}
