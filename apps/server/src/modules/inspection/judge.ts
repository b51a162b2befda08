import { editionFor, inOrder, type Mark, ownMarks, type RecordFacts, RecordMarkRules, runMarks } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Entry } from '../change/record.ts';
import { readEditions } from '../reference/read.ts';
import { beforeOnDevice, readNeighbours } from './judge-beside.ts';
import { factsOf, factsOfRow, personOf, personOfRow } from './judge-facts.ts';
import { photosOf } from './judge-photos.ts';
import { type NeighbourRow, selectToMark } from './judge-rows.ts';
import type { Good } from './records.ts';

/** The rules in force on a day; null while none is: then nothing is marked. */
export async function readMarkRules(trx: Trx, today: string): Promise<RecordMarkRules | null> {
  const edition = editionFor(await readEditions(trx, 'record_marks'), 'record_marks', today);
  return edition ? RecordMarkRules.parse(edition.payload) : null;
}

/** What judging a batch came to. */
export type Judgement = {
  /** Marks by record id of the batch; records without any are not in it. */
  readonly marks: ReadonlyMap<string, Mark[]>;
  /** Records that stood here already and look made up now that the batch stands beside them. */
  readonly again: readonly Entry[];
};

/**
 * Which of these records look made up, and why; and which of those beside them, so that it does not matter which of two comes first. A mark is
 * never taken back: a record put in between afterwards would wash its neighbours.
 */
export async function judgeRecords(
  trx: Trx,
  dims: EnterpriseDims,
  good: readonly Good[],
  now: Date,
): Promise<Judgement> {
  const rules = await readMarkRules(trx, businessDay(now));
  if (!rules) return { marks: new Map(), again: [] };
  const [stored, photos, before] = await Promise.all([
    readNeighbours(trx, dims, good, { rules, now }),
    photosOf(trx, dims, good, { rules, now }),
    beforeOnDevice(trx, dims, good, rules),
  ]);
  const batch = good.map((one) => ({
    one,
    facts: factsOf(one, { now, photos: photos.of(one), deviceBefore: before(one) }),
  }));
  const beside = besideEach(
    [
      ...stored.map((row) => ({ by: personOfRow(row), facts: factsOfRow(row) })),
      ...batch.map(({ one, facts }) => ({ by: personOf(one.draft), facts })),
    ],
    rules,
  );
  const marks = new Map<string, Mark[]>();
  for (const { one, facts } of batch) {
    const own = ownMarks(facts, photos.seen, rules);
    // A claim that could not be believed was replaced by the time of receipt; the rule sees only what was put in its place.
    if (one.draft.clockWrong && !own.some((m) => m.mark === 'clock_wrong')) {
      const offsetSeconds = Math.round((now.getTime() - (one.draft.claimedRaw ?? now).getTime()) / 1000);
      own.push({ mark: 'clock_wrong', why: { offsetSeconds, limitSeconds: rules.clockWrong.maxSeconds } });
    }
    const all = joined(own, beside.get(facts.id) ?? []);
    if (all.length > 0) marks.set(facts.id, all);
    // Two records of one batch may carry the same photo too: the later in the phone's order is the copy.
    photos.seen.push(...facts.photos.map((p) => ({ ...p, recordId: facts.id })));
  }
  return { marks, again: await markedAgain(trx, dims, stored, beside) };
}

/** The marks that records of each person earn beside each other. */
function besideEach(
  all: readonly { readonly by: string; readonly facts: RecordFacts }[],
  rules: RecordMarkRules,
): Map<string, Mark[]> {
  const runs = [...Map.groupBy(all, (r) => r.by).values()];
  return new Map(
    runs.flatMap((run) => [
      ...runMarks(
        run.map((r) => r.facts),
        rules,
      ),
    ]),
  );
}

/** Both, each mark once, in the order of the vocabulary. */
const joined = (first: readonly Mark[], second: readonly Mark[]): Mark[] =>
  inOrder([...first, ...second.filter((s) => !first.some((f) => f.mark === s.mark))]);

/** The changes of stored records to which marks are new; a withdrawn record keeps what it has. */
async function markedAgain(
  trx: Trx,
  dims: EnterpriseDims,
  stored: readonly NeighbourRow[],
  beside: ReadonlyMap<string, readonly Mark[]>,
): Promise<Entry[]> {
  const earned = new Map<string, Mark[]>();
  for (const { id, marks } of stored) {
    const found = beside.get(id);
    if (found === undefined) continue;
    const there = marksOf(marks);
    const all = joined(there, found);
    if (all.length > there.length) earned.set(id, all);
  }
  if (earned.size === 0) return [];
  const rows = await selectToMark(trx, dims.enterpriseId, [...earned.keys()]);
  return rows.map((before) => {
    const after = { ...before, marks: earned.get(before.id), marked: true, version: before.version + 1 };
    return { entity: 'inspection_record', entityId: before.id, action: 'mark', before, after };
  });
}

/** Marks as they were stored by us. */
export const marksOf = (stored: unknown): Mark[] => (Array.isArray(stored) ? (stored as Mark[]) : []);
