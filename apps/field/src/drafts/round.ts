import type { InspectionAnswer } from '@yufang/domain';
import { type Answer, type DangerDraft, type Fix, type InspectionDraft, NO_ANSWER, type Question } from './types.ts';

/** A round's steps as pure changes of its draft: what is on the screen is what is kept. */

export const startRound = (
  questions: readonly Question[],
  startedAt: string,
  scanned: Readonly<Record<string, string>> = {},
): InspectionDraft => ({ id: 'inspection', startedAt, questions, at: 0, answers: {}, scanned, spentMs: {} });

/** The question on the screen; undefined at the summary. */
export const questionOf = (draft: InspectionDraft): Question | undefined => draft.questions[draft.at];

export const answerOf = (draft: InspectionDraft, question: Question): Answer | undefined =>
  draft.answers[question.itemId];

/**
 * Answer a question. Time and place are those of the answer itself; changing one's mind is a new answer at a new time. What was written and
 * photographed stays; a danger is dropped with the answer that found it.
 */
export function answer(
  draft: InspectionDraft,
  question: Question,
  given: { readonly result: InspectionAnswer; readonly at: string; readonly place: Fix | null },
): InspectionDraft {
  const before = draft.answers[question.itemId] ?? NO_ANSWER;
  const next: Answer = {
    ...before,
    result: given.result,
    answeredAt: given.at,
    place: given.place,
    danger: given.result === 'abnormal' ? before.danger : null,
  };
  return { ...draft, answers: { ...draft.answers, [question.itemId]: next } };
}

/** Change what stands beside an answer: note, photos, voice, danger; the photo may come before the answer. */
export function amend(
  draft: InspectionDraft,
  question: Question,
  change: Partial<Pick<Answer, 'note' | 'photos' | 'voice' | 'danger'>>,
): InspectionDraft {
  const before = draft.answers[question.itemId] ?? { ...NO_ANSWER, result: null, answeredAt: '' };
  return { ...draft, answers: { ...draft.answers, [question.itemId]: { ...before, ...change } } };
}

/** Why a question cannot be left yet; null when it can. The server refuses the same. */
export function missingFor(
  question: Question,
  answer: Answer | undefined,
): 'answer' | 'photo' | 'danger_name' | 'fix' | null {
  if (!answer || answer.result === null) return 'answer';
  if (question.photoRequired && answer.result !== 'not_applicable' && answer.photos.length === 0) return 'photo';
  return answer.danger ? missingOfDanger(answer.danger, question.minFixPhotos) : null;
}

/**
 * What a danger still needs before it can be reported.
 * @param minFixPhotos how many photos prove a fix on the spot, by the table that was pulled
 */
export function missingOfDanger(danger: DangerDraft, minFixPhotos = 1): 'danger_name' | 'fix' | null {
  if (danger.name.trim() === '') return 'danger_name';
  if (danger.fixed && (danger.fixed.note.trim() === '' || danger.fixed.photos.length < minFixPhotos)) return 'fix';
  return null;
}

export const goTo = (draft: InspectionDraft, at: number): InspectionDraft => ({
  ...draft,
  at: Math.max(0, Math.min(draft.questions.length, at)),
});

/** Time spent with the screen on belongs to the point of the question on it. */
export function spend(draft: InspectionDraft, ms: number): InspectionDraft {
  const unitId = (questionOf(draft) ?? draft.questions.at(-1))?.unitId;
  if (!unitId || ms <= 0) return draft;
  return { ...draft, spentMs: { ...draft.spentMs, [unitId]: (draft.spentMs[unitId] ?? 0) + Math.round(ms) } };
}

/** A code was scanned at a point of this round. */
export const scannedAt = (draft: InspectionDraft, unitId: string, code: string): InspectionDraft => ({
  ...draft,
  scanned: { ...draft.scanned, [unitId]: code },
});

export type RoundSummary = {
  readonly normal: number;
  readonly abnormal: number;
  readonly notApplicable: number;
  readonly open: readonly number[];
};

/** Figures of the summary; `open`: indexes of questions that still want something. */
export function summaryOf(draft: InspectionDraft): RoundSummary {
  const results = draft.questions.map((q) => answerOf(draft, q)?.result);
  const count = (result: InspectionAnswer) => results.filter((r) => r === result).length;
  return {
    normal: count('normal'),
    abnormal: count('abnormal'),
    notApplicable: count('not_applicable'),
    open: draft.questions.flatMap((q, i) => (missingFor(q, answerOf(draft, q)) === null ? [] : [i])),
  };
}
