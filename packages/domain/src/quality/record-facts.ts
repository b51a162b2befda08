import type { Moment } from '../calendar/day.ts';
import type { Position } from '../codes/coordinates.ts';
import type { InspectionResult, RecordMark } from '../inspection/vocabulary.ts';

/** A fix of the phone in WGS-84; accuracy in metres (68 %), null where the phone gave none. */
export type Fix = Position & { readonly accuracyM: number | null };

/** A photo by its contents and by its looks (64 bits as 16 hexadecimal digits; null where none could be computed). */
export type PhotoHash = { readonly sha256: string; readonly phash: string | null };

/** A photo that came before, with the record that carried it. */
export type SeenPhoto = PhotoHash & { readonly recordId: string };

/** What honesty is judged by. `point` is where the unit lies, `items` how many answers the record holds. */
export type RecordFacts = {
  readonly id: string;
  readonly result: InspectionResult;
  /** By the phone's clock, corrected by its measured offset. */
  readonly claimedAt: Moment;
  readonly receivedAt: Moment;
  /** Server minus phone at the time of sync, null when not measured. */
  readonly clockOffsetMs: number | null;
  readonly place: Fix | null;
  readonly point: Position | null;
  readonly durationMs: number | null;
  readonly items: number;
  readonly photos: readonly PhotoHash[];
  /** What the same device made before it, by the device's own count, and claims later than any other such; absent where nothing is known. */
  readonly deviceBefore?: { readonly id: string; readonly claimedAt: Moment } | null;
  /** When the task fell due that was overdue until this record came with a claim in time; absent for every other record. */
  readonly clearsOverdue?: Moment | null;
};

/**
 * What stands beside a record. `others`: records of the same person around it, a few hours by either clock, in any order, the record itself
 * allowed. `photos`: earlier ones of the enterprise.
 */
export type Neighbours = { readonly others: readonly RecordFacts[]; readonly photos: readonly SeenPhoto[] };

/** One reason to look closer: figures only, the sentence is made in the client's language. */
export type Mark = { readonly mark: RecordMark; readonly why: Readonly<Record<string, number | string>> };
