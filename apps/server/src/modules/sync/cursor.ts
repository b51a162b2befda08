import { createHash } from 'node:crypto';
import { SYNC_ROW_KINDS, SYNC_VERSION, type SyncRowKind } from '@yufang/contract';
import type { Duty } from './duty.ts';

/** Where a pull stands: what the phone has (`from`), what it is being brought to (`to`), and the step it is at. */
export type PullCursor = {
  /** Changes up to this number of the enterprise's chain are on the phone; 0: nothing is. */
  readonly from: number;
  /** The chain as it was when this pull began. */
  readonly to: number;
  /** The kind of rows being sent, and the last id sent of it; null: the pull is done. */
  readonly step: { readonly kind: SyncRowKind; readonly after: string } | null;
  /** Fingerprint of the duty: other posts or another role mean a whole copy. */
  readonly duty: string;
  /** Fingerprint of the reference lists in force. */
  readonly lists: string;
};

/** Raise when what a pull carries of a row changes: phones then take a whole copy. */
const SHAPE = 1;

/** What decides which rows a phone gets. */
export const dutyFingerprint = (duty: Duty): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        SYNC_VERSION,
        SHAPE,
        duty.accountId,
        duty.personId,
        duty.role,
        [...duty.posts].sort(),
        [...duty.held].sort(),
      ]),
    )
    .digest('base64url')
    .slice(0, 12);

export const encodeCursor = (c: PullCursor): string =>
  Buffer.from(JSON.stringify([c.from, c.to, c.step?.kind ?? null, c.step?.after ?? null, c.duty, c.lists])).toString(
    'base64url',
  );

/** Read a cursor; null when it is not one of ours, which asks for a whole copy. */
export function decodeCursor(text: string | undefined): PullCursor | null {
  if (!text) return null;
  try {
    const v: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(v) || v.length !== 6) return null;
    const [from, to, kind, after, duty, lists] = v as unknown[];
    if (
      !Number.isSafeInteger(from) ||
      !Number.isSafeInteger(to) ||
      typeof duty !== 'string' ||
      typeof lists !== 'string'
    )
      return null;
    const known = SYNC_ROW_KINDS.find((k) => k === kind);
    if (kind !== null && (!known || typeof after !== 'string')) return null;
    return {
      from: Number(from),
      to: Number(to),
      step: known ? { kind: known, after: String(after) } : null,
      duty,
      lists,
    };
  } catch {
    return null;
  }
}
