import { spanFrom } from '../reference/days.ts';
import { no, ok } from '../result.ts';
import type { DangerCommandOf } from './commands.ts';
import { backToWork, type DangerRules, type MoveResult, startOver, undoneEvaluation } from './decision.ts';
import { type DangerAct, type DangerFacts, EMPTY_MAJOR, PLAN_ELEMENTS } from './facts.ts';
import { isListed, mayListAt } from './guards.ts';
import { SUPERVISION_LEVELS } from './vocabulary.ts';

/** The commands of major dangers: stop or limit, report up, plan, listing, evaluation, resumption (order 16; `workflow.json`). */
export type MajorCommand = DangerCommandOf<
  | 'upgrade_to_major'
  | 'limit_operation'
  | 'report_up'
  | 'file_plan'
  | 'list_supervision'
  | 'lift_supervision'
  | 'publish_listing'
  | 'publish_lifting'
  | 'evaluate_removal'
  | 'request_resumption'
  | 'review_resumption'
>;

/**
 * What a major command changes; status and role have been checked by the table.
 * @returns `danger.criteria_missing`, `danger.unknown_criterion`, `danger.plan_incomplete` (field), `danger.already_listed`,
 *          `danger.supervision_level`, `danger.until_in_past`, `danger.not_listed`, `danger.no_resumption_pending`
 */
export function decideMajor(
  danger: DangerFacts,
  command: MajorCommand,
  act: DangerAct,
  rules: DangerRules,
): MoveResult {
  const { at, accountId } = act;
  const major = danger.major ?? EMPTY_MAJOR;
  const by = (span: Parameters<typeof spanFrom>[1]) => spanFrom(act.today, span, rules.calendar);
  switch (command.type) {
    case 'upgrade_to_major':
      return upgrade(command, act, rules);
    case 'limit_operation':
      return ok({ patch: { major: { ...major, limitedAt: at, limitMode: command.mode, limitScope: command.scope } } });
    case 'report_up': {
      const { situation, analysis } = command;
      return ok({ patch: { major: { ...major, reportedUpAt: at, reportedUpBy: accountId, situation, analysis } } });
    }
    case 'file_plan': {
      const { goals = '', methods = '', resources = '', people = '', timeline = '', safety = '' } = command;
      const plan = { goals, methods, resources, people, timeline, safety, filedAt: at, filedBy: accountId };
      const missing = PLAN_ELEMENTS.find((element) => plan[element] === '');
      if (missing) return no({ code: 'danger.plan_incomplete', field: missing });
      return ok({ patch: { major: { ...major, plan } } });
    }
    case 'list_supervision':
      return list(danger, command, act, by(rules.deadlines.publishListing));
    case 'lift_supervision': {
      if (!danger.supervision) return no({ code: 'danger.not_listed' });
      const supervision = { ...danger.supervision, liftedAt: at, liftedBy: accountId };
      const due = { what: 'publish_lifting' as const, on: by(rules.deadlines.publishLifting) };
      return ok({ patch: { supervision }, due, reason: command.reason });
    }
    case 'publish_listing': {
      if (!danger.supervision) return no({ code: 'danger.not_listed' });
      return ok({ patch: { supervision: { ...danger.supervision, publishedAt: at, publishedIn: command.where } } });
    }
    case 'publish_lifting': {
      if (!danger.supervision) return no({ code: 'danger.not_lifted' });
      const supervision = { ...danger.supervision, liftingPublishedAt: at, liftingPublishedIn: command.where };
      return ok({ patch: { supervision } });
    }
    case 'evaluate_removal': {
      const { evaluators, note: reason } = command;
      if (!command.passed)
        return ok({ patch: { status: 'rectifying', ...backToWork(danger), ...undoneEvaluation(danger) }, reason });
      const evaluated = { ...major, evaluatedAt: at, evaluatedBy: accountId, evaluators };
      return ok({ patch: { status: 'to_accept', major: evaluated }, reason });
    }
    case 'request_resumption': {
      const asked = { requestedBy: accountId, requestedAt: at, state: 'pending' as const };
      const resumption = { ...asked, reviewedBy: null, reviewedAt: null };
      const due = { what: 'review_resumption' as const, on: by(rules.deadlines.reviewResumption) };
      return ok({ patch: { major: { ...major, resumption } }, due, reason: command.note });
    }
    case 'review_resumption': {
      if (!major.resumption) return no({ code: 'danger.no_resumption_pending' });
      const reviewed = { ...major.resumption, reviewedBy: accountId, reviewedAt: at };
      const reason = command.note;
      if (command.approve) {
        return ok({
          patch: { status: 'to_accept', major: { ...major, resumption: { ...reviewed, state: 'approved' } } },
          reason,
        });
      }
      const undone = {
        ...major,
        evaluatedAt: null,
        evaluatedBy: null,
        resumption: { ...reviewed, state: 'refused' as const },
      };
      return ok({ patch: { status: 'rectifying', ...backToWork(danger), major: undone }, reason });
    }
  }
}

/** A danger found to be major starts over: verified, to be assigned with five elements and the deadline of a major one. */
const upgrade = (command: DangerCommandOf<'upgrade_to_major'>, act: DangerAct, rules: DangerRules): MoveResult => {
  const criteria = [...new Set(command.criteria)];
  if (criteria.length === 0) return no({ code: 'danger.criteria_missing', field: 'criteria' });
  const unknown = rules.criteria === null ? undefined : criteria.find((code) => !rules.criteria?.has(code));
  if (unknown !== undefined)
    return no({ code: 'danger.unknown_criterion', field: 'criteria', params: { criterion: unknown } });
  return ok({
    patch: { ...startOver(act.at), level: 'major', criteria, major: EMPTY_MAJOR },
    due: { what: 'report_up', on: spanFrom(act.today, rules.deadlines.reportMajorUp, rules.calendar) },
    reason: command.reason,
  });
};

/** List at one's own level or below; a listing in force can only be taken up by a higher level. */
const list = (
  danger: DangerFacts,
  command: DangerCommandOf<'list_supervision'>,
  act: DangerAct,
  publishBy: string,
): MoveResult => {
  const { level } = command;
  if (!mayListAt(act, level)) return no({ code: 'danger.supervision_level', field: 'level', params: { level } });
  if (command.until && command.until < act.today)
    return no({ code: 'danger.until_in_past', field: 'until', params: { today: act.today } });
  const now = isListed(danger) ? danger.supervision : null;
  if (now && SUPERVISION_LEVELS.indexOf(level) <= SUPERVISION_LEVELS.indexOf(now.level)) {
    return no({ code: 'danger.already_listed', field: 'level', params: { level: now.level } });
  }
  const listed = { level, listedAt: act.at, listedBy: act.accountId, until: command.until ?? null };
  return ok({
    patch: { supervision: { ...listed, liftedAt: null, liftedBy: null } },
    due: { what: 'publish_listing', on: publishBy },
    reason: command.reason,
  });
};
