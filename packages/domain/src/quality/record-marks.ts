import { epochMs, type Moment, msOfDay } from '../calendar/day.ts';
import { distanceM } from '../codes/coordinates.ts';
import { timeMs } from '../inspection/cycle.ts';
import { hamming } from './hamming.ts';
import type { Mark, Neighbours, RecordFacts, SeenPhoto } from './record-facts.ts';
import type { RecordMarkRules } from './record-rules.ts';

const round = (n: number): number => Math.round(n * 10) / 10;
const seconds = (from: Moment, to: Moment): number => (epochMs(to) - epochMs(from)) / 1000;

/** The marks that a record earns by itself, whatever stands beside it. */
export const ownMarks = (record: RecordFacts, photos: readonly SeenPhoto[], rules: RecordMarkRules): Mark[] =>
  [
    answeredInSeconds(record, [], rules.inSeconds),
    samePhotoAgain(record, photos, rules.samePhoto),
    farFromPoint(record, rules.farFromPoint),
    clockWrong(record, rules.clockWrong),
    backDated(record, rules.backDated),
  ].filter((mark) => mark !== null);

/** All marks a record earns, in the order of the vocabulary; none for an honest one. */
export function recordMarks(record: RecordFacts, beside: Neighbours, rules: RecordMarkRules): Mark[] {
  const others = beside.others.filter((o) => o.id !== record.id);
  return [
    tooFastBetweenPoints(record, others, rules.tooFast),
    answeredInSeconds(record, others, rules.inSeconds),
    samePhotoAgain(record, beside.photos, rules.samePhoto),
    bulkAtNight(record, others, rules.bulkAtNight),
    farFromPoint(record, rules.farFromPoint),
    clockWrong(record, rules.clockWrong),
    backDated(record, rules.backDated),
  ].filter((mark) => mark !== null);
}

/**
 * Nobody walks so fast from the place of the record before. Both accuracies are taken off the distance, two claims of the same second count as
 * one second apart.
 */
export function tooFastBetweenPoints(
  record: RecordFacts,
  others: readonly RecordFacts[],
  rule: RecordMarkRules['tooFast'],
): Mark | null {
  const before = others
    .filter((o) => o.place !== null && epochMs(o.claimedAt) <= epochMs(record.claimedAt))
    .toSorted((a, b) => epochMs(a.claimedAt) - epochMs(b.claimedAt) || (a.id < b.id ? -1 : 1))
    .at(-1);
  if (!record.place || !before?.place) return null;
  return leap(record, before, rule);
}

/** From the place of the record before to this one's, when it was too fast; both have a place. */
export function leap(record: RecordFacts, before: RecordFacts, rule: RecordMarkRules['tooFast']): Mark | null {
  if (!record.place || !before.place) return null;
  const sure =
    distanceM(before.place, record.place) -
    believed(before.place.accuracyM, rule.maxAccuracyM) -
    believed(record.place.accuracyM, rule.maxAccuracyM);
  const gap = Math.max(1, seconds(before.claimedAt, record.claimedAt));
  if (sure < rule.minDistanceM || sure / gap <= rule.maxMps) return null;
  return {
    mark: 'too_fast_between_points',
    why: {
      distanceM: round(sure),
      seconds: round(gap),
      mps: round(sure / gap),
      limitMps: rule.maxMps,
      before: before.id,
    },
  };
}

/** The part of a fix's accuracy that is believed, in metres. */
const believed = (accuracyM: number | null, most: number | undefined): number =>
  Math.min(accuracyM ?? 0, most ?? Number.POSITIVE_INFINITY);

/** What did not apply, or what nobody did, takes no time. */
export const isNoAnswer = ({ result }: RecordFacts): boolean =>
  result === 'not_applicable' || result === 'not_inspected';

/** Too short at the point for its items, or one of a whole round ticked off in a row. What did not apply takes no time. */
export function answeredInSeconds(
  record: RecordFacts,
  others: readonly RecordFacts[],
  rule: RecordMarkRules['inSeconds'],
): Mark | null {
  if (isNoAnswer(record)) return null;
  const least = rule.leastSecondsPerItem * Math.max(1, record.items);
  if (record.durationMs !== null && record.durationMs < least * 1000)
    return {
      mark: 'answered_in_seconds',
      why: { seconds: round(record.durationMs / 1000), leastSeconds: round(least) },
    };
  const claims = [record, ...others]
    .filter((o) => !isNoAnswer(o))
    .map((o) => epochMs(o.claimedAt))
    .filter((ms) => Math.abs(ms - epochMs(record.claimedAt)) <= rule.round.withinSeconds * 1000);
  const lasted = (Math.max(...claims) - Math.min(...claims)) / 1000;
  return tickedOff(claims.length, lasted, rule);
}

