import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskIdOf, windowOfTask } from './task-id.ts';

const window = fc.integer({ min: 1_500_000_000, max: 4_000_000_000 }).map((s) => new Date(s * 1000).toISOString());

test('the same item and window give the same id, as text or as a date', () => {
  const id = taskIdOf('0198C1B2-0000-7000-8000-0000000000ff', '2026-11-23T00:00:00Z');
  expect(id).toBe(taskIdOf('0198c1b2-0000-7000-8000-0000000000ff', new Date('2026-11-23T08:00:00+08:00')));
  expect(id).toMatch(/^0198c1b2-0000-7000-8000-[0-9a-f]{12}$/);
});

test('two items never share an id in one window; two windows never share one of an item', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), window, window, (a, b, w, v) => {
      expect(taskIdOf(a, w) === taskIdOf(b, w)).toBe(a === b);
      expect(taskIdOf(a, w) === taskIdOf(a, v)).toBe(w === v);
    }),
  );
});

test('the window can be read back with the item, not with another one', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), window, (a, b, w) => {
      expect(windowOfTask(a, taskIdOf(a, w))).toEqual(new Date(w));
      fc.pre(a.slice(0, 24) !== b.slice(0, 24));
      expect(windowOfTask(b, taskIdOf(a, w))).toBeNull();
    }),
  );
});
