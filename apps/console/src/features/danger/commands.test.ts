import type { DangerView } from '@yufang/contract/danger';
import { DANGER_COMMANDS, DangerCommand, type DangerCommandType } from '@yufang/domain';
import { expect, test } from 'vitest';
import { COMMAND_FIELDS, nextCommand } from './commands.ts';
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
      .filter((f) => f.needed === true || f.neededIf?.is === treatment)
      .map((f) => f.name);
    const five = ['measures', 'funds', 'contingency'];
    expect(asked).toEqual(['treatment', 'assigneeId', 'deadline', ...(treatment === 'time_limited' ? five : [])]);
  }
});
