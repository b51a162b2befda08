import { type Audience, type DangerFacts, type Role, regionLevel, type SupervisionLevel } from '@yufang/domain';
import type { EnterpriseDims } from '../../platform/db/actor.ts';

/** The level at which an officer of a place stands. */
export const reachOf = (code: string): SupervisionLevel => {
  const level = regionLevel(code);
  return level === 'province' || level === 'city' ? level : 'county';
};

/** Roles that notices are addressed to. */
export type NoticeRole = Exclude<Role, 'system_admin' | 'security_admin' | 'audit_admin'>;

/** The officers of the level that listed a danger. */
export const OFFICER_OF: Readonly<Record<SupervisionLevel, NoticeRole>> = {
  county: 'county_officer',
  city: 'city_officer',
  province: 'province_officer',
};

/** The supervisors nearest to an enterprise: its county, its department unless that is the emergency one, its park if it is in one. */
export const nearestSupervisors = (dims: EnterpriseDims): readonly NoticeRole[] => [
  'county_officer',
  ...(dims.sector === 'emergency' ? [] : (['department_officer'] as const)),
  ...(dims.parkId === null ? [] : (['park_officer'] as const)),
];

/** What the rule table's audiences mean for one danger: accounts and roles. `danger` as it was before the command. */
export function dangerAudience(
  audiences: readonly Audience[],
  danger: Pick<
    DangerFacts,
    'assigneeId' | 'reportedBy' | 'rectifiedBy' | 'extension' | 'major' | 'supervision' | 'level'
  >,
  dims: EnterpriseDims,
): { accounts: (string | null)[]; roles: NoticeRole[] } {
  const accounts: (string | null)[] = [];
  const roles: NoticeRole[] = [];
  for (const audience of audiences) {
    if (audience === 'assignee') accounts.push(danger.assigneeId);
    if (audience === 'reporter') accounts.push(danger.reportedBy);
    if (audience === 'rectifier') accounts.push(danger.rectifiedBy);
    if (audience === 'requester') {
      if (danger.extension?.state === 'pending') accounts.push(danger.extension.requestedBy);
      if (danger.major?.resumption?.state === 'pending') accounts.push(danger.major.resumption.requestedBy);
    }
    if (audience === 'managers') {
      roles.push('safety_officer');
      if (danger.level === 'major') roles.push('enterprise_head');
    }
    if (audience === 'county') roles.push(...nearestSupervisors(dims));
    if (audience === 'supervisor' && danger.supervision && danger.supervision.liftedAt === null) {
      roles.push(OFFICER_OF[danger.supervision.level]);
    }
  }
  return { accounts, roles };
}
