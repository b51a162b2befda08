import type { AttachmentClaim, SyncItemGiven, SyncItemKind } from '@yufang/contract';
import type { Refusal } from '@yufang/domain';

/** The payload of an item of one kind, as the phone writes it. */
export type PayloadOf<K extends SyncItemKind> = Extract<SyncItemGiven, { kind: K }>['payload'];

/**
 * Where an item stands.
 * queued: never sent, or known not to have been taken · sending: given to the network, its answer not read, so the server may have it: it
 * must not change until it was answered · refused: answered, not written; stays with its reason until the person changes or gives it up.
 */
export const OUTBOX_STATES = ['queued', 'sending', 'refused'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** What a person sees of an item without opening it. */
export type Label = { readonly title: string; readonly place: string | null };

/** One thing that this phone wrote and the server has not acknowledged. */
export type OutboxItem<K extends SyncItemKind = SyncItemKind> = {
  readonly id: string;
  readonly kind: K;
  readonly deviceSeq: number;
  /** The phone's own clock, uncorrected; never changed by an edit: it is when it happened. */
  readonly claimedAt: string;
  readonly payload: PayloadOf<K>;
  /** Over kind, claim and payload: what is sent is what was written. */
  readonly hash: string;
  readonly state: OutboxState;
  readonly label: Label;
  readonly refusal: Refusal | null;
  /** Times it was given to the network. */
  readonly attempts: number;
  /** An earlier sending was never answered: even a refusal of a later batch does not prove that the server has not got it. */
  readonly unsure: boolean;
};

/** What became of an item, kept for a while: so that its task stays ticked until the next pull, and the person can look back. */
export type SentItem = Pick<OutboxItem, 'id' | 'kind' | 'claimedAt' | 'payload' | 'label'> & {
  readonly at: string;
  readonly outcome: 'sent' | 'given_up';
  readonly marks: readonly string[];
};

/**
 * Where a file stands. held: its item is not acknowledged · due: to be uploaded · stored: the server has it, the bytes are dropped here ·
 * refused: never to be taken; kept for the person to see.
 */
export type FileState = 'held' | 'due' | 'stored' | 'refused';

/** A photo or voice note on this phone. `ownerId`: the draft it belongs to, later the item. */
export type LocalFile = {
  readonly id: string;
  readonly ownerId: string;
  readonly claim: AttachmentClaim;
  readonly state: FileState;
  readonly refusal: Refusal | null;
  readonly attempts: number;
  readonly blob: Blob | null;
};

/** The files that an item announces. */
export function claimsOf(item: Pick<OutboxItem, 'payload'>): readonly { readonly id: string }[] {
  const { photos, voice } = item.payload as { photos?: { id: string }[]; voice?: { id: string } | null };
  return [...(photos ?? []), ...(voice ? [voice] : [])];
}
