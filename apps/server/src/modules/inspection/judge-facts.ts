import type { PhotoHash, RecordFacts } from '@yufang/domain';
import type { NeighbourRow } from './judge-rows.ts';
import type { Good } from './records.ts';

/** Whose hand it was: the account, or the name a sender gave. */
export const personOf = (r: { accountId: string | null; personId: string | null; personName: string | null }): string =>
  r.personId ?? r.accountId ?? r.personName ?? '';
/** The same of a stored record. */
export const personOfRow = (r: NeighbourRow): string =>
  personOf({ accountId: r.account_id, personId: r.person_id, personName: r.person_name });

const place = (lon: number | null, lat: number | null, accuracyM: number | null) =>
  lon === null || lat === null ? null : { lon, lat, accuracyM };

/** Another system hands in when it likes: when its file came says nothing of the hour at which somebody inspected. */
const receipt = (origin: string, claimedAt: Date, receivedAt: Date): number =>
  (origin.startsWith('exchange:') ? claimedAt : receivedAt).getTime();

/** What honesty is judged by, of a record about to be written. */
export const factsOf = (
  good: Good,
  known: {
    readonly now: Date;
    readonly photos: readonly PhotoHash[];
    readonly deviceBefore: { readonly id: string; readonly claimedAt: number } | null;
  },
): RecordFacts => {
  const { draft, item } = good;
  return {
    id: draft.id,
    result: draft.result,
    claimedAt: draft.claimedAt.getTime(),
    receivedAt: receipt(draft.origin, draft.claimedAt, known.now),
    clockOffsetMs: draft.clockOffsetMs,
    place: place(draft.lon, draft.lat, draft.accuracyM),
    point: item.lon === null || item.lat === null ? null : { lon: item.lon, lat: item.lat },
    durationMs: draft.durationMs,
    items: 1,
    photos: known.photos,
    deviceBefore: known.deviceBefore,
    clearsOverdue: clearsOverdue(good, known.now),
  };
};

/** When the unanswered task fell due that this record answers in time by its claim, though it comes after. */
function clearsOverdue({ draft, task, timing }: Good, now: Date): number | null {
  const dueAt = task?.due_at ?? timing?.dueAt;
  const unanswered = !task || task.state === 'overdue' || task.state === 'open';
  if (!dueAt || !unanswered || draft.result === 'not_inspected') return null;
  return draft.claimedAt <= dueAt && now > dueAt ? dueAt.getTime() : null;
}

/** Of a record that stands beside: what the rules read of a neighbour. */
export const factsOfRow = (r: NeighbourRow): RecordFacts => ({
  id: r.id,
  result: r.result as RecordFacts['result'],
  claimedAt: r.claimed_at.getTime(),
  receivedAt: receipt(r.origin, r.claimed_at, r.received_at),
  clockOffsetMs: null,
  place: place(r.lon, r.lat, r.accuracy_m),
  point: null,
  durationMs: null,
  items: 1,
  photos: [],
});
