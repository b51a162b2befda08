import { no, ok, type Refusal } from '../result.ts';
import type { DangerCommandOf } from './commands.ts';
import { dangerDeadline } from './deadlines.ts';
import type { DangerRules, MoveResult } from './decision.ts';
import type { DangerAct, DangerFacts } from './facts.ts';
import { decidesAtListedLevel, isRegulator } from './guards.ts';

type Assign = DangerCommandOf<'assign'>;

/** The elements of 五落实 beside the deadline and the responsible person, whom `assigneeId` names. */
const ELEMENTS = ['measures', 'funds', 'contingency'] as const;

/**
 * Assign a danger, or hand it on: five elements for a time-limited treatment, a person and a day for one at once.
 *
 * A later deadline than the one already set needs an extension, unless a regulator (of the level that listed it) sets it; handing on without a day
 * keeps the day. @returns `danger.major_needs_time`, `danger.already_time_limited`, `danger.five_incomplete` (field),
 * `danger.deadline_in_past`, `danger.deadline_too_late` (`latest`), `danger.deadline_needs_extension` (`deadline`)
 */
export function assignDanger(danger: DangerFacts, command: Assign, act: DangerAct, rules: DangerRules): MoveResult {
  const { treatment, assigneeId } = command;
  const handedOn = danger.status === 'assigned' || danger.status === 'rectifying';
  if (danger.level === 'major' && treatment === 'at_once')
    return no({ code: 'danger.major_needs_time', field: 'treatment' });
  if (handedOn && danger.treatment === 'time_limited' && treatment === 'at_once') {
    return no({ code: 'danger.already_time_limited', field: 'treatment' });
  }
  const missing = treatment === 'time_limited' ? ELEMENTS.find((e) => !command[e]) : undefined;
  if (missing) return no({ code: 'danger.five_incomplete', field: missing });

  // Whatever it is handed on as: what was to be done at once and is given weeks has been given more time.
  const set = handedOn ? danger.deadline : null;
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

const refuseDeadline = (
  danger: DangerFacts,
  { deadline, set, latest }: { deadline: string; set: string | null; latest: string },
  act: DangerAct,
): Refusal | null => {
  if (deadline < act.today) return { code: 'danger.deadline_in_past', field: 'deadline', params: { today: act.today } };
  const gives = isRegulator(act.role) && decidesAtListedLevel(danger, act) === null;
  if (set !== null && deadline > set && !gives) {
    return { code: 'danger.deadline_needs_extension', field: 'deadline', params: { deadline: set } };
  }
  return deadline > latest ? { code: 'danger.deadline_too_late', field: 'deadline', params: { latest } } : null;
};
