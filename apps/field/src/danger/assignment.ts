import type { DangerLevel, DangerRules, DangerStatus, Refusal, Role, Treatment } from '@yufang/domain';
import {
  type AssignElement,
  type AssignFacts,
  assignDanger,
  assignmentProposals,
  missingElements,
} from '@yufang/domain/danger/assign';
import type { DangerCommandOf } from '@yufang/domain/danger/commands';
import { dangerDeadline } from '@yufang/domain/danger/deadlines';
import { shanghaiDay } from '@yufang/domain/reference/days';

/** An assignment as it stands in the fields; what is not filled in is empty. */
export type Assignment = { readonly treatment: Treatment; readonly assigneeId: string; readonly deadline: string } & {
  readonly [K in AssignElement]: string;
};
export const EMPTY_ASSIGNMENT: Assignment = {
  treatment: 'at_once',
  assigneeId: '',
  deadline: '',
  measures: '',
  funds: '',
  contingency: '',
};
export type AssignField = keyof Assignment;
/** Why the fields cannot be sent as they are, by the field. */
export type AssignWrongs = Readonly<Partial<Record<AssignField, Refusal>>>;

const trimmed = (value: Assignment): Assignment => ({
  ...value,
  measures: value.measures.trim(),
  funds: value.funds.trim(),
  contingency: value.contingency.trim(),
});

/** The fields as a command. */
export function assignCommand(value: Assignment): DangerCommandOf<'assign'> {
  const { deadline, ...rest } = trimmed(value);
  return { type: 'assign', ...rest, deadline: deadline || null };
}

/** A command that waits or came back, as the fields show it. */
export const assignmentOf = (command: DangerCommandOf<'assign'>): Assignment => ({
  treatment: command.treatment,
  assigneeId: command.assigneeId,
  deadline: command.deadline ?? '',
  measures: command.measures ?? '',
  funds: command.funds ?? '',
  contingency: command.contingency ?? '',
});

/** What the phone has of a danger. */
type Known = {
  readonly level: DangerLevel;
  readonly status: DangerStatus;
  readonly treatment: string | null;
  readonly deadline: string | null;
};
/** By what it is judged here: who, at which instant (corrected clock), by the tables that were pulled. */
export type JudgedBy = {
  readonly role: Role;
  readonly nowMs: number;
  readonly rules: Pick<DangerRules, 'deadlines' | 'calendar'> | null;
};

/** Whether a danger was listed is not on the phone: it matters for regulators alone, who have none. */
const factsOf = (danger: Known): AssignFacts => ({
  status: danger.status,
  level: danger.level,
  treatment: danger.treatment === 'at_once' || danger.treatment === 'time_limited' ? danger.treatment : null,
  deadline: danger.deadline,
  supervision: null,
});
const todayOf = (nowMs: number): string => shanghaiDay(new Date(nowMs).toISOString());

/**
 * What the rules would refuse of an assignment, by the rules themselves, before it is kept: every missing element at once, then what else they
 * refuse first. The server judges it again by the day on which it hears of it.
 * @param danger null when this phone no longer has it; then only what is asked of every assignment is judged
 */
export function wrongsOf(value: Assignment, danger: Known | null, by: JudgedBy): AssignWrongs {
  const command = assignCommand(value);
  const lacking = missingElements(command).map((field): [AssignField, Refusal] => [
    field,
    { code: 'danger.five_incomplete', field },
  ]);
  const wrongs: Partial<Record<AssignField, Refusal>> = Object.fromEntries(lacking);
  if (value.assigneeId === '') wrongs.assigneeId = { code: 'danger.unknown_assignee', field: 'assigneeId' };
  if (!danger || !by.rules || lacking.length > 0) return wrongs;
  const act = { role: by.role, accountId: '', today: todayOf(by.nowMs) };
  const decided = assignDanger(factsOf(danger), command, act, by.rules);
  return decided.ok ? wrongs : { ...wrongs, ...wrongAt(decided.error) };
}

/** A refusal beside its field; nothing where it is about none of them. */
export function wrongAt(refusal: Refusal | null): AssignWrongs {
  const field = refusal?.field?.split('.').at(-1) ?? '';
  return refusal && field in EMPTY_ASSIGNMENT ? { [field]: refusal } : {};
}

/** The days between which a deadline may lie; the last is unknown before the tables are pulled. */
export function deadlineRange(
  treatment: Treatment,
  danger: Known | null,
  by: JudgedBy,
): { readonly min: string; readonly max?: string } {
  const min = todayOf(by.nowMs);
  const { rules } = by;
  if (!danger || !rules) return { min };
  const bounds = (t: Treatment) =>
    dangerDeadline({ level: danger.level, treatment: t }, min, rules.deadlines, rules.calendar);
  const max = assignmentProposals(factsOf(danger), { role: by.role, accountId: '' }, bounds)[treatment]?.latest;
  return max === undefined || max < min ? { min } : { min, max };
}
