import { DANGER_DUES, type DangerFacts, dangerSchedule, type Role } from '@yufang/domain';
import type { DangerColumns, Dues } from './facts.ts';
import type { DangerReference } from './rules.ts';

/** What time makes of a danger on a day, as the columns that keep it (domain `dangerSchedule`). */
export function scheduleOf(
  facts: DangerFacts,
  dues: Dues,
  today: string,
  reference: DangerReference,
): DangerColumns & { rungRoles: readonly Role[]; late: readonly string[] } {
  const schedule = dangerSchedule(facts, dues, today, reference);
  return {
    overdue: schedule.overdue,
    overdue_since: schedule.overdueSince,
    due_on: schedule.due?.on ?? null,
    due_what: schedule.due?.what ?? null,
    dues: JSON.stringify(schedule.dues),
    escalation_level: schedule.escalationLevel,
    escalated_to: schedule.escalatedTo,
    sweep_on: schedule.sweepOn,
    rungRoles: schedule.rungRoles,
    late: schedule.newlyLate,
  };
}

/** The dues after a command: those it fulfilled or made void go, the one it began comes. */
export function duesAfter(
  dues: Dues,
  command: string,
  effects: readonly { type: string; what?: string; on?: string }[],
): Dues {
  const next: Dues = { ...dues };
  for (const done of FULFILLED[command] ?? []) delete next[done];
  for (const effect of effects) {
    const { type, what, on } = effect;
    if (type !== 'due' || what === undefined || on === undefined || what === 'rectify' || what === 'accept') continue;
    if (DANGER_DUES.some((d) => d === what)) next[what] = { on, late: false };
  }
  return next;
}

const FULFILLED: Readonly<Record<string, readonly string[]>> = {
  report_up: ['report_up'],
  decide_extension: ['decide_extension'],
  submit_rectified: ['decide_extension'],
  review_resumption: ['review_resumption'],
  publish_listing: ['publish_listing'],
  publish_lifting: ['publish_lifting'],
  lift_supervision: ['publish_listing'],
  upgrade_to_major: ['decide_extension'],
  reopen: ['decide_extension', 'review_resumption', 'publish_lifting'],
};
