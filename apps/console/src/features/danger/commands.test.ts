import type { DangerView } from '@yufang/contract/danger';
import { DANGER_COMMANDS, DangerCommand, type DangerCommandType } from '@yufang/domain';
import { expect, test } from 'vitest';
import { COMMAND_FIELDS, choicesOf, deadlineAfter, firstTreatment, nextCommand } from './commands.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

const at = (path: string, tree: unknown): unknown =>
  path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], tree);

test('every command has its words, and asks for nothing that the contract does not know', () => {
  for (const type of DANGER_COMMANDS) {
    const option = DangerCommand.options.find((o) => o.shape.type.value === type);
    const known = Object.keys(option?.shape ?? {});
    for (const { text } of [zh, en]) {
      expect(at(`command.${type}`, text), type).toBeTypeOf('string');
      expect(at(`did.${type}`, text), type).toBeTypeOf('string');
      for (const field of COMMAND_FIELDS[type]) {
        const label = (field.label ?? `danger.field.${field.name}`).replace('danger.', '');
        expect(at(label, text), label).toBeTypeOf('string');
      }
    }
    for (const field of COMMAND_FIELDS[type]) expect(known, type).toContain(field.name);
  }
});

const danger = (given: Partial<DangerView>): DangerView =>
  ({ status: 'reported', treatment: null, missing: [], allowed: [], ...given }) as DangerView;
const all = [...DANGER_COMMANDS];

test.each<[Partial<DangerView>, DangerCommandType | null]>([
  [{ allowed: [] }, null],
  [{ allowed: ['verify', 'assign', 'withdraw'] }, 'verify'],
  [{ status: 'verified', allowed: ['assign', 'reject'] }, 'assign'],
  [{ status: 'assigned', allowed: ['start', 'assign'] }, 'start'],
  [{ status: 'rectifying', allowed: ['submit_rectified', 'request_extension'] }, 'submit_rectified'],
  [{ status: 'rectifying', allowed: ['decide_extension', 'assign'] }, 'decide_extension'],
  [{ status: 'rectifying', allowed: ['assign'] }, null],
  [{ status: 'reported', treatment: 'at_once', allowed: ['submit_rectified', 'withdraw'] }, 'submit_rectified'],
  [{ status: 'to_accept', missing: ['danger.not_evaluated'], allowed: ['evaluate_removal'] }, 'evaluate_removal'],
  [{ status: 'to_accept', allowed: ['evaluate_removal', 'accept', 'fail_acceptance'] }, 'accept'],
  [{ status: 'closed', allowed: ['reopen'] }, null],
  [{ status: 'verified', missing: ['danger.plan_missing'], allowed: all }, 'decide_extension'],
])('%o: the one next act is %s', (given, next) => {
  expect(nextCommand(danger(given))).toBe(next);
});

test('an assignment asks for what the rules refuse it without, treatment by treatment', () => {
  for (const treatment of ['time_limited', 'at_once']) {
    const asked = COMMAND_FIELDS.assign
      .filter((f) => f.needed === true || f.neededFor === treatment)
      .map((f) => f.name);
    const five = ['measures', 'funds', 'contingency'];
    expect(asked).toEqual(['treatment', 'assigneeId', 'deadline', ...(treatment === 'time_limited' ? five : [])]);
  }
});

const day = (usual: string, latest: string) => ({ usual, latest });
const both = { time_limited: day('2026-12-02', '2026-12-22'), at_once: day('2026-11-23', '2026-11-24') };

test('an assignment offers the treatments and levels that can succeed, and begins with one of them', () => {
  const choices = (type: 'assign' | 'list_supervision', given: Partial<DangerView>) =>
    COMMAND_FIELDS[type].flatMap((f) => choicesOf(f, danger(given)).map((o) => o.value));
  const { time_limited } = both;
  expect(choices('assign', { proposals: both })).toEqual(['time_limited', 'at_once']);
  expect(choices('assign', { proposals: { time_limited } })).toEqual(['time_limited']);
  expect(choices('list_supervision', { listableLevels: ['city'] })).toEqual(['city']);
  expect(firstTreatment(danger({ treatment: 'at_once', proposals: both }))).toBe('at_once');
  expect(firstTreatment(danger({ treatment: 'at_once', proposals: { time_limited } }))).toBe('time_limited');
  expect(firstTreatment(danger({ proposals: both }))).toBe('time_limited');
});

test('the deadline follows the treatment; a typed day stays where it fits', () => {
  const d = danger({ proposals: both });
  expect(deadlineAfter(d, 'at_once', '2026-12-02')).toBe('2026-11-23');
  expect(deadlineAfter(d, 'time_limited', '2026-11-23')).toBe('2026-12-02');
  expect(deadlineAfter(d, 'at_once', '2026-12-10')).toBe('2026-11-23');
  expect(deadlineAfter(d, 'time_limited', '2026-12-10')).toBe('2026-12-10');
  expect(deadlineAfter(d, 'at_once', undefined)).toBe('2026-11-23');
});
