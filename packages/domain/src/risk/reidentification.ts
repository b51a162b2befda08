import { daysFromTo, shiftDays, shiftMonths } from '../reference/days.ts';
import type { ChangeKind, ReviewPeriod } from '../reference/risk-rules.ts';

/** A change at the enterprise that may make its risks stale; `on` = `YYYY-MM-DD`. */
export type ChangeNotice = { readonly kind: ChangeKind; readonly on: string };

/**
 * later: nothing to do · soon: the yearly day is near or a change has happened, remind · overdue: the due day has passed.
 * `daysLeft` < 0 = days overdue; `dueOn` null with reason `never_reviewed`: due from the start.
 */
export type Reidentification = {
  readonly state: 'later' | 'soon' | 'overdue';
  readonly reason: 'never_reviewed' | 'periodic' | 'change';
  readonly dueOn: string | null;
  readonly daysLeft: number | null;
  readonly changes: readonly ChangeNotice[];
};

/** The day by which a risk approved on `reviewedOn` must be identified again. */
export const nextReviewOn = (reviewedOn: string, period: ReviewPeriod): string =>
  shiftMonths(reviewedOn, period.everyMonths);

/**
 * Is a re-identification due: at least yearly, and after each change of process, equipment, staff structure, accident or
 * law since the last review (standards.md §2, unverified; `review_period`).
 *
 * @param lastReviewedOn day of the last approval, null = never
 * @param changes        all known changes; only those after the last review and of a kind in `period.changes` count
 * @param today          Shanghai day
 */
export function reidentificationDue(
  lastReviewedOn: string | null,
  changes: readonly ChangeNotice[],
  period: ReviewPeriod,
  today: string,
): Reidentification {
  if (lastReviewedOn === null) {
    return { state: 'overdue', reason: 'never_reviewed', dueOn: null, daysLeft: null, changes: [] };
  }
  const since = changes
    .filter((c) => c.on > lastReviewedOn && c.on <= today && period.changes.some((p) => p.change === c.kind))
    .toSorted((a, b) => a.on.localeCompare(b.on));
  const periodic = nextReviewOn(lastReviewedOn, period);
  const first = since[0];
  const byChange = first ? shiftDays(first.on, period.changeWithinDays) : null;
  const changed = byChange !== null && byChange < periodic;
  const dueOn = changed ? byChange : periodic;
  const daysLeft = daysFromTo(today, dueOn);
  const remind = since.length > 0 || daysLeft <= period.remindDaysBefore;
  const state = daysLeft < 0 ? 'overdue' : remind ? 'soon' : 'later';
  return { state, reason: changed ? 'change' : 'periodic', dueOn, daysLeft, changes: since };
}
