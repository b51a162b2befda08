import { spanFrom } from '../reference/days.ts';
import { no, ok, type Refusal } from '../result.ts';
import type { DangerCommandOf } from './commands.ts';
import { extensionRule } from './deadlines.ts';
import type { DangerRules, MoveResult } from './decision.ts';
import type { DangerAct, DangerFacts } from './facts.ts';

/** The rules that say whether and until when more time may be asked for. */
export type ExtensionRules = Pick<DangerRules, 'deadlines' | 'calendar'>;

/** Why no extension can be asked for on a day, whatever day is asked for; null if one can. Codes of {@link requestExtension}. */
export function refuseExtension(
  danger: DangerFacts,
  today: string,
  { deadlines, calendar }: ExtensionRules,
): Refusal | null {
  if (danger.deadline === null) return { code: 'danger.no_deadline' };
  const rule = extensionRule(danger, deadlines);
  const count = danger.extension?.count ?? 0;
  if (count >= rule.times) return { code: 'danger.extension_used_up', params: { times: rule.times } };
  const lastDay = spanFrom(danger.deadline, rule.askBefore, calendar, -1);
  return today > lastDay ? { code: 'danger.extension_too_late', params: { lastDay } } : null;
}

/**
 * Ask for a later deadline (`danger_deadlines.extension`; the 20 and 10 working days of listed dangers are one source of
 * another province).
 * @returns `danger.no_deadline`, `danger.extension_used_up` (`times`), `danger.extension_too_late` (`lastDay`),
 *          `danger.extension_not_later`, `danger.deadline_too_late` (`latest`)
 */
export function requestExtension(
  danger: DangerFacts,
  command: DangerCommandOf<'request_extension'>,
  act: DangerAct,
  { deadlines, calendar }: ExtensionRules,
): MoveResult {
  if (danger.deadline === null) return no({ code: 'danger.no_deadline' });
  const refusal = refuseExtension(danger, act.today, { deadlines, calendar });
  if (refusal) return no(refusal);
  const rule = extensionRule(danger, deadlines);
  const count = danger.extension?.count ?? 0;
  if (command.until <= danger.deadline) {
    return no({ code: 'danger.extension_not_later', field: 'until', params: { deadline: danger.deadline } });
  }
  const latest = spanFrom(danger.deadline, rule.longest, calendar);
  if (command.until > latest) return no({ code: 'danger.deadline_too_late', field: 'until', params: { latest } });
  const { until, reason } = command;
  const extension = { requestedBy: act.accountId, requestedAt: act.at, until, reason, state: 'pending' as const };
  return ok({
    patch: { extension: { ...extension, decidedBy: null, decidedAt: null, count } },
    due: { what: 'decide_extension', on: spanFrom(act.today, rule.decideWithin, calendar) },
    reason,
  });
}

/** Grant or refuse the pending extension; granting moves the deadline and counts. Refuses `danger.no_extension_pending`. */
export function decideExtension(
  danger: DangerFacts,
  command: DangerCommandOf<'decide_extension'>,
  act: DangerAct,
): MoveResult {
  const asked = danger.extension;
  if (asked?.state !== 'pending') return no({ code: 'danger.no_extension_pending' });
  const decided = { decidedBy: act.accountId, decidedAt: act.at };
  if (!command.approve)
    return ok({ patch: { extension: { ...asked, ...decided, state: 'refused' } }, reason: command.note });
  return ok({
    patch: { extension: { ...asked, ...decided, state: 'approved', count: asked.count + 1 }, deadline: asked.until },
    due: { what: 'rectify', on: asked.until },
    reason: command.note,
  });
}
