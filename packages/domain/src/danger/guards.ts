import { REGULATOR_ROLES, type Role } from '../org/vocabulary.ts';
import type { Refusal } from '../result.ts';
import type { DangerActor, DangerFacts } from './facts.ts';
import { SUPERVISION_LEVELS, type SupervisionLevel } from './vocabulary.ts';

/** A condition beyond status and role, known before the command's content is: a refusal, or null if it holds. */
export type Guard = (danger: DangerFacts, actor: DangerActor) => Refusal | null;

/** True for those who supervise from outside the enterprise. */
export const isRegulator = (role: Role): boolean => REGULATOR_ROLES.some((r) => r === role);

/** Listed for supervision now. */
export const isListed = (danger: Pick<DangerFacts, 'supervision'>): boolean =>
  danger.supervision !== null && danger.supervision.liftedAt === null;

/** Found by a regulator or the public, or ever listed: the enterprise may treat it but not judge it. */
export const isRegulatorsDanger = (danger: Pick<DangerFacts, 'source' | 'supervision'>): boolean =>
  danger.source === 'supervision' || danger.source === 'public_report' || danger.supervision !== null;

const when = (holds: boolean, refusal: Refusal): Refusal | null => (holds ? null : refusal);

/**
 * Whoever rectified does not judge it (standards.md §9 [D]), nor does who was answerable for it: else the assignee has somebody press the button.
 * Without a known rectifier nobody can be told apart.
 */
export const notTheRectifier: Guard = (d, actor) =>
  d.rectifiedBy === null
    ? { code: 'danger.no_rectifier' }
    : when(d.rectifiedBy !== actor.accountId && d.assigneeId !== actor.accountId, { code: 'danger.self_acceptance' });

/** Found by a regulator or the public: judged by a regulator. */
export const judgedByItsSide: Guard = (d, actor) =>
  when(!isRegulatorsDanger(d) || isRegulator(actor.role), { code: 'danger.regulator_decides' });

/** A major danger is dismissed by a regulator only. */
export const majorDismissedByRegulator: Guard = (d, actor) =>
  when(d.level === 'general' || isRegulator(actor.role), { code: 'danger.regulator_decides' });

/** What was treated once and came back is not dismissed by the enterprise: it would take a danger found and closed out of the figures. */
export const reopenedDismissedByRegulator: Guard = (d, actor) =>
  when(d.reopened === 0 || isRegulator(actor.role), { code: 'danger.regulator_decides' });

/** A team leader judges general dangers, not major ones. */
export const majorAboveTeam: Guard = (d, actor) =>
  when(d.level === 'general' || actor.role !== 'team_leader', {
    code: 'danger.not_allowed',
    params: { role: actor.role },
  });

/** Withdrawal is for the enterprise's own general dangers: the rest would be a way to hide. */
export const ownGeneralDanger: Guard = (d) =>
  isRegulatorsDanger(d)
    ? { code: 'danger.not_own' }
    : when(d.level === 'general', { code: 'danger.major_not_withdrawable' });

/** From `reported` or `verified` one submits only what is fixed on the spot: general and at once. */
export const onTheSpotOrStarted: Guard = (d) => {
  if (d.status === 'rectifying') return null;
  return when(d.treatment === 'at_once' && d.level === 'general', { code: 'danger.not_at_once' });
};

export const isGeneral: Guard = (d) => when(d.level === 'general', { code: 'danger.already_major' });
export const isMajor: Guard = (d) => when(d.level === 'major', { code: 'danger.not_major' });

export const hasDeadline: Guard = (d) => when(d.deadline !== null, { code: 'danger.no_deadline' });
export const noExtensionPending: Guard = (d) =>
  when(d.extension?.state !== 'pending', { code: 'danger.extension_pending' });
export const extensionPending: Guard = (d, actor) =>
  d.extension?.state !== 'pending'
    ? { code: 'danger.no_extension_pending' }
    : when(d.extension.requestedBy !== actor.accountId, { code: 'danger.self_decision' });

