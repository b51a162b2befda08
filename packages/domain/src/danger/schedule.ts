import type { Role } from '../org/vocabulary.ts';
import type { DangerDeadlines, DangerEscalation } from '../reference/danger-rules.ts';
import { type BusinessDays, shiftDays, spanFrom } from '../reference/days.ts';
import { type DangerDueDay, dangerDueOn, escalationLevel, isOpenDanger, isOverdue } from './deadlines.ts';
import type { DangerFacts } from './facts.ts';

/** A due day beside the loop's own, such as reporting up; `late`: it passed without the act. */
export type DangerDues = Readonly<Record<string, { readonly on: string; readonly late: boolean }>>;

/** Dues that somebody fulfils by a command of its own and that can therefore be late. */
const CAN_BE_LATE: ReadonlySet<string> = new Set([
  'report_up',
  'decide_extension',
  'review_resumption',
  'publish_listing',
  'publish_lifting',
]);
/** What is still due of a danger that is closed: its lifting is to be made known. */
const AFTER_CLOSING: ReadonlySet<string> = new Set(['publish_lifting']);

/** Nobody needs to look again until something happens. PostgreSQL's own word for such a day. */
export const NEVER = 'infinity';

/** From the narrowest reach to the widest. */
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

/** What time makes of a danger: columns of `hidden_danger` by their own names, and who is to be told. */
export type DangerSchedule = {
  readonly overdue: boolean;
  readonly overdueSince: string | null;
  readonly due: DangerDueDay | null;
  readonly dues: DangerDues;
  readonly escalationLevel: number;
  /** The role of widest reach on the rung. */
  readonly escalatedTo: Role | null;
  /** The day on which time alone will change something of this again; {@link NEVER}; null once not open and nothing is due of it. */
  readonly sweepOn: string | null;
  readonly rungRoles: readonly Role[];
  /** Dues that were not late before and are now. */
  readonly newlyLate: readonly string[];
};

/**
 * What a day makes of a danger: overdue or not, what is due next, how far it has climbed, what is late, and when to look again. The same for a
 * command, a report, an import, a seed and the sweep, so that none of them leaves a danger that time forgets.
 */
export function dangerSchedule(
  danger: DangerFacts,
  dues: DangerDues,
  today: string,
  reference: {
    readonly deadlines: DangerDeadlines;
    readonly escalation: DangerEscalation;
    readonly calendar: BusinessDays;
  },
): DangerSchedule {
  if (!isOpenDanger(danger)) {
    const left = danger.status === 'closed' ? Object.entries(dues).filter(([what]) => AFTER_CLOSING.has(what)) : [];
    const marked = markDues(left, today);
    const nothing = {
      overdue: false,
      overdueSince: null,
      due: null,
      escalationLevel: 0,
      escalatedTo: null,
      rungRoles: [],
    };
    return {
      ...nothing,
      dues: Object.fromEntries(marked),
      sweepOn: looksAt(marked).sort()[0] ?? null,
      newlyLate: newlyLate(marked, dues),
    };
  }
  const { calendar, deadlines, escalation } = reference;
  const due = dangerDueOn(danger, deadlines, calendar);
  const climbed = escalationLevel(danger, today, reference, calendar);
  const overdue = isOverdue(danger, today, due);
  const { deadline } = danger;
  const since = [isOverdue(danger, today) ? deadline : null, due?.what === 'rectify' ? null : due?.on]
    .filter((day) => typeof day === 'string')
    .sort()[0];
  const marked = markDues(Object.entries(dues), today);
  const rung = escalation[danger.level].find((step) => step.level > climbed.level);
  const looks = [
    rung && due ? spanFrom(due.on, { days: rung.afterBusinessDays, unit: 'business_day' }, calendar) : null,
    !overdue && deadline !== null && danger.status !== 'to_accept' ? shiftDays(deadline, 1) : null,
    !overdue && due !== null ? shiftDays(due.on, 1) : null,
    ...looksAt(marked),
  ].filter((day) => day !== null);
  return {
    overdue,
    overdueSince: overdue && since !== undefined ? shiftDays(since, 1) : null,
    due,
    dues: Object.fromEntries(marked),
    escalationLevel: climbed.level,
    escalatedTo: climbed.notify.reduce<Role | null>(
      (widest, role) => (widest === null || REACH.indexOf(role) > REACH.indexOf(widest) ? role : widest),
      null,
    ),
    sweepOn: looks.sort()[0] ?? NEVER,
    rungRoles: climbed.notify,
    newlyLate: newlyLate(marked, dues),
  };
}

type Marked = readonly (readonly [string, { readonly on: string; readonly late: boolean }])[];

const markDues = (dues: Marked, today: string): Marked =>
  dues.map(([what, d]) => [what, { on: d.on, late: CAN_BE_LATE.has(what) && d.on < today }] as const);
/** The days on which these become late. */
const looksAt = (dues: Marked): string[] =>
  dues.flatMap(([what, d]) => (CAN_BE_LATE.has(what) && !d.late ? [shiftDays(d.on, 1)] : []));
const newlyLate = (marked: Marked, before: DangerDues): string[] =>
  marked.filter(([what, d]) => d.late && before[what]?.late !== true).map(([what]) => what);
