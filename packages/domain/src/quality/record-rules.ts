import * as z from 'zod';
import { Cited } from '../reference/certainty.ts';

const Seconds = z.number().positive().max(86_400);
/** No more of a fix's own accuracy is believed: a phone may claim any. An edition without it believes all. */
const MaxAccuracy = z.number().positive().optional();
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * Payload of `record_marks`: from where on a record looks made up. No rule prescribes these figures; they are ours to tune, so that a mark means
 * something to an inspector. A mark never hides a record, and the enterprise can explain it.
 */
export const RecordMarkRules = z.object({
  /** Faster than this between two places, after both accuracies are taken off, and farther apart than `minDistanceM`. */
  tooFast: z.object({ maxMps: z.number().positive(), minDistanceM: z.number().min(0), maxAccuracyM: MaxAccuracy }),
  /** Shorter at a point than so long for each item; or so many records in a row at fewer seconds each. */
  inSeconds: z.object({
    leastSecondsPerItem: Seconds,
    round: z.object({ minRecords: z.int().min(3), withinSeconds: Seconds, leastSecondsPerRecord: Seconds }),
  }),
  /** Perceptual hashes that differ in at most so many of 64 bits show the same picture. */
  samePhoto: z.object({ maxHamming: z.int().min(0).max(16) }),
  /** So many records of one person claimed, or received, within so many minutes of the night. The night runs over midnight. */
  bulkAtNight: z.object({
    from: TimeOfDay,
    to: TimeOfDay,
    withinMinutes: z.number().positive().max(360),
    minClaimed: z.int().min(3),
    minReceived: z.int().min(3),
  }),
  /** Farther from the point than this after the fix's accuracy is taken off. */
  farFromPoint: z.object({ maxM: z.number().positive(), maxAccuracyM: MaxAccuracy }),
  /** The phone's clock was off by more, or the claim lies so far after the receipt. */
  clockWrong: z.object({ maxSeconds: Seconds }),
  /**
   * Claimed so much earlier than what its device made before it; or in time for a task that was overdue when the record came so many hours after
   * it fell due. An edition without it judges neither.
   */
  backDated: z.object({ maxSeconds: Seconds, maxHoursLate: z.number().positive() }).optional(),
  ...Cited.shape,
});
export type RecordMarkRules = z.infer<typeof RecordMarkRules>;
