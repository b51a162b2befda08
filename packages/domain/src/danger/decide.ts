import { no, ok, type Refusal, type Result } from '../result.ts';
import type { DangerCommand } from './commands.ts';
import { dangerDueOn, isOpenDanger, isOverdue } from './deadlines.ts';
import { decideGeneral, type GeneralCommand } from './decide-general.ts';
import { decideMajor, type MajorCommand } from './decide-major.ts';
import type { DangerDecision, DangerEffect, DangerRules } from './decision.ts';
import type { DangerAct, DangerFacts, DangerPatch } from './facts.ts';
import { refuseDangerCommand } from './policy.ts';
import { DANGER_STEPS } from './steps.ts';

const isMajorCommand = (command: DangerCommand): command is MajorCommand => MAJOR_TYPES.has(command.type);
const isGeneralCommand = (command: DangerCommand): command is GeneralCommand => !isMajorCommand(command);
const MAJOR_TYPES: ReadonlySet<string> = new Set<MajorCommand['type']>([
  'upgrade_to_major',
  'limit_operation',
  'report_up',
  'file_plan',
  'list_supervision',
  'lift_supervision',
  'publish_listing',
  'publish_lifting',
  'evaluate_removal',
  'request_resumption',
  'review_resumption',
]);

/**
 * Decide one command on a hidden danger: the only door through which a danger changes. Reads no clock and no database;
 * the version for concurrent edits is the caller's.
 *
 * @param act   who, in which role, at which instant, on which Shanghai day
 * @param rules `danger_deadlines`, the business calendar, and the known criteria codes
 * @returns columns to write with effects; or a refusal: `danger.wrong_status`, `danger.not_allowed`, a guard's code
 *          (`danger.self_acceptance`, `danger.regulator_decides`, …), or one about the content (with its field)
 */
export function decideDanger(
  danger: DangerFacts,
  command: DangerCommand,
  act: DangerAct,
  rules: DangerRules,
): Result<DangerDecision, Refusal> {
  const refusal = refuseDangerCommand(danger, command.type, act);
  if (refusal) return no(refusal);
  const move = isGeneralCommand(command)
    ? decideGeneral(danger, command, act, rules)
    : decideMajor(danger, command, act, rules);
  if (!move.ok) return move;

  const { to, tells } = DANGER_STEPS[command.type];
  const [only, ...others] = to;
  const status = only !== undefined && others.length === 0 ? only : (move.value.patch.status ?? danger.status);
  const next: DangerPatch = { ...move.value.patch, status };
  const after = { ...danger, ...next };
  const effects: DangerEffect[] = [{ type: 'notify', to: tells, about: `danger.${command.type}` }];
  if (isOpenDanger(danger) !== isOpenDanger(after) || danger.level !== after.level)
    effects.push({ type: 'regrade_risk' });
  if (move.value.due) effects.push({ type: 'due', ...move.value.due });
  const due = dangerDueOn(after, rules.deadlines, rules.calendar);
  return ok({ next, effects, reason: move.value.reason || null, overdue: isOverdue(after, act.today, due) });
}
