import { ENTERPRISE_MANAGERS, ENTERPRISE_ROLES } from '../org/vocabulary.ts';
import type { DangerCommandType } from './commands.ts';
import type { DangerActor, DangerFacts } from './facts.ts';
import * as g from './guards.ts';
import { type DangerStatus, OPEN_DANGER_STATUSES } from './vocabulary.ts';

/** In what capacity somebody may act: by role, or by relation to this danger. */
export type Grant =
  | 'manager'
  | 'team_leader'
  | 'expert'
  | 'regulator'
  | 'supervisor'
  | 'assignee'
  | 'reporter'
  | 'reporter_on_the_spot';

/** Who is told of a step, resolved by the server to people. */
export type Audience = 'assignee' | 'reporter' | 'rectifier' | 'requester' | 'managers' | 'county' | 'supervisor';

/** One row of the loop; `to` empty = the status stays, several = the content decides. */
export type DangerStep = {
  readonly from: readonly DangerStatus[];
  readonly to: readonly DangerStatus[];
  readonly who: readonly Grant[];
  readonly guards: readonly g.Guard[];
  readonly tells: readonly Audience[];
};

const SIDE: readonly Grant[] = ['manager', 'regulator'];
const JUDGES: readonly Grant[] = ['manager', 'team_leader', 'regulator'];
const HANDS: readonly Grant[] = ['assignee', 'manager'];
const JUDGED = [g.notTheRectifier, g.judgedByItsSide, g.majorAboveTeam];
const OPEN: readonly DangerStatus[] = OPEN_DANGER_STATUSES;
const step = (
  from: readonly DangerStatus[],
  to: readonly DangerStatus[],
  who: readonly Grant[],
  guards: readonly g.Guard[],
  tells: readonly Audience[],
): DangerStep => ({ from, to, who, guards, tells });

/** The whole closed loop in one table: from where, to where, by whom, under which conditions, telling whom (`workflow.json`). */
export const DANGER_STEPS: Readonly<Record<DangerCommandType, DangerStep>> = {
  verify: step(['reported'], ['verified'], [...JUDGES, 'expert'], [], ['reporter', 'managers']),
  reject: step(
    ['reported', 'verified'],
    ['invalid'],
    SIDE,
    [g.judgedByItsSide, g.majorDismissedByRegulator, g.reopenedDismissedByRegulator],
    ['reporter'],
  ),
  assign: step(['reported', 'verified', 'assigned', 'rectifying'], ['assigned'], JUDGES, [], ['assignee', 'reporter']),
  start: step(['assigned'], ['rectifying'], HANDS, [], ['managers']),
  request_extension: step(
    ['assigned', 'rectifying'],
    [],
    HANDS,
    [g.hasDeadline, g.noExtensionPending],
    ['managers', 'supervisor'],
  ),
  decide_extension: step(
    ['assigned', 'rectifying'],
    [],
    SIDE,
    [g.extensionPending, g.judgedByItsSide, g.decidesAtListedLevel],
    ['requester', 'assignee'],
  ),
  submit_rectified: step(
    ['reported', 'verified', 'assigned', 'rectifying'],
    ['to_accept'],
    [...HANDS, 'team_leader', 'reporter_on_the_spot'],
    [g.onTheSpotOrStarted],
    ['managers', 'reporter', 'supervisor'],
  ),
  accept: step(
    ['to_accept'],
    ['closed'],
    JUDGES,
    [...JUDGED, g.majorExtrasDone],
    ['reporter', 'assignee', 'rectifier', 'managers'],
  ),
  fail_acceptance: step(['to_accept'], ['rectifying'], JUDGES, JUDGED, ['assignee', 'rectifier', 'managers']),
  reopen: step(['closed', 'invalid'], ['verified'], SIDE, [], ['managers', 'reporter', 'assignee']),
  withdraw: step(['reported'], ['withdrawn'], ['reporter', 'manager'], [g.ownGeneralDanger], ['managers', 'reporter']),
  upgrade_to_major: step(OPEN, ['verified'], [...SIDE, 'expert'], [g.isGeneral], ['managers', 'assignee', 'county']),
  limit_operation: step(OPEN, [], SIDE, [g.isMajor, g.notLimitedYet], ['managers', 'county']),
  report_up: step(OPEN, [], SIDE, [g.isMajor, g.notReportedUp], ['county']),
  file_plan: step(OPEN, [], ['manager', 'expert'], [g.isMajor], ['county', 'supervisor']),
  list_supervision: step(OPEN, [], ['supervisor'], [g.isMajor, g.listableYet], ['managers', 'county']),
  lift_supervision: step(
    ['to_accept'],
    [],
    ['supervisor'],
    [g.isMajor, g.listedNow, g.liftsAtItsLevel, g.isEvaluated],
    ['managers', 'county'],
  ),
  publish_listing: step(OPEN, [], ['supervisor'], [g.isMajor, g.listingUnpublished, g.liftsAtItsLevel], ['managers']),
  publish_lifting: step(
    [...OPEN, 'closed'],
    [],
    ['supervisor'],
    [g.isMajor, g.liftingUnpublished, g.liftsAtItsLevel],
    ['managers'],
  ),
  evaluate_removal: step(
    ['to_accept'],
    ['to_accept', 'rectifying'],
    [...SIDE, 'expert'],
    [g.isMajor, g.notTheRectifier],
    ['managers', 'supervisor'],
  ),
  request_resumption: step(
    ['to_accept'],
    [],
    ['manager'],
    [g.isMajor, g.isLimited, g.isEvaluated, g.noResumptionYet],
    ['county'],
  ),
  review_resumption: step(
    ['to_accept'],
    ['to_accept', 'rectifying'],
    ['regulator'],
    [g.isMajor, g.resumptionPending],
    ['managers', 'requester'],
  ),
};

const inEnterprise = ({ role }: DangerActor): boolean => ENTERPRISE_ROLES.some((r) => r === role);

/** Whether somebody has a capacity towards this danger. Relations count for people of the enterprise only. */
export const GRANTS: Readonly<Record<Grant, (danger: DangerFacts, actor: DangerActor) => boolean>> = {
  manager: (_, a) => ENTERPRISE_MANAGERS.some((r) => r === a.role),
  team_leader: (_, a) => a.role === 'team_leader',
  expert: (_, a) => a.role === 'expert',
  regulator: (_, a) => g.isRegulator(a.role),
  supervisor: (_, a) => g.mayListAt(a, 'county'),
  assignee: (d, a) => inEnterprise(a) && d.assigneeId === a.accountId,
  reporter: (d, a) => inEnterprise(a) && d.reportedBy === a.accountId,
  reporter_on_the_spot: (d, a) =>
    inEnterprise(a) && d.reportedBy === a.accountId && (d.status === 'reported' || d.status === 'verified'),
};
