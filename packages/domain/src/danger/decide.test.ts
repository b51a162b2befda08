import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DangerDeadlines, DangerEscalation } from '../reference/index.ts';
import { actOf, COMMANDS, type Person, REPORTED } from './cases.testing.ts';
import type { DangerCommand, DangerCommandType } from './commands.ts';
import { dangerDeadline, dangerDueOn, escalationLevel, isOverdue } from './deadlines.ts';
import { decideDanger } from './decide.ts';
import type { DangerRules } from './decision.ts';
import type { DangerFacts } from './facts.ts';
import { MAJOR_CLOSING } from './guards.ts';

const payload = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../seeds/codes/reference/${file}.json`, import.meta.url), 'utf8')).payload;
const deadlines = DangerDeadlines.parse(payload('danger-deadlines'));
const escalation = DangerEscalation.parse(payload('danger-escalation'));
const calendar = { isBusinessDay: (date: string) => ![0, 6].includes(new Date(date).getUTCDay()) };
const rules: DangerRules = { deadlines, calendar, criteria: new Set(['hazchem-2017/HC-15']) };

type Step = readonly [Person, DangerCommand | DangerCommandType, string?];
const full = (command: DangerCommand | DangerCommandType): DangerCommand =>
  typeof command === 'string' ? COMMANDS[command] : command;

/** Walk a story: the danger it ends in, or the refusal of its last step. */
const walk = (start: DangerFacts, ...steps: Step[]) => {
  let danger = start;
  for (const [i, [person, command, today]] of steps.entries()) {
    const step = decideDanger(danger, full(command), actOf(person, today), rules);
    if (!step.ok) {
      expect(i, step.error.code).toBe(steps.length - 1);
      return { danger, code: step.error.code, field: step.error.field };
    }
    danger = { ...danger, ...step.value.next };
  }
  return { danger, code: null, field: undefined };
};

const ASSIGNED: Step[] = [
  ['safety', 'verify'],
  ['safety', 'assign'],
];
const TO_ACCEPT: Step[] = [...ASSIGNED, ['leader', 'start'], ['leader', 'submit_rectified']];

test('the happy path, with each column it leaves', () => {
  const { danger } = walk(REPORTED, ...TO_ACCEPT, ['safety', 'accept']);
  expect(danger).toMatchObject({
    status: 'closed',
    treatment: 'time_limited',
    assigneeId: 'leader',
    deadline: '2026-12-02',
    rectifiedBy: 'leader',
    acceptedBy: 'safety',
    closedDay: '2026-11-23',
    closedOnTime: true,
    five: { measures: 'fit a guard', responsible: 'leader', deadline: '2026-12-02' },
  });
});

test('fixed on the spot by the worker who found it, accepted by the team leader', () => {
  const spot = { ...REPORTED, treatment: 'at_once' as const };
  expect(walk(spot, ['worker', 'submit_rectified'], ['leader', 'accept']).danger.status).toBe('closed');
  expect(walk(REPORTED, ['worker', 'submit_rectified']).code).toBe('danger.not_at_once');
  const failed = walk(spot, ['worker', 'submit_rectified'], ['leader', 'fail_acceptance']).danger;
  expect(failed).toMatchObject({ status: 'rectifying', assigneeId: 'worker', rectifiedBy: null, failedAcceptances: 1 });
});

test('a reopened danger starts over and must be assigned again', () => {
  const { danger } = walk(REPORTED, ...TO_ACCEPT, ['safety', 'accept'], ['head', 'reopen', '2027-03-01']);
  expect(danger).toMatchObject({
    status: 'verified',
    reopened: 1,
    assigneeId: null,
    deadline: null,
    rectifiedBy: null,
  });
  const late = escalationLevel(danger, '2027-03-02', { deadlines, escalation }, calendar);
  expect(late).toMatchObject({ level: 0, due: { what: 'handle', on: '2027-03-03' } });
});

const REFUSALS: readonly [string, readonly Step[], string, string?][] = [
  [
    'who rectified accepts',
    [
      ['safety', 'assign'],
      ['safety', 'start'],
      ['safety', 'submit_rectified'],
      ['safety', 'accept'],
    ],
    'danger.self_acceptance',
  ],
  [
    'no photo',
    [...ASSIGNED, ['leader', 'start'], ['leader', { ...COMMANDS.submit_rectified, photoIds: [] }]],
    'danger.photo_missing',
    'photoIds',
  ],
  ['an element of five is missing', [['safety', { ...COMMANDS.assign, funds: '' }]], 'danger.five_incomplete', 'funds'],
  [
    'deadline yesterday',
    [['safety', { ...COMMANDS.assign, deadline: '2026-11-22' }]],
    'danger.deadline_in_past',
    'deadline',
  ],
  [
    'deadline too far',
    [['safety', { ...COMMANDS.assign, deadline: '2027-11-22' }]],
    'danger.deadline_too_late',
    'deadline',
  ],
  [
    'handed on with a later day',
    [...ASSIGNED, ['safety', { ...COMMANDS.assign, deadline: '2026-12-10' }]],
    'danger.deadline_needs_extension',
    'deadline',
  ],
  [
    'handed on as at once',
    [...ASSIGNED, ['safety', { ...COMMANDS.assign, treatment: 'at_once' }]],
    'danger.already_time_limited',
    'treatment',
  ],
  ['a worker assigns', [['worker', 'assign']], 'danger.not_allowed'],
  [
    'who was answerable accepts what somebody else handed in',
    [...ASSIGNED, ['leader', 'start'], ['safety', 'submit_rectified'], ['leader', 'accept']],
    'danger.self_acceptance',
  ],
  [
    'at once, then given weeks without an extension',
    [
      ['safety', { ...COMMANDS.assign, treatment: 'at_once' }],
      ['safety', { ...COMMANDS.assign, deadline: '2026-12-10' }],
    ],
    'danger.deadline_needs_extension',
    'deadline',
  ],
  ['withdrawn once verified', [...ASSIGNED.slice(0, 1), ['worker', 'withdraw']], 'danger.wrong_status'],
  [
    'closed, reopened, withdrawn',
    [...TO_ACCEPT, ['safety', 'accept'], ['head', 'reopen'], ['head', 'withdraw']],
    'danger.wrong_status',
  ],
  [
    'closed, reopened, dismissed by the firm',
    [...TO_ACCEPT, ['safety', 'accept'], ['head', 'reopen'], ['head', 'reject']],
    'danger.regulator_decides',
  ],
  [
    'the county gives more time to what the city listed',
    [
      ['head', 'upgrade_to_major'],
      ['head', 'assign'],
      ['city', { ...COMMANDS.list_supervision, level: 'city' }],
      ['leader', { ...COMMANDS.request_extension, until: '2027-01-25' }],
      ['county', 'decide_extension'],
    ],
    'danger.supervision_level',
  ],
  [
    'the county hands on with a later day what the city listed',
    [
      ['head', 'upgrade_to_major'],
      ['head', 'assign'],
      ['city', { ...COMMANDS.list_supervision, level: 'city' }],
      ['county', { ...COMMANDS.assign, deadline: '2027-02-20' }],
    ],
    'danger.deadline_needs_extension',
    'deadline',
  ],
  [
    'listed until a day gone by',
    [
      ['head', 'upgrade_to_major'],
      ['county', { ...COMMANDS.list_supervision, until: '2020-01-01' }],
    ],
    'danger.until_in_past',
    'until',
  ],
  [
    "a county's department lists for the province",
    [
      ['head', 'upgrade_to_major'],
      ['department', { ...COMMANDS.list_supervision, level: 'province' }],
    ],
    'danger.supervision_level',
    'level',
  ],
  [
    'a listing made known twice',
    [
      ['head', 'upgrade_to_major'],
      ['county', 'list_supervision'],
      ['county', 'publish_listing'],
      ['county', 'publish_listing'],
    ],
    'danger.already_published',
  ],
  [
    'a lifting made known that was none',
    [
      ['head', 'upgrade_to_major'],
      ['county', 'list_supervision'],
      ['county', 'publish_lifting'],
    ],
    'danger.not_lifted',
  ],
  ['withdrawn after assignment', [...ASSIGNED, ['worker', 'withdraw']], 'danger.wrong_status'],
  ['withdrawn by somebody else', [['leader', 'withdraw']], 'danger.not_allowed'],
  [
    'extension twice',
    [...ASSIGNED, ['leader', 'request_extension'], ['leader', 'request_extension']],
    'danger.extension_pending',
  ],
  [
    'extension decided by who asked',
    [...ASSIGNED, ['head', 'request_extension'], ['head', 'decide_extension']],
    'danger.self_decision',
  ],
  [
    'extension after the deadline',
    [...ASSIGNED, ['leader', 'request_extension', '2026-12-03']],
    'danger.extension_too_late',
  ],
  [
    'extension to an earlier day',
    [...ASSIGNED, ['leader', { ...COMMANDS.request_extension, until: '2026-12-01' }]],
    'danger.extension_not_later',
    'until',
  ],
  [
    'unknown criterion',
    [['head', { ...COMMANDS.upgrade_to_major, criteria: ['x'] }]],
    'danger.unknown_criterion',
    'criteria',
  ],
  ['no criterion', [['head', { ...COMMANDS.upgrade_to_major, criteria: [] }]], 'danger.criteria_missing', 'criteria'],
  [
    'plan of five elements',
    [
      ['head', 'upgrade_to_major'],
      ['head', { ...COMMANDS.file_plan, people: undefined }],
    ],
    'danger.plan_incomplete',
    'people',
  ],
  [
    'a major danger at once',
    [
      ['head', 'upgrade_to_major'],
      ['head', { ...COMMANDS.assign, treatment: 'at_once' }],
    ],
    'danger.major_needs_time',
    'treatment',
  ],
  [
    'withdrawn once found major',
    [
      ['head', 'upgrade_to_major'],
      ['head', 'withdraw'],
    ],
    'danger.wrong_status',
  ],
  [
    'a major danger dismissed by the firm',
    [
      ['head', 'upgrade_to_major'],
      ['head', 'reject'],
    ],
    'danger.regulator_decides',
  ],
  [
    'county lists for the city',
    [
      ['head', 'upgrade_to_major'],
      ['county', { ...COMMANDS.list_supervision, level: 'city' }],
    ],
    'danger.supervision_level',
    'level',
  ],
  [
    'listed twice',
    [
      ['head', 'upgrade_to_major'],
      ['city', 'list_supervision'],
      ['county', 'list_supervision'],
    ],
    'danger.already_listed',
    'level',
  ],
  ['a general danger listed', [['county', 'list_supervision']], 'danger.not_major'],
];
test.each(REFUSALS)('%s', (_, steps, code, field) => {
  const end = walk(REPORTED, ...steps);
  expect([end.code, end.field]).toEqual([code, field]);
});

test('an extension granted moves the deadline, two are the most', () => {
  const more = (until: string): Step[] => [
    ['leader', { ...COMMANDS.request_extension, until }],
    ['safety', 'decide_extension'],
  ];
  const { danger } = walk(REPORTED, ...ASSIGNED, ...more('2026-12-10'), ...more('2026-12-20'));
  expect(danger).toMatchObject({ deadline: '2026-12-20', extension: { state: 'approved', count: 2 } });
  expect(walk(danger, ['leader', { ...COMMANDS.request_extension, until: '2026-12-30' }]).code).toBe(
    'danger.extension_used_up',
  );
});

test("a regulator's finding is judged by a regulator", () => {
  const found = { ...REPORTED, source: 'supervision' as const, reportedBy: 'county' };
  expect(walk(found, ['safety', 'reject']).code).toBe('danger.regulator_decides');
  expect(walk(found, ['head', 'withdraw']).code).toBe('danger.not_own');
  expect(walk(found, ...TO_ACCEPT, ['head', 'accept']).code).toBe('danger.regulator_decides');
  expect(walk(found, ...TO_ACCEPT, ['county', 'accept']).danger.status).toBe('closed');
});

test('a major danger is closed only when everything about it is done, and each missing part is named', () => {
  const start: Step[] = [
    ['head', 'upgrade_to_major'],
    ['head', 'limit_operation'],
    ['county', 'list_supervision'],
    ...ASSIGNED.slice(1),
  ];
  const ready = walk(REPORTED, ...start, ['leader', 'start'], ['leader', 'submit_rectified']).danger;
  const missing: (string | null)[] = [];
  let danger = ready;
  for (const fill of [
    ['head', 'file_plan'],
    ['head', 'report_up'],
    ['expert', 'evaluate_removal'],
    ['head', 'request_resumption'],
    ['county', 'review_resumption'],
    ['county', 'lift_supervision'],
  ] as const) {
    missing.push(walk(danger, ['county', 'accept']).code);
    danger = walk(danger, fill).danger;
  }
  expect([...new Set(missing)]).toEqual(MAJOR_CLOSING.map((m) => m.code));
  expect(walk(danger, ['head', 'accept']).code).toBe('danger.regulator_decides');
  expect(walk(danger, ['county', 'accept']).danger).toMatchObject({ status: 'closed', level: 'major' });
});

test('what is reported as major is not withdrawn', () => {
  expect(walk({ ...REPORTED, level: 'major' }, ['head', 'withdraw']).code).toBe('danger.major_not_withdrawable');
});

test('a department lists at the level of its reach', () => {
  const major = walk(REPORTED, ['head', 'upgrade_to_major']).danger;
  const list = (level: 'county' | 'city' | 'province', rank?: 'county' | 'city' | 'province') =>
    decideDanger(major, { type: 'list_supervision', level }, { ...actOf('department'), ...(rank && { rank }) }, rules)
      .ok;
  expect([
    list('county'),
    list('city'),
    list('city', 'city'),
    list('province', 'city'),
    list('province', 'province'),
  ]).toEqual([true, false, true, false, true]);
});

test('what was rectified offline is dated by the day it was done; the acceptance counts from the day it was heard of', () => {
  const { danger } = walk(REPORTED, ...ASSIGNED, ['leader', 'start']);
  const act = { ...actOf('leader', '2026-12-07'), doneAt: '2026-12-02T09:00:00Z' };
  const step = decideDanger(danger, COMMANDS.submit_rectified, act, rules);
  expect(step).toMatchObject({
    ok: true,
    value: { overdue: false, next: { rectifiedAt: act.doneAt, rectifiedReceivedAt: act.at } },
  });
  const handedIn = { ...danger, ...(step.ok ? step.value.next : {}) };
  expect(dangerDueOn(handedIn, deadlines, calendar)).toEqual({ what: 'accept', on: '2026-12-10' });
  expect(walk(handedIn, ['safety', 'accept', '2026-12-08']).danger).toMatchObject({ closedOnTime: true });
});

test('a failed evaluation and a refused resumption go back to work', () => {
  const steps: Step[] = [
    ['head', 'upgrade_to_major'],
    ['head', 'limit_operation'],
    ['head', 'assign'],
    ['leader', 'start'],
    ['leader', 'submit_rectified'],
  ];
  const failed = walk(REPORTED, ...steps, ['expert', { ...COMMANDS.evaluate_removal, passed: false }]).danger;
  expect(failed).toMatchObject({ status: 'rectifying', failedAcceptances: 1, rectifiedBy: null });
  const refused = walk(
    REPORTED,
    ...steps,
    ['expert', 'evaluate_removal'],
    ['head', 'request_resumption'],
    ['county', { ...COMMANDS.review_resumption, approve: false }],
  ).danger;
  expect(refused).toMatchObject({
    status: 'rectifying',
    major: { evaluatedAt: null, resumption: { state: 'refused' } },
  });
});

test('regrading is asked for exactly when openness or level changes', () => {
  const effects = (danger: DangerFacts, command: DangerCommandType, person: Person) => {
    const step = decideDanger(danger, full(command), actOf(person), rules);
    return step.ok && step.value.effects.some((e) => e.type === 'regrade_risk');
  };
  expect(effects(REPORTED, 'verify', 'safety')).toBe(false);
  expect(effects(REPORTED, 'upgrade_to_major', 'safety')).toBe(true);
  expect(effects(walk(REPORTED, ...TO_ACCEPT).danger, 'accept', 'safety')).toBe(true);
});

test('deadlines, overdue days and the ladder', () => {
  const at = (level: 'general' | 'major', treatment: 'at_once' | 'time_limited') =>
    dangerDeadline({ level, treatment }, '2026-11-23', deadlines, calendar);
  expect(at('general', 'at_once')).toEqual({ usual: '2026-11-23', latest: '2026-11-24' });
  expect(at('general', 'time_limited')).toEqual({ usual: '2026-12-02', latest: '2027-01-04' });
  expect(at('major', 'time_limited')).toEqual({ usual: '2027-01-22', latest: '2027-11-23' });
  const danger = walk(REPORTED, ...ASSIGNED).danger;
  const level = (today: string) => escalationLevel(danger, today, { deadlines, escalation }, calendar).level;
  expect(['2026-12-02', '2026-12-03', '2026-12-06', '2026-12-07', '2026-12-11', '2026-12-23'].map(level)).toEqual([
    0, 1, 1, 2, 3, 4,
  ]);
  expect(isOverdue(danger, '2026-12-02')).toBe(false);
  expect(isOverdue(danger, '2026-12-03')).toBe(true);
  const submitted = { ...danger, status: 'to_accept' as const, rectifiedAt: '2026-12-02T15:59:00Z' };
  expect(isOverdue(submitted, '2026-12-30')).toBe(false);
  expect(isOverdue({ ...submitted, rectifiedAt: '2026-12-02T16:00:00Z' }, '2026-12-30')).toBe(true);
  expect(isOverdue({ ...danger, status: 'withdrawn' }, '2026-12-30')).toBe(false);
});
