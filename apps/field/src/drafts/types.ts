import type { InspectionAnswer } from '@yufang/domain';

/** Where the phone was, by its own word. */
export type Fix = { readonly lon: number; readonly lat: number; readonly accuracyM: number; readonly at: string };

/** One question of a round: an item at a point, with the task it answers. Texts are kept, so that a round outlives a change of the list. */
export type Question = {
  /** The id of the record it will become: made now, so that sending twice is one record. */
  readonly recordId: string;
  readonly itemId: string;
  readonly unitId: string;
  /** The measure that is checked: a danger found here is a failure of it. Rounds begun before this was kept lack it. */
  readonly measureId?: string;
  readonly taskId: string | null;
  readonly windowStart: string | null;
  readonly content: string;
  readonly measure: string | null;
  readonly risk: string | null;
  readonly unitName: string;
  readonly photoRequired: boolean;
  /** Photos that prove a fix on the spot. Rounds begun before this was kept lack it: one. */
  readonly minFixPhotos?: number;
};

/** A danger found, before it is reported. `fixed`: put right on the spot, with what was done and photos of it. */
export type DangerDraft = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly atOnce: boolean;
  readonly fixed: { readonly note: string; readonly photos: readonly string[] } | null;
  readonly criteria: readonly string[];
};

/** The answer to one question. Files by their ids; they lie in the files table from the moment they are taken. */
export type Answer = {
  /** Null: something was photographed or written before the question was answered. */
  readonly result: InspectionAnswer | null;
  readonly answeredAt: string;
  readonly note: string;
  readonly photos: readonly string[];
  readonly voice: string | null;
  readonly place: Fix | null;
  readonly danger: DangerDraft | null;
};

/** A round under way, kept at every tap. There is at most one. */
export type InspectionDraft = {
  readonly id: 'inspection';
  readonly startedAt: string;
  readonly questions: readonly Question[];
  /** Where it stands: index of the question, or `questions.length` for the summary. */
  readonly at: number;
  readonly answers: Readonly<Record<string, Answer>>;
  /** Codes scanned, by unit. */
  readonly scanned: Readonly<Record<string, string>>;
  /** Milliseconds spent at each unit while the screen was on. */
  readonly spentMs: Readonly<Record<string, number>>;
};

/** A danger being reported outside a round. */
export type ReportDraft = {
  readonly id: 'report';
  readonly danger: DangerDraft;
  readonly foundAt: string;
  readonly unitId: string | null;
  readonly location: string;
  readonly photos: readonly string[];
  readonly voice: string | null;
  readonly place: Fix | null;
};

export const NO_ANSWER = { note: '', photos: [], voice: null, place: null, danger: null } as const;
