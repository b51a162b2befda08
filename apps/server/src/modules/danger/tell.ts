import type { NoticeUrgency } from '@yufang/contract';
import { type Audience, type DangerFacts, REGION_ROLES, type Role } from '@yufang/domain';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { dangerAudience, type NoticeRole, nearestSupervisors, OFFICER_OF } from '../notice/audience.ts';
import type { Telling } from '../notice/write.ts';
import { type DangerRecord, factsOf } from './facts.ts';

/** Commands after which somebody has to act, and those that are grave by themselves. The rest is to know. */
const URGENCY: Readonly<Record<string, NoticeUrgency>> = {
  assign: 'action',
  request_extension: 'action',
  submit_rectified: 'action',
  fail_acceptance: 'action',
  reopen: 'action',
  request_resumption: 'action',
  upgrade_to_major: 'urgent',
  limit_operation: 'urgent',
  report_up: 'urgent',
  list_supervision: 'urgent',
};

const paramsOf = (row: DangerRecord) => ({
  number: row.number,
  name: row.name,
  level: row.level,
  status: row.status,
  deadline: row.deadline,
  due: row.due_on,
});

const base = (row: DangerRecord, topic: string, urgency: NoticeUrgency) => ({
  topic: `hidden_danger.${topic}`,
  urgency,
  entity: 'hidden_danger',
  entityId: row.id,
  params: paramsOf(row),
});

/** Who is told of a command: the rule table's audience, resolved on the danger as it was and as it is now. */
export function tellCommand(
  row: DangerRecord,
  what: {
    command: string;
    audience: readonly Audience[];
    was: DangerFacts;
    is: DangerFacts;
    dims: EnterpriseDims;
    actor: string;
  },
): Telling[] {
  const was = dangerAudience(what.audience, what.was, what.dims);
  const is = dangerAudience(what.audience, what.is, what.dims);
  const accounts = [...was.accounts, ...is.accounts];
  const roles = [...was.roles, ...is.roles];
  return [{ ...base(row, what.command, URGENCY[what.command] ?? 'info'), accounts, roles }];
}

/**
 * Who is told of a new danger: who answers for the risk it sprang from, the level above and those who manage the enterprise; of a major one, or one found
 * from outside, everybody nearest.
 */
export function tellReport(row: DangerRecord, dims: EnterpriseDims): Telling[] {
  const major = row.level === 'major';
  const outside = row.source === 'supervision' || row.source === 'public_report';
  const roles: NoticeRole[] = ['team_leader', 'safety_officer'];
  if (major || outside) roles.push('enterprise_head');
  if (major) roles.push(...nearestSupervisors(dims));
  const linked = row.unit_id !== null || row.event_id !== null || row.measure_id !== null;
  const dutyOf = { unitId: row.unit_id, eventId: row.event_id, measureId: row.measure_id };
  return [{ ...base(row, 'report', major ? 'urgent' : 'action'), roles, ...(linked && { dutyOf }) }];
}

const ENTERPRISE_SIDE: readonly Role[] = ['team_leader', 'safety_officer', 'enterprise_head', 'post_worker'];
const isNoticeRole = (role: Role): role is NoticeRole => !role.endsWith('_admin');

/**
 * Who is told of what time has brought: the duty holder when it falls overdue, each rung's roles, and whoever let another due slip.
 * Read off any change, for a command may be the first to see that a day has passed.
 */
export function tellTime(
  row: DangerRecord,
  moved: {
    readonly fellOverdue: boolean;
    readonly climbed: boolean;
    readonly rungRoles: readonly Role[];
    readonly late: readonly string[];
  },
  dims: EnterpriseDims,
): Telling[] {
  const tellings: Telling[] = [];
  const nearest = nearestSupervisors(dims);
  if (moved.fellOverdue)
    tellings.push({ ...base(row, 'overdue', 'urgent'), accounts: [row.assignee_id], roles: ['safety_officer'] });
  if (moved.climbed) {
    const roles = moved.rungRoles
      .filter(isNoticeRole)
      .filter((r) => ENTERPRISE_SIDE.includes(r) || REGION_ROLES.some((x) => x === r) || nearest.includes(r));
    tellings.push({
      ...base(row, 'escalate', 'urgent'),
      accounts: [row.assignee_id],
      roles,
      alone: row.level === 'major',
    });
  }
  for (const due of moved.late) {
    // Making a listing known is theirs who listed.
    const roles: NoticeRole[] = due === 'report_up' ? ['enterprise_head', 'safety_officer', ...nearest] : [...nearest];
    const listedAt = due.startsWith('publish_') ? factsOf(row).supervision?.level : undefined;
    if (listedAt) roles.push(OFFICER_OF[listedAt]);
    if (due === 'decide_extension') roles.push('safety_officer', 'enterprise_head');
    tellings.push({ ...base(row, `late_${due}`, 'urgent'), roles, alone: row.level === 'major' });
  }
  return tellings;
}
