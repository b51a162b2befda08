import { no, ok, type Refusal } from '../result.ts';
import type { DangerCommandOf } from './commands.ts';
import { type DeadlineBounds, dangerDeadline } from './deadlines.ts';
import type { DangerRules, MoveResult } from './decision.ts';
import type { DangerAct, DangerActor, DangerFacts } from './facts.ts';
import { decidesAtListedLevel, isRegulator } from './guards.ts';
import { TREATMENTS, type Treatment } from './vocabulary.ts';

type Assign = DangerCommandOf<'assign'>;

/** The elements of 五落实 beside the deadline and the responsible person, whom `assigneeId` names. */
export const ASSIGN_ELEMENTS = ['measures', 'funds', 'contingency'] as const;
export type AssignElement = (typeof ASSIGN_ELEMENTS)[number];

/** What an assignment reads of a danger: little enough for a phone that has no more of it to judge one before it is sent. */
export type AssignFacts = Pick<DangerFacts, 'status' | 'level' | 'treatment' | 'deadline' | 'supervision'>;
type AssignAct = DangerActor & Pick<DangerAct, 'today'>;

/** The elements that a time-limited treatment lacks, in the order in which they are asked for. */
export const missingElements = (command: Omit<Assign, 'type' | 'assigneeId'>): readonly AssignElement[] =>
  command.treatment === 'time_limited' ? ASSIGN_ELEMENTS.filter((e) => !command[e]?.trim()) : [];

/**
 * Assign a danger, or hand it on: five elements for a time-limited treatment, a person and a day for one at once.
 *
 * A later deadline than the one already set needs an extension, unless a regulator (of the level that listed it) sets it; handing on without a day
 * keeps the day. @returns `danger.major_needs_time`, `danger.already_time_limited`, `danger.five_incomplete` (field),
 * `danger.deadline_in_past`, `danger.deadline_too_late` (`latest`), `danger.deadline_needs_extension` (`deadline`)
 */
export function assignDanger(
  danger: AssignFacts,
  command: Assign,
  act: AssignAct,
  rules: Pick<DangerRules, 'deadlines' | 'calendar'>,
): MoveResult {
  const { treatment, assigneeId } = command;
  const unfit = refuseTreatment(danger, treatment);
  if (unfit) return no(unfit);
  const [missing] = missingElements(command);
  if (missing) return no({ code: 'danger.five_incomplete', field: missing });

  // Whatever it is handed on as: what was to be done at once and is given weeks has been given more time.
  const set = deadlineSet(danger);
  const bounds = dangerDeadline({ level: danger.level, treatment }, act.today, rules.deadlines, rules.calendar);
  const deadline = command.deadline ?? set ?? bounds.usual;
  const refusal = deadline === set ? null : refuseDeadline(danger, { deadline, set, latest: bounds.latest }, act);
  if (refusal) return no(refusal);

  const five = {
    measures: command.measures ?? '',
    responsible: command.responsible || assigneeId,
    funds: command.funds ?? '',
    deadline,
    contingency: command.contingency ?? '',
  };
  return ok({ patch: { treatment, assigneeId, deadline, five }, due: { what: 'rectify', on: deadline } });
}

/**
 * The treatments that an assignment of today may choose, each with the deadline to propose and the latest that is taken: of one handed on the day
 * that stands, and for whoever may give more time without an extension the longest from today.
 * @param bounds the deadlines of a treatment today ({@link dangerDeadline})
 */
export function assignmentProposals(
  danger: AssignFacts,
  actor: DangerActor,
  bounds: (treatment: Treatment) => DeadlineBounds,
): Partial<Record<Treatment, DeadlineBounds>> {
  const set = deadlineSet(danger);
  const proposed = (treatment: Treatment): DeadlineBounds => {
    const today = bounds(treatment);
    if (set === null) return today;
    const later = givesTime(danger, actor) && today.latest > set;
    return { usual: set, latest: later ? today.latest : set };
  };
  const fit = TREATMENTS.filter((treatment) => refuseTreatment(danger, treatment) === null);
  return Object.fromEntries(fit.map((treatment) => [treatment, proposed(treatment)]));
}

const isHandedOn = ({ status }: AssignFacts): boolean => status === 'assigned' || status === 'rectifying';

/** The day that stands for a danger that is handed on; null where none was set yet. */
const deadlineSet = (danger: AssignFacts): string | null => (isHandedOn(danger) ? danger.deadline : null);

/** A regulator (of the level that listed it) sets a later day without an extension. */
const givesTime = (danger: AssignFacts, actor: DangerActor): boolean =>
  isRegulator(actor.role) && decidesAtListedLevel(danger, actor) === null;

const refuseTreatment = (danger: AssignFacts, treatment: Treatment): Refusal | null => {
  if (treatment !== 'at_once') return null;
  if (danger.level === 'major') return { code: 'danger.major_needs_time', field: 'treatment' };
  return isHandedOn(danger) && danger.treatment === 'time_limited'
    ? { code: 'danger.already_time_limited', field: 'treatment' }
    : null;
};

const refuseDeadline = (
  danger: AssignFacts,
  { deadline, set, latest }: { deadline: string; set: string | null; latest: string },
  act: AssignAct,
): Refusal | null => {
  if (deadline < act.today) return { code: 'danger.deadline_in_past', field: 'deadline', params: { today: act.today } };
  if (set !== null && deadline > set && !givesTime(danger, act)) {
    return { code: 'danger.deadline_needs_extension', field: 'deadline', params: { deadline: set } };
  }
  return deadline > latest ? { code: 'danger.deadline_too_late', field: 'deadline', params: { latest } } : null;
};