/** Everything a major danger must have done before its acceptance, in the order in which one is told. */
export const MAJOR_CLOSING = [
  { code: 'danger.plan_missing', holds: (d: DangerFacts) => d.major?.plan != null },
  { code: 'danger.not_reported_up', holds: (d: DangerFacts) => d.major?.reportedUpAt != null },
  { code: 'danger.not_evaluated', holds: (d: DangerFacts) => d.major?.evaluatedAt != null },
  {
    code: 'danger.not_resumed',
    holds: (d: DangerFacts) => d.major?.limitedAt == null || d.major.resumption?.state === 'approved',
  },
  { code: 'danger.still_listed', holds: (d: DangerFacts) => !isListed(d) },
] as const;

/** A general danger passes; a major one is refused with the first of {@link MAJOR_CLOSING} that is missing. */
export const majorExtrasDone: Guard = (d) => {
  const missing = d.level === 'major' ? MAJOR_CLOSING.find((extra) => !extra.holds(d)) : undefined;
  return missing ? { code: missing.code } : null;
};

export const notReportedUp: Guard = (d) => when(d.major?.reportedUpAt == null, { code: 'danger.already_reported_up' });
export const notLimitedYet: Guard = (d) => when(d.major?.limitedAt == null, { code: 'danger.already_limited' });
export const isEvaluated: Guard = (d) => when(d.major?.evaluatedAt != null, { code: 'danger.not_evaluated' });
export const isLimited: Guard = (d) => when(d.major?.limitedAt != null, { code: 'danger.not_limited' });
export const listedNow: Guard = (d) => when(isListed(d), { code: 'danger.not_listed' });
export const noResumptionYet: Guard = (d) =>
  when(d.major?.resumption == null || d.major.resumption.state === 'refused', { code: 'danger.resumption_requested' });
export const resumptionPending: Guard = (d) =>
  when(d.major?.resumption?.state === 'pending', { code: 'danger.no_resumption_pending' });

const RANK_OF_ROLE: Partial<Record<Role, SupervisionLevel>> = {
  county_officer: 'county',
  city_officer: 'city',
  province_officer: 'province',
};

/** True if this person may list, lift and decide at that level: the own one and those below. A department's officer stands at the level of its reach. */
export const mayListAt = (actor: DangerActor, level: SupervisionLevel): boolean => {
  const own = actor.role === 'department_officer' ? (actor.rank ?? 'county') : RANK_OF_ROLE[actor.role];
  return own !== undefined && SUPERVISION_LEVELS.indexOf(level) <= SUPERVISION_LEVELS.indexOf(own);
};

/** The levels at which this person may list the danger now, lowest first: up to the own one and above a listing in force. */
export const listableLevels = (danger: DangerFacts, actor: DangerActor): readonly SupervisionLevel[] => {
  const now = isListed(danger) ? danger.supervision : null;
  return SUPERVISION_LEVELS.filter(
    (level, rank) => mayListAt(actor, level) && (now === null || rank > SUPERVISION_LEVELS.indexOf(now.level)),
  );
};

/** A listing in force is taken up by a higher level only: whoever stands at its level or below has nothing left to list. */
export const listableYet: Guard = (d, actor) =>
  when(!isListed(d) || d.supervision === null || listableLevels(d, actor).length > 0, {
    code: 'danger.already_listed',
    field: 'level',
    params: { level: d.supervision?.level ?? '' },
  });

/** Whoever listed, or someone above, lifts. */
export const liftsAtItsLevel: Guard = (d, actor) =>
  when(d.supervision === null || mayListAt(actor, d.supervision.level), { code: 'danger.supervision_level' });

/** While a danger is listed, a regulator below the level that listed it gives no more time. */
export const decidesAtListedLevel = (d: Pick<DangerFacts, 'supervision'>, actor: DangerActor): Refusal | null =>
  when(!isListed(d) || d.supervision === null || mayListAt(actor, d.supervision.level), {
    code: 'danger.supervision_level',
  });

export const listingUnpublished: Guard = (d) =>
  isListed(d) ? when(!d.supervision?.publishedAt, { code: 'danger.already_published' }) : { code: 'danger.not_listed' };
export const liftingUnpublished: Guard = (d) =>
  d.supervision?.liftedAt
    ? when(!d.supervision.liftingPublishedAt, { code: 'danger.already_published' })
    : { code: 'danger.not_lifted' };
