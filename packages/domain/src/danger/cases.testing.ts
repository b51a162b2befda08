import type { Role } from '../org/vocabulary.ts';
import type { DangerCommand, DangerCommandType } from './commands.ts';
import type { DangerAct, DangerFacts } from './facts.ts';

/** A general danger that a worker reported a moment ago. For tests. */
export const REPORTED: DangerFacts = {
  status: 'reported',
  level: 'general',
  treatment: null,
  source: 'daily',
  reportedBy: 'worker',
  reportedAt: '2026-11-23T01:00:00Z',
  assigneeId: null,
  rectifiedBy: null,
  rectifiedAt: null,
  deadline: null,
  extension: null,
  supervision: null,
  major: null,
  failedAcceptances: 0,
  reopened: 0,
};

/** The people of the tests; `leader` and `other` are two team leaders. */
export const PERSONS = [
  'worker',
  'leader',
  'other',
  'safety',
  'head',
  'expert',
  'county',
  'city',
  'park',
  'department',
  'audit',
] as const;
export type Person = (typeof PERSONS)[number];

/** Each of them has one role. */
export const PEOPLE: Readonly<Record<Person, Role>> = {
  worker: 'post_worker',
  leader: 'team_leader',
  other: 'team_leader',
  safety: 'safety_officer',
  head: 'enterprise_head',
  expert: 'expert',
  county: 'county_officer',
  city: 'city_officer',
  park: 'park_officer',
  department: 'department_officer',
  audit: 'audit_admin',
};

/** An act of one of them on Monday 23 November 2026, or the day given. */
export const actOf = (person: Person, today = '2026-11-23'): DangerAct => ({
  accountId: person,
  role: PEOPLE[person],
  at: `${today}T02:00:00Z`,
  today,
});

const PHOTO = '0196f000-0000-7000-8000-000000000001';

/** A well-filled command of each type, valid in the week of the tests. */
export const COMMANDS: { readonly [T in DangerCommandType]: Extract<DangerCommand, { type: T }> } = {
  verify: { type: 'verify' },
  reject: { type: 'reject', reason: 'not a danger' },
  assign: {
    type: 'assign',
    treatment: 'time_limited',
    assigneeId: 'leader',
    measures: 'fit a guard',
    funds: '500 yuan',
    contingency: 'press stopped meanwhile',
  },
  start: { type: 'start' },
  request_extension: { type: 'request_extension', until: '2026-12-20', reason: 'part on order' },
  decide_extension: { type: 'decide_extension', approve: true },
  submit_rectified: { type: 'submit_rectified', note: 'guard fitted', photoIds: [PHOTO] },
  accept: { type: 'accept' },
  fail_acceptance: { type: 'fail_acceptance', reason: 'loose' },
  reopen: { type: 'reopen', reason: 'came off again' },
  withdraw: { type: 'withdraw', reason: 'reported twice' },
  upgrade_to_major: { type: 'upgrade_to_major', criteria: ['hazchem-2017/HC-15'] },
  limit_operation: { type: 'limit_operation', mode: 'stop', scope: 'unit 3' },
  report_up: { type: 'report_up', situation: 'valve stuck', analysis: 'hard' },
  file_plan: { type: 'file_plan', goals: 'a', methods: 'b', resources: 'c', people: 'd', timeline: 'e', safety: 'f' },
  list_supervision: { type: 'list_supervision', level: 'county' },
  lift_supervision: { type: 'lift_supervision', reason: 'removed' },
  publish_listing: { type: 'publish_listing', where: 'county gazette' },
  publish_lifting: { type: 'publish_lifting', where: 'county gazette' },
  evaluate_removal: { type: 'evaluate_removal', passed: true, evaluators: 'three experts' },
  request_resumption: { type: 'request_resumption' },
  review_resumption: { type: 'review_resumption', approve: true },
};
