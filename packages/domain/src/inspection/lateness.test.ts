import { expect, test } from 'vitest';
import { escalationTier, TaskEscalation } from './escalation.ts';
import { overdueHours, taskStateAt } from './task-state.ts';

const rules = TaskEscalation.parse({
  steps: [
    { tier: 'post', afterHours: 0 },
    { tier: 'team', afterHours: 8 },
    { tier: 'workshop', afterHours: 24 },
    { tier: 'company', afterHours: 48 },
    { tier: 'county', afterHours: 72 },
  ],
  certainty: 'design_default',
  source: 'test',
});

test.each([
  [0, null],
  [0.1, 'post'],
  [7.9, 'post'],
  [8, 'team'],
  [24, 'workshop'],
  [71.9, 'company'],
  [500, 'county'],
])('%s hours overdue: %s', (hours, tier) => expect(escalationTier(hours, rules)).toBe(tier));

test("a company's own task does not go down to a post", () => {
  expect(escalationTier(1, rules, 'company')).toBe('company');
  expect(escalationTier(100, rules, 'company')).toBe('county');
  expect(escalationTier(Number.NaN, rules)).toBeNull();
});

test('a ladder that falls is refused', () => {
  const falling = { ...rules, steps: [rules.steps[1], rules.steps[0]] };
  expect(TaskEscalation.safeParse(falling).success).toBe(false);
});

test('the state of a task at an instant', () => {
  const dueAt = '2026-11-23T08:00:00Z';
  const at = (now: string, doneAt: string | null = null, cancelled = false) =>
    taskStateAt({ dueAt, doneAt, cancelled }, now);
  expect(at('2026-11-23T08:00:00Z')).toBe('open');
  expect(at('2026-11-23T08:00:01Z')).toBe('overdue');
  expect(at('2026-11-25T00:00:00Z', '2026-11-23T08:00:00Z')).toBe('done');
  expect(at('2026-11-25T00:00:00Z', '2026-11-23T08:00:01Z')).toBe('done_late');
  expect(at('2026-11-25T00:00:00Z', '2026-11-23T07:00:00Z', true)).toBe('cancelled');
  expect(overdueHours(dueAt, '2026-11-23T20:00:00Z')).toBe(12);
  expect(overdueHours(dueAt, '2026-11-22T20:00:00Z')).toBe(0);
});
