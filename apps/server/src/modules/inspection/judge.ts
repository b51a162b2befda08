import { editionFor, type Mark, type RecordFacts, RecordMarkRules, recordMarks, type SeenPhoto } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { readEditions } from '../reference/read.ts';
import { type NeighbourRow, selectNeighbours, selectRecordsOfPhotos, selectSamePhotos } from './judge-rows.ts';
import type { Good } from './records.ts';

/** How far beside a record its neighbours are looked for. */
const BESIDE_MS = 3_600_000;
/** How many of the same batch before and after a record are looked at: more than anybody makes in the time that a rule looks at. */
const BESIDE_MOST = 100;

/** The rules in force on a day; null while none is: then nothing is marked. */
export async function readMarkRules(trx: Trx, today: string): Promise<RecordMarkRules | null> {
  const edition = editionFor(await readEditions(trx, 'record_marks'), 'record_marks', today);
  return edition ? RecordMarkRules.parse(edition.payload) : null;
}

/**
 * Which of these records look made up, and why. Neighbours of the whole batch are fetched in two statements.
 * @returns marks by record id; records without any are not in it
 */
export async function judgeRecords(
  trx: Trx,
  dims: EnterpriseDims,
  good: readonly Good[],
  now: Date,
): Promise<Map<string, Mark[]>> {
  const rules = await readMarkRules(trx, businessDay(now));
  if (!rules) return new Map();
  const batch = good.map((g) => ({ ...g, facts: factsOf(g, now), by: personOf(g.draft) }));
  const [neighbours, seen] = await Promise.all([
    selectNeighbours(trx, dims.enterpriseId, spanOf(good)),
    seenPhotos(trx, dims, good),
  ]);
  const stored = neighbours.map((row) => ({
    by: personOf(fromRow(row)),
    facts: factsOfRow(row),
  }));
  const beside = besideIn(batch);
  const out = new Map<string, Mark[]>();
  for (const one of batch) {
    const at = one.draft.claimedAt.getTime();
    const others = [
      ...stored
        .filter((o) => o.by === one.by && Math.abs(Number(o.facts.claimedAt) - at) <= BESIDE_MS)
        .map((o) => o.facts),
      ...beside(one),
    ];
    const marks = recordMarks(one.facts, { others, photos: seen }, rules);
    // A claim that could not be believed was replaced by the time of receipt; the rule sees only what was put in its place.
    if (one.draft.clockWrong && !marks.some((m) => m.mark === 'clock_wrong')) {
      const offsetSeconds = Math.round((now.getTime() - (one.draft.claimedRaw ?? now).getTime()) / 1000);
      marks.push({ mark: 'clock_wrong', why: { offsetSeconds, limitSeconds: rules.clockWrong.maxSeconds } });
    }
    if (marks.length > 0) out.set(one.draft.id, marks);
    // Two records of one batch may carry the same photo too: the later in the phone's order is the copy.
    seen.push(...one.facts.photos.map((p) => ({ ...p, recordId: one.draft.id })));
  }
  return out;
}

type Judged = { readonly by: string; readonly facts: RecordFacts };

/**
 * Of a record of the batch its neighbours in it: the same person's, nearest by the claimed time. Sorted once, so that a file of many thousands costs
 * no more a record than a phone's twenty.
 */
function besideIn<J extends Judged>(batch: readonly J[]): (one: J) => RecordFacts[] {
  const places = new Map<J, { list: readonly J[]; at: number }>();
  for (const own of Map.groupBy(batch, (j) => j.by).values()) {
    const list = own.toSorted((a, b) => Number(a.facts.claimedAt) - Number(b.facts.claimedAt));
    for (const [at, one] of list.entries()) places.set(one, { list, at });
  }
  return (one) => {
    const place = places.get(one);
    if (!place) return [];
    const { list, at } = place;
    return [...list.slice(Math.max(0, at - BESIDE_MOST), at), ...list.slice(at + 1, at + 1 + BESIDE_MOST)].map(
      (o) => o.facts,
    );
  };
}

/** Whose hand it was: the account, or the name a sender gave. */
const personOf = (r: { accountId: string | null; personId: string | null; personName: string | null }): string =>
  r.personId ?? r.accountId ?? r.personName ?? '';
const fromRow = (r: NeighbourRow) => ({ accountId: r.account_id, personId: r.person_id, personName: r.person_name });

const place = (lon: number | null, lat: number | null, accuracyM: number | null) =>
  lon === null || lat === null ? null : { lon, lat, accuracyM };

const factsOf = ({ draft, item }: Good, now: Date): RecordFacts => ({
  id: draft.id,
  result: draft.result,
  claimedAt: draft.claimedAt.getTime(),
  // Another system hands in when it likes: when its file came says nothing of the hour at which somebody inspected.
  receivedAt: draft.origin.startsWith('exchange:') ? draft.claimedAt.getTime() : now.getTime(),
  clockOffsetMs: draft.clockOffsetMs,
  place: place(draft.lon, draft.lat, draft.accuracyM),
  point: item.lon === null || item.lat === null ? null : { lon: item.lon, lat: item.lat },
  durationMs: draft.durationMs,
  items: 1,
  photos: draft.photos.filter((p) => p.kind === 'photo').map((p) => ({ sha256: p.sha256, phash: null })),
});

const factsOfRow = (r: NeighbourRow): RecordFacts => ({
  id: r.id,
  result: r.result as RecordFacts['result'],
  claimedAt: r.claimed_at.getTime(),
  receivedAt: r.received_at.getTime(),
  clockOffsetMs: null,
  place: place(r.lon, r.lat, r.accuracy_m),
  point: null,
  durationMs: null,
  items: 1,
  photos: [],
});

/** Who and when the batch spans. */
function spanOf(good: readonly Good[]) {
  const claims = good.map((g) => g.draft.claimedAt.getTime());
  return {
    accounts: [...new Set(good.flatMap((g) => (g.draft.accountId ? [g.draft.accountId] : [])))],
    persons: [...new Set(good.flatMap((g) => (g.draft.personId ? [g.draft.personId] : [])))],
    from: new Date(Math.min(...claims) - BESIDE_MS),
    to: new Date(Math.max(...claims) + BESIDE_MS),
  };
}

/** Photos of the batch that the enterprise has seen before, each with the record that carried it. */
async function seenPhotos(trx: Trx, dims: EnterpriseDims, good: readonly Good[]): Promise<SeenPhoto[]> {
  const photos = good.flatMap((g) => g.draft.photos.filter((p) => p.kind === 'photo'));
  if (photos.length === 0) return [];
  const same = await selectSamePhotos(trx, dims.enterpriseId, photos);
  if (same.length === 0) return [];
  const carried = await selectRecordsOfPhotos(
    trx,
    dims.enterpriseId,
    same.map((s) => s.id),
  );
  return same.flatMap((s) => {
    const recordId = carried.find((c) => c.photo_ids.includes(s.id))?.id;
    return recordId ? [{ sha256: s.sha256, phash: s.phash, recordId }] : [];
  });
}
