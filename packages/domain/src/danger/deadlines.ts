import type { Role } from '../org/vocabulary.ts';
import type { DangerDeadlines, DangerEscalation, ExtensionRule } from '../reference/danger-rules.ts';
import { type BusinessDays, businessDaysAfter, shanghaiDay, spanFrom } from '../reference/days.ts';
import type { DangerFacts } from './facts.ts';
import { isListed } from './guards.ts';
import { type DangerLevel, OPEN_DANGER_STATUSES, type Treatment } from './vocabulary.ts';

/** True while the danger still threatens and counts as open. */
export const isOpenDanger = (danger: Pick<DangerFacts, 'status'>): boolean =>
  OPEN_DANGER_STATUSES.some((s) => s === danger.status);

/** The deadline that is proposed and the latest that may be set, Shanghai days. */
export type DeadlineBounds = { readonly usual: string; readonly latest: string };

/**
 * The deadline proposed at assignment and the latest that may be set (`danger_deadlines`, design defaults).
 * @param from Shanghai day of the assignment
 */
export function dangerDeadline(
  danger: { readonly level: DangerLevel; readonly treatment: Treatment | null },
  from: string,
  rules: DangerDeadlines,
  calendar: BusinessDays,
): DeadlineBounds {
  const { atOnce, general, major } = rules.rectify;
  const span = danger.level === 'major' ? major : danger.treatment === 'at_once' ? atOnce : general;
  return { usual: spanFrom(from, span.usual, calendar), latest: spanFrom(from, span.longest, calendar) };
}

/** The rule for extensions of this danger: listed before major before general. */
export const extensionRule = (danger: DangerFacts, rules: DangerDeadlines): ExtensionRule =>
  rules.extension[isListed(danger) ? 'listed' : danger.level];

/**
 * Past what is due of it: open, and not rectified by the end of its deadline's day, or nobody verified and assigned it, or judged its rectification,
 * by the day that was due. A danger submitted in time and waiting within the time for its acceptance is not overdue; one submitted late stays so
 * until it is closed.
 * @param due what is due next ({@link dangerDueOn}); without it only the deadline is looked at
 */
export function isOverdue(
  danger: Pick<DangerFacts, 'status' | 'deadline' | 'rectifiedAt'>,
  today: string,
  due: DangerDueDay | null = null,
): boolean {
  if (!isOpenDanger(danger)) return false;
  if (due !== null && due.what !== 'rectify' && today > due.on) return true;
  if (danger.deadline === null) return false;
  const done = danger.status === 'to_accept' && danger.rectifiedAt !== null ? shanghaiDay(danger.rectifiedAt) : today;
  return done > danger.deadline;
}

/** What is due next on an open danger, and by which day: to verify and assign it, to rectify it, to judge the rectification. */
export type DangerDueDay = { readonly what: 'handle' | 'rectify' | 'accept'; readonly on: string };

/** The next due day of a danger, null once it is not open. */
export function dangerDueOn(danger: DangerFacts, rules: DangerDeadlines, calendar: BusinessDays): DangerDueDay | null {
  if (!isOpenDanger(danger)) return null;
  const { status, rectifiedAt, deadline } = danger;
  if (status === 'to_accept' && rectifiedAt !== null) {
    // Nobody can judge a rectification before it has been heard of.
    const since = shanghaiDay(danger.rectifiedReceivedAt ?? rectifiedAt);
    return { what: 'accept', on: spanFrom(since, rules.accept, calendar) };
  }
  if ((status === 'assigned' || status === 'rectifying') && deadline !== null) return { what: 'rectify', on: deadline };
  return { what: 'handle', on: spanFrom(shanghaiDay(danger.handleSince ?? danger.reportedAt), rules.handle, calendar) };
}

/** How far a danger has climbed: `level` 0 = nobody above is told; `notify` = the roles of its rung, lower rungs were told before. */
export type Escalation = {
  readonly level: number;
  readonly businessDaysLate: number;
  readonly due: DangerDueDay | null;
  readonly notify: readonly Role[];
};

/**
 * The escalation of a danger on a day: business days past what is due next, up the ladder of its level
 * (`danger_escalation`, design defaults).
 */
export function escalationLevel(
  danger: DangerFacts,
  today: string,
  reference: { readonly deadlines: DangerDeadlines; readonly escalation: DangerEscalation },
  calendar: BusinessDays,
): Escalation {
  const due = dangerDueOn(danger, reference.deadlines, calendar);
  const businessDaysLate = due === null ? 0 : businessDaysAfter(due.on, today, calendar);
  const rung = reference.escalation[danger.level].findLast((s) => s.afterBusinessDays <= businessDaysLate);
  return { level: rung?.level ?? 0, businessDaysLate, due, notify: rung?.notify ?? [] };
}
