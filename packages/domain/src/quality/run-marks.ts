import { epochMs } from '../calendar/day.ts';
import { RECORD_MARKS } from '../inspection/vocabulary.ts';
import type { Mark, RecordFacts } from './record-facts.ts';
import { atNight, isNoAnswer, leap, tickedOff } from './record-marks.ts';
import type { RecordMarkRules } from './record-rules.ts';

/** Marks in the order of the vocabulary. */
export const inOrder = (marks: readonly Mark[]): Mark[] =>
  marks.toSorted((a, b) => RECORD_MARKS.indexOf(a.mark) - RECORD_MARKS.indexOf(b.mark));

/**
 * The marks that one person's records earn by standing beside each other: too fast from one to the next, a round ticked off, many at night. The
 * same as `recordMarks` finds for each of them, for all at once in one pass over the sorted run: the order in which they came does not matter.
 *
 * @param run  one person's records, in any order
 * @returns marks by record id; records without any are not in it
 */
export function runMarks(run: readonly RecordFacts[], rules: RecordMarkRules): Map<string, Mark[]> {
  const sorted = run
    .map((facts) => ({ facts, claimed: epochMs(facts.claimedAt), received: epochMs(facts.receivedAt) }))
    .toSorted((a, b) => a.claimed - b.claimed || (a.facts.id < b.facts.id ? -1 : 1));
  const out = new Map<string, Mark[]>();
  const add = (facts: RecordFacts, mark: Mark | null) => {
    const there = out.get(facts.id);
    if (!mark || there?.some((m) => m.mark === mark.mark)) return;
    if (there) there.push(mark);
    else out.set(facts.id, [mark]);
  };
  for (const { facts, before } of leaps(sorted)) add(facts, leap(facts, before, rules.tooFast));
  const answers = sorted.filter((r) => !isNoAnswer(r.facts));
  const { withinSeconds } = rules.inSeconds.round;
  for (const { at, first, last } of windows(
    answers.map((r) => r.claimed),
    withinSeconds * 1000,
  )) {
    const [own, from, to] = [answers[at], answers[first], answers[last]];
    if (own && from && to)
      add(own.facts, tickedOff(last - first + 1, (to.claimed - from.claimed) / 1000, rules.inSeconds));
  }
  const { withinMinutes, minClaimed, minReceived } = rules.bulkAtNight;
  const night = (by: 'claimed' | 'received', least: number) => {
    const list = by === 'claimed' ? sorted : sorted.toSorted((a, b) => a.received - b.received);
    for (const { at, first, last } of windows(
      list.map((r) => r[by]),
      withinMinutes * 60_000,
    )) {
      const own = list[at];
      const records = last - first + 1;
      if (own && records >= least && atNight(own[by], rules.bulkAtNight))
        add(own.facts, { mark: 'bulk_at_night', why: { by, records, withinMinutes } });
    }
  };
  night('claimed', minClaimed);
  night('received', minReceived);
  return out;
}

type Timed = { readonly facts: RecordFacts; readonly claimed: number };

/** Each record with a place, with the last such one before it; of those claimed at the same moment the last other one. */
function leaps(sorted: readonly Timed[]): { facts: RecordFacts; before: RecordFacts }[] {
  const placed = sorted.filter((r) => r.facts.place !== null);
  return placed.flatMap((r, i) => {
    let last = i;
    while (placed[last + 1]?.claimed === r.claimed) last += 1;
    const before = placed[last === i ? i - 1 : last];
    return before ? [{ facts: r.facts, before: before.facts }] : [];
  });
}

/** Of each of these rising times the first and last that lie within a span of it. */
function* windows(times: readonly number[], spanMs: number): Generator<{ at: number; first: number; last: number }> {
  let [first, last] = [0, 0];
  for (const [at, time] of times.entries()) {
    while ((times[first] ?? time) < time - spanMs) first += 1;
    last = Math.max(last, at);
    while ((times[last + 1] ?? Number.POSITIVE_INFINITY) <= time + spanMs) last += 1;
    yield { at, first, last };
  }
}
