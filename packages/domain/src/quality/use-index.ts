import * as z from 'zod';
import { Cited } from '../reference/certainty.ts';

/** Reasons for which a system looks built but not used (建而不用). */
export const USE_REASONS = [
  'tasks_late',
  'few_dangers_found',
  'records_marked',
  'days_silent',
  'measures_without_item',
  'posts_without_card',
] as const;
export type UseReason = (typeof USE_REASONS)[number];

/** Points of one reason: none lost at `good`, all at `bad`, in between on a straight line. `least`: so many cases, or it is not judged. */
const Scale = z
  .object({ points: z.number().positive(), good: z.number(), bad: z.number(), least: z.int().min(1) })
  .refine((s) => s.good !== s.bad, 'good and bad must differ');
export type UseScale = z.infer<typeof Scale>;

/**
 * Payload of `use_index`: the weight and the scale of each reason. Figures: share of due tasks done on time; dangers found per 100 inspections
 * as a share of the trade's median (`minPeers` enterprises or it is not judged); share of records marked; days since the last use; share of
 * measures without a check item; share of posts without a card. Our proposal: no rule prescribes it.
 */
export const UseIndexRules = z
  .object({ scales: z.record(z.enum(USE_REASONS), Scale), minPeers: z.int().min(3), ...Cited.shape })
  .refine(
    ({ scales }) => Math.abs(Object.values(scales).reduce((s, r) => s + r.points, 0) - 100) < 1e-9,
    'points sum up to 100',
  );
export type UseIndexRules = z.infer<typeof UseIndexRules>;

/** What an enterprise did in the period looked at; counts, and whole days since it last did anything. */
export type UseFacts = {
  readonly tasksDue: number;
  readonly tasksOnTime: number;
  readonly records: number;
  readonly recordsMarked: number;
  readonly dangersFound: number;
  readonly daysSilent: number;
  readonly measures: number;
  readonly measuresWithoutItem: number;
  readonly posts: number;
  readonly postsWithoutCard: number;
};

/** The same period in the enterprise's trade: the median of dangers per 100 inspections over so many enterprises that inspected. */
export type UsePeers = { readonly dangersPer100: number | null; readonly enterprises: number };

/** One reason: the enterprise's figure, its peers' where one is compared, and the points it costs, (0, 100]. */
export type UseCost = {
  readonly code: UseReason;
  readonly value: number;
  readonly peer: number | null;
  readonly points: number;
};

/** `index` is 100 minus the points of all reasons; `judged` names what could be judged at all. */
export type UseIndex = {
  readonly index: number;
  readonly reasons: readonly UseCost[];
  readonly judged: readonly UseReason[];
};

/**
 * How far an enterprise uses what it built, 0 to 100, with its reasons, the dearest first. What cannot be judged yet (no task due, too few
 * records, too few peers) costs nothing, and its weight goes to the others: silence is always judged.
 */
export function useIndex(facts: UseFacts, peers: UsePeers, rules: UseIndexRules): UseIndex {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  const per100 = 100 * share(facts.dangersFound, facts.records);
  const median = peers.enterprises >= rules.minPeers ? peers.dangersPer100 : null;
  const figures: Readonly<Record<UseReason, Figure>> = {
    tasks_late: { cases: facts.tasksDue, on: share(facts.tasksOnTime, facts.tasksDue) },
    few_dangers_found: {
      cases: median ? facts.records : 0,
      on: median ? per100 / median : 0,
      shown: per100,
      peer: median,
    },
    records_marked: { cases: facts.records, on: share(facts.recordsMarked, facts.records) },
    days_silent: { cases: Number.POSITIVE_INFINITY, on: facts.daysSilent },
    measures_without_item: { cases: facts.measures, on: share(facts.measuresWithoutItem, facts.measures) },
    posts_without_card: { cases: facts.posts, on: share(facts.postsWithoutCard, facts.posts) },
  };
  const judged = USE_REASONS.filter((code) => figures[code].cases >= rules.scales[code].least);
  const whole = judged.reduce((sum, code) => sum + rules.scales[code].points, 0);
  const reasons = judged
    .map((code): UseCost => {
      const { on, shown = on, peer = null } = figures[code];
      const { points, good, bad } = rules.scales[code];
      const lost = Math.min(1, Math.max(0, (on - good) / (bad - good)));
      return { code, value: rounded(shown, 3), peer, points: rounded((lost * points * 100) / whole, 1) };
    })
    .filter((r) => r.points > 0)
    .toSorted((a, b) => b.points - a.points);
  const index = rounded(100 - reasons.reduce((sum, r) => sum + r.points, 0), 1);
  return { index: Math.max(0, index), reasons, judged };
}

type Figure = { readonly cases: number; readonly on: number; readonly shown?: number; readonly peer?: number | null };

const rounded = (n: number, digits: number): number => Math.round(n * 10 ** digits) / 10 ** digits;

/** The middle of a list, the mean of the two middle ones of an even list; null for an empty one. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
