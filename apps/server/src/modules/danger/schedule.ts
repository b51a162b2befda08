import {
  DANGER_DUES,
  type DangerEscalation,
  type DangerFacts,
  dangerDueOn,
  escalationLevel,
  isOpenDanger,
  isOverdue,
  type Role,
} from '@yufang/domain';
import { shiftDays, spanFrom } from '@yufang/domain/reference/days';
import type { DangerColumns, Dues } from './facts.ts';
import type { DangerReference } from './rules.ts';

/** Dues that somebody fulfils by a command and that can therefore be late; publishing has no act of its own here. */
const CAN_BE_LATE: ReadonlySet<string> = new Set(['report_up', 'decide_extension', 'review_resumption']);

/** Nobody looks again. PostgreSQL's own word for it. */
const NEVER = 'infinity';

/** Whose reach is widest; the widest role of a rung names the level that was told. */
const REACH: readonly Role[] = [
  'post_worker',
  'team_leader',
  'safety_officer',
  'enterprise_head',
  'park_officer',
  'department_officer',
  'county_officer',
  'city_officer',
  'province_officer',
];

const widest = (roles: readonly Role[]): Role | null =>
  roles.reduce<Role | null>((w, r) => (w === null || REACH.indexOf(r) > REACH.indexOf(w) ? r : w), null);

/**
 * What time makes of a danger on a day: overdue, the next due day, the rung it has climbed to, what is late, and when to look again.
 * Pure: the same for a command, a report, an import and the sweep.
 */
export function scheduleOf(
  facts: DangerFacts,
  dues: Dues,
  today: string,
  reference: DangerReference,
): DangerColumns & { rungRoles: readonly Role[]; late: readonly string[] } {
  if (!isOpenDanger(facts)) {
    const none = { overdue: false, overdue_since: null, due_on: null, due_what: null };
    return { ...none, dues: '{}', escalation_level: 0, escalated_to: null, sweep_on: null, rungRoles: [], late: [] };
  }
  const due = dangerDueOn(facts, reference.deadlines, reference.calendar);
  const climbed = escalationLevel(facts, today, reference, reference.calendar);
  const overdue = isOverdue(facts, today);
  const marked = Object.fromEntries(
    Object.entries(dues).map(([what, d]) => [what, { ...d, late: CAN_BE_LATE.has(what) && d.on < today }]),
  );
  const looks = [
    nextRung(facts, climbed.level, due?.on ?? null, reference),
    !overdue && facts.deadline !== null && facts.status !== 'to_accept' ? shiftDays(facts.deadline, 1) : null,
    ...Object.entries(marked).map(([what, d]) => (CAN_BE_LATE.has(what) && !d.late ? shiftDays(d.on, 1) : null)),
  ].filter((day) => day !== null);
  return {
    overdue,
    overdue_since: overdue && facts.deadline !== null ? shiftDays(facts.deadline, 1) : null,
    due_on: due?.on ?? null,
    due_what: due?.what ?? null,
    dues: JSON.stringify(marked),
    escalation_level: climbed.level,
    escalated_to: widest(climbed.notify),
    sweep_on: looks.sort()[0] ?? NEVER,
    rungRoles: climbed.notify,
    late: Object.entries(marked)
      .filter(([what, d]) => d.late && dues[what]?.late !== true)
      .map(([what]) => what),
  };
}

function nextRung(facts: DangerFacts, level: number, dueOn: string | null, reference: DangerReference): string | null {
  const ladder: DangerEscalation['general'] = reference.escalation[facts.level];
  const next = ladder.find((step) => step.level > level);
  if (!next || dueOn === null) return null;
  return spanFrom(dueOn, { days: next.afterBusinessDays, unit: 'business_day' }, reference.calendar);
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
  lift_supervision: ['publish_listing'],
  upgrade_to_major: ['decide_extension'],
  reopen: ['decide_extension', 'review_resumption', 'publish_lifting'],
};