/** So many answers in so many seconds: a round ticked off in a row. */
export function tickedOff(records: number, lasted: number, rule: RecordMarkRules['inSeconds']): Mark | null {
  if (records < rule.round.minRecords) return null;
  if (lasted / (records - 1) >= rule.round.leastSecondsPerRecord) return null;
  return {
    mark: 'answered_in_seconds',
    why: { records, seconds: round(lasted), leastSecondsPerRecord: rule.round.leastSecondsPerRecord },
  };
}

/** A photo that an earlier record already carried: the same file, or the same picture by its perceptual hash. */
export function samePhotoAgain(
  record: RecordFacts,
  earlier: readonly SeenPhoto[],
  rule: RecordMarkRules['samePhoto'],
): Mark | null {
  const hits = record.photos.flatMap((photo) =>
    earlier
      .filter((e) => e.recordId !== record.id)
      .map((e) => ({ photo, e, bits: photo.sha256 === e.sha256 ? 0 : distance(photo.phash, e.phash) }))
      .filter(({ bits }) => bits <= rule.maxHamming),
  );
  const nearest = hits.reduce<(typeof hits)[number] | null>((a, b) => (a && a.bits <= b.bits ? a : b), null);
  if (!nearest) return null;
  const { photo, e, bits } = nearest;
  const same = photo.sha256 === e.sha256 ? 'file' : 'picture';
  return { mark: 'same_photo_again', why: { same, differingBits: bits, before: e.recordId, photo: photo.sha256 } };
}

const distance = (a: string | null, b: string | null): number => (a === null || b === null ? 64 : hamming(a, b));

/** One of many records of a person within minutes of the night, by the claimed clock or else by the receiving one. */
export function bulkAtNight(
  record: RecordFacts,
  others: readonly RecordFacts[],
  rule: RecordMarkRules['bulkAtNight'],
): Mark | null {
  for (const [by, read, least] of [
    ['claimed', (r: RecordFacts) => r.claimedAt, rule.minClaimed],
    ['received', (r: RecordFacts) => r.receivedAt, rule.minReceived],
  ] as const) {
    const at = epochMs(read(record));
    if (!atNight(at, rule)) continue;
    const near = others.filter((o) => Math.abs(epochMs(read(o)) - at) <= rule.withinMinutes * 60_000).length + 1;
    if (near >= least) return { mark: 'bulk_at_night', why: { by, records: near, withinMinutes: rule.withinMinutes } };
  }
  return null;
}

/** Whether a moment lies in the night of the rule, by business time. */
export function atNight(at: number, { from, to }: { from: string; to: string }): boolean {
  const [now, start, end] = [msOfDay(at), timeMs(from), timeMs(to)];
  return start <= end ? now >= start && now < end : now >= start || now < end;
}

/** Made farther from the point than the fix can be wrong. */
export function farFromPoint(record: RecordFacts, rule: RecordMarkRules['farFromPoint']): Mark | null {
  if (!record.place || !record.point) return null;
  const accuracy = believed(record.place.accuracyM, rule.maxAccuracyM);
  const away = distanceM(record.place, record.point);
  if (away - accuracy <= rule.maxM) return null;
  return { mark: 'far_from_point', why: { distanceM: round(away), accuracyM: round(accuracy), limitM: rule.maxM } };
}

/** The phone's clock was wrong when it synced, or the record claims a time after its receipt. */
export function clockWrong(record: RecordFacts, rule: RecordMarkRules['clockWrong']): Mark | null {
  const offset = (record.clockOffsetMs ?? 0) / 1000;
  const ahead = seconds(record.receivedAt, record.claimedAt);
  if (ahead > rule.maxSeconds)
    return { mark: 'clock_wrong', why: { aheadSeconds: round(ahead), limitSeconds: rule.maxSeconds } };
  if (Math.abs(offset) <= rule.maxSeconds) return null;
  return { mark: 'clock_wrong', why: { offsetSeconds: round(offset), limitSeconds: rule.maxSeconds } };
}

/** Dated back: claimed before what the device had made before it, or just in time for a task that had long been overdue when it came. */
export function backDated(record: RecordFacts, rule: RecordMarkRules['backDated']): Mark | null {
  if (!rule) return null;
  const before = record.deviceBefore;
  const back = before ? seconds(record.claimedAt, before.claimedAt) : 0;
  if (before && back > rule.maxSeconds)
    return {
      mark: 'back_dated',
      why: { by: 'sequence', seconds: round(back), limitSeconds: rule.maxSeconds, before: before.id },
    };
  if (record.clearsOverdue === undefined || record.clearsOverdue === null) return null;
  const hours = seconds(record.clearsOverdue, record.receivedAt) / 3600;
  if (hours <= rule.maxHoursLate) return null;
  return { mark: 'back_dated', why: { by: 'overdue', hours: round(hours), limitHours: rule.maxHoursLate } };
}
