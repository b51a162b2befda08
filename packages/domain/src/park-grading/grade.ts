import type { Certainty } from '../reference/certainty.ts';
import { no, ok, type Refusal, type Result } from '../result.ts';
import type { ParkGradingItem, ParkGradingTable } from './table.ts';
import type { ParkGradeClass, ProvisionalReason } from './vocabulary.ts';

/** What was answered to one item: a score, or that it does not apply; null: nothing yet. */
export type ParkAnswer = { readonly score: number | null; readonly applicable: boolean };

export type ParkGradeArithmetic = {
  /** Points earned and points that could be earned of what applies. */
  readonly earned: number;
  readonly applicable: number;
  /** earned ÷ applicable × 100 to two decimals, for showing; null when nothing applies. */
  readonly percent: number | null;
  /** Null while an item waits for its score. */
  readonly grade: ParkGradeClass | null;
  /** Codes of vetoes that hold: class A whatever the points. */
  readonly vetoed: readonly string[];
  /** Items without an answer. */
  readonly missing: readonly string[];
  readonly elements: readonly {
    readonly id: string;
    readonly earned: number;
    readonly applicable: number;
    /** Points of its items in the table, and what the guide gives the element; null: not read. */
    readonly listed: number;
    readonly points: number | null;
  }[];
  readonly provisional: readonly ProvisionalReason[];
};

/** Whole hundredths: sums and comparisons of points are exact. */
const cents = (points: number): number => Math.round(points * 100);

/** Refuses a score the item cannot have. `park_grading.score_out_of_range`, `park_grading.not_on_ladder`, `park_grading.must_apply` */
export function checkAnswer(table: ParkGradingTable, item: ParkGradingItem, answer: ParkAnswer): Result<null, Refusal> {
  const at = { item: item.code, max: item.max };
  if (!answer.applicable && !table.normalisation.notApplicable)
    return no({ code: 'park_grading.must_apply', params: at });
  const { score } = answer;
  if (score === null || !answer.applicable) return ok(null);
  if (!Number.isFinite(score) || score < 0 || score > item.max || cents(score) !== Number((score * 100).toFixed(6)))
    return no({ code: 'park_grading.score_out_of_range', params: at });
  if (item.ladder && !item.ladder.includes(score))
    return no({ code: 'park_grading.not_on_ladder', params: { ...at, ladder: item.ladder.join(' / ') } });
  return ok(null);
}

/**
 * The grade of a park by the table: points earned over points that apply, as a percentage between the bands' lower bounds (a bound belongs to the
 * better class). A veto that holds gives A. Provisional while the table lacks items of the guide or is not confirmed.
 */
export function gradePark(
  table: ParkGradingTable,
  given: {
    readonly answers: ReadonlyMap<string, ParkAnswer>;
    readonly vetoed: readonly string[];
    readonly certainty: Certainty;
  },
): ParkGradeArithmetic {
  const rows = table.items.map((item) => ({
    item,
    answer: given.answers.get(item.code) ?? { score: null, applicable: true },
  }));
  const applying = rows.filter((r) => r.answer.applicable);
  const sum = (of: typeof rows, f: (r: (typeof rows)[number]) => number) => of.reduce((n, r) => n + cents(f(r)), 0);
  const score = (r: (typeof rows)[number]) => r.answer.score ?? 0;
  const max = (r: (typeof rows)[number]) => r.item.max;
  const earned = sum(applying, score);
  const applicable = sum(applying, max);
  const missing = applying.filter((r) => r.answer.score === null).map((r) => r.item.code);
  const vetoed = table.vetoes.map((v) => v.code).filter((code) => given.vetoed.includes(code));
  const band = table.bands.findLast((b) => earned * 10_000 >= cents(b.min) * applicable);
  const known = missing.length === 0 && applicable > 0;
  return {
    earned: earned / 100,
    applicable: applicable / 100,
    percent: applicable === 0 ? null : Math.round((earned * 10_000) / applicable) / 100,
    grade: vetoed.length > 0 ? 'A' : known ? (band?.grade ?? 'A') : null,
    vetoed,
    missing,
    elements: table.elements.map((e) => {
      const own = applying.filter((r) => r.item.element === e.id);
      return {
        id: e.id,
        earned: sum(own, score) / 100,
        applicable: sum(own, max) / 100,
        listed:
          sum(
            rows.filter((r) => r.item.element === e.id),
            max,
          ) / 100,
        points: e.points,
      };
    }),
    provisional: [
      ...(table.unread.length > 0 ? (['items_unread'] as const) : []),
      ...(given.certainty !== 'confirmed' ? (['table_unconfirmed'] as const) : []),
    ],
  };
}
