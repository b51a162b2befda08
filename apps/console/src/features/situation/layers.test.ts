import { expect, test } from 'vitest';
import { LAYER_VALUES, TINTS, tintSteps } from './layers.ts';

test('worse is darker, equal is equal, unknown is paper', () => {
  const steps = tintSteps(
    new Map([
      ['a', 0],
      ['b', 5],
      ['c', 5],
      ['d', 90],
      ['e', null],
    ]),
    true,
  );
  expect(steps.get('a')).toBe(1);
  expect(steps.get('b')).toBe(steps.get('c'));
  expect(steps.get('d')).toBe(TINTS.length - 1);
  expect(steps.get('e')).toBe(0);
});

test('where less is worse the order turns', () => {
  const steps = tintSteps(
    new Map([
      ['a', 0.2],
      ['b', 0.9],
    ]),
    false,
  );
  expect(steps.get('a')).toBeGreaterThan(steps.get('b') ?? 9);
});

test('a share of nothing is unknown, not zero', () => {
  expect(LAYER_VALUES.tasks.value({})).toBeNull();
  expect(LAYER_VALUES.tasks.value({ tasks_due_7d: 4, tasks_done_7d: 3 })).toBe(0.75);
});
