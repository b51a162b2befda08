import { daysFromTo, shiftDays, shiftMonths } from '../reference/days.ts';
import type { ChangeKind, ReviewPeriod } from '../reference/risk-rules.ts';

/**
 * A change at the enterprise that may make its risks stale; `on` = `YYYY-MM-DD`. `notedAfter`: it was noted after the last review, which could not
 * have known of it though it happened on the same day.
 */
export type ChangeNotice = { readonly kind: ChangeKind; readonly on: string; readonly notedAfter?: boolean };

/**
 * later: nothing to do · soon: the yearly day is near or a change has happened, remind · overdue: the due day has passed.
 * `daysLeft` < 0 = days overdue; `dueOn` null with reason `never_reviewed`: due from the start.
 */
export type Reidentification = {
  readonly state: 'later' | 'soon' | 'overdue';
  readonly reason: 'never_reviewed' | 'periodic' | 'change' | 'controls';
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
 * @param controlsOn     day since which the measures are others than those that were approved, null = the same
 */
export function reidentificationDue(
  lastReviewedOn: string | null,
  changes: readonly ChangeNotice[],
  period: ReviewPeriod,
  today: string,
  controlsOn: string | null = null,
): Reidentification {
  if (lastReviewedOn === null) {
    return { state: 'overdue', reason: 'never_reviewed', dueOn: null, daysLeft: null, changes: [] };
  }
  const since = changes
    .filter(
      (c) =>
        (c.on > lastReviewedOn || (c.on === lastReviewedOn && c.notedAfter === true)) &&
        c.on <= today &&
        period.changes.some((p) => p.change === c.kind),
    )
    .toSorted((a, b) => a.on.localeCompare(b.on));
  const periodic = nextReviewOn(lastReviewedOn, period);
  const first = since[0];
  const within = (day: string) => shiftDays(day, period.changeWithinDays);
  const causes: readonly { readonly reason: Reidentification['reason']; readonly dueOn: string }[] = [
    { reason: 'periodic' as const, dueOn: periodic },
    ...(first ? [{ reason: 'change' as const, dueOn: within(first.on) }] : []),
    ...(controlsOn === null ? [] : [{ reason: 'controls' as const, dueOn: within(controlsOn) }]),
  ];
  const { reason, dueOn } = causes.reduce((soonest, c) => (c.dueOn < soonest.dueOn ? c : soonest));
  const daysLeft = daysFromTo(today, dueOn);
  const remind = causes.length > 1 || daysLeft <= period.remindDaysBefore;
  const state = daysLeft < 0 ? 'overdue' : remind ? 'soon' : 'later';
  return { state, reason, dueOn, daysLeft, changes: since };
}
