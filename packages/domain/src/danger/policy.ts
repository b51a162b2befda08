import type { Refusal } from '../result.ts';
import { DangerCommand, type DangerCommandType } from './commands.ts';
import { type ExtensionRules, refuseExtension } from './extension.ts';
import type { DangerActor, DangerFacts } from './facts.ts';
import { DANGER_STEPS, GRANTS } from './steps.ts';

/** All command types in the order of the loop. */
export const DANGER_COMMANDS: readonly DangerCommandType[] = DangerCommand.options.map((o) => o.shape.type.value);

/**
 * May this person give this command now, whatever its content?
 * @returns null if so, or `danger.wrong_status`, `danger.not_allowed`, or the code of the first guard that fails
 */
export function refuseDangerCommand(danger: DangerFacts, type: DangerCommandType, actor: DangerActor): Refusal | null {
  const step = DANGER_STEPS[type];
  if (!step.from.includes(danger.status)) {
    return { code: 'danger.wrong_status', params: { status: danger.status, command: type } };
  }
  if (!step.who.some((grant) => GRANTS[grant](danger, actor))) {
    return { code: 'danger.not_allowed', params: { role: actor.role, command: type } };
  }
  for (const guard of step.guards) {
    const refusal = guard(danger, actor);
    if (refusal) return refusal;
  }
  return null;
}

/** The commands that status, role and guards let this person give; the content may still be refused. */
export const allowedDangerCommands = (danger: DangerFacts, actor: DangerActor): readonly DangerCommandType[] =>
  DANGER_COMMANDS.filter((type) => refuseDangerCommand(danger, type, actor) === null);

/**
 * The commands that a screen offers this person on a Shanghai day: {@link allowedDangerCommands} without those that the versioned rules refuse
 * whatever their content, as an extension that nobody may ask for any more.
 */
export const offeredDangerCommands = (
  danger: DangerFacts,
  act: DangerActor & { readonly today: string },
  rules: ExtensionRules,
): readonly DangerCommandType[] =>
  allowedDangerCommands(danger, act).filter(
    (type) => type !== 'request_extension' || refuseExtension(danger, act.today, rules) === null,
  );
