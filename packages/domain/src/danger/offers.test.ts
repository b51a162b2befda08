import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DangerDeadlines } from '../reference/index.ts';
import { assignmentProposals } from './assign.ts';
import { actOf, COMMANDS, PERSONS, type Person, REPORTED } from './cases.testing.ts';
import { dangerDeadline } from './deadlines.ts';
import { decideDanger } from './decide.ts';
import type { DangerFacts } from './facts.ts';
import { listableLevels } from './guards.ts';
import { offeredDangerCommands } from './policy.ts';
import { DANGER_LEVELS, type DangerStatus, SUPERVISION_LEVELS, TREATMENTS } from './vocabulary.ts';

const file = new URL('../../../../seeds/codes/reference/danger-deadlines.json', import.meta.url);
const deadlines = DangerDeadlines.parse(JSON.parse(readFileSync(file, 'utf8')).payload);
const calendar = { isBusinessDay: (date: string) => ![0, 6].includes(new Date(date).getUTCDay()) };
const rules = { deadlines, calendar, criteria: null };
const TODAY = '2026-11-23';
const tomorrow = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

const proposals = (danger: DangerFacts, person: Person) =>
  assignmentProposals(danger, actOf(person), (treatment) =>
    dangerDeadline({ level: danger.level, treatment }, TODAY, deadlines, calendar),
  );
const handedOn: DangerFacts = { ...REPORTED, status: 'assigned', treatment: 'time_limited', deadline: '2026-12-02' };
const supervision = { listedAt: '', listedBy: 'city', until: null, liftedAt: null, liftedBy: null };

test('a new assignment has a proposal of its own for each treatment; a major danger has none at once', () => {
  expect(proposals({ ...REPORTED, status: 'verified' }, 'safety')).toEqual({
    at_once: { usual: '2026-11-23', latest: '2026-11-24' },
    time_limited: { usual: '2026-12-02', latest: expect.any(String) },
  });
  expect(Object.keys(proposals({ ...REPORTED, level: 'major' }, 'safety'))).toEqual(['time_limited']);
});

test('handed on the day stands, and only whoever gives time may go beyond it', () => {
  expect(proposals(handedOn, 'safety')).toEqual({ time_limited: { usual: '2026-12-02', latest: '2026-12-02' } });
  const given = proposals(handedOn, 'county').time_limited;
  expect(given?.usual).toBe('2026-12-02');
  expect((given?.latest ?? '') > '2026-12-02').toBe(true);
  const listed = { ...handedOn, supervision: { ...supervision, level: 'city' as const } };
  expect(proposals(listed, 'county')).toEqual({ time_limited: { usual: '2026-12-02', latest: '2026-12-02' } });
});

test('what is proposed is taken, the latest day too, and not the day after it', () => {
  const Danger = fc.record({
    level: fc.constantFrom(...DANGER_LEVELS),
    status: fc.constantFrom<DangerStatus>('reported', 'verified', 'assigned', 'rectifying'),
    treatment: fc.constantFrom(null, ...TREATMENTS),
    deadline: fc.constantFrom(null, '2026-11-20', '2026-11-24', '2026-12-02', '2028-01-03'),
  });
  const assigners = fc.constantFrom<Person>('safety', 'head', 'county', 'city');
  fc.assert(
    fc.property(Danger, assigners, fc.constantFrom(...TREATMENTS), (given, person, treatment) => {
      const danger: DangerFacts = { ...REPORTED, ...given };
      const bounds = proposals(danger, person)[treatment];
      const taken = (deadline?: string) =>
        decideDanger(danger, { ...COMMANDS.assign, treatment, ...(deadline ? { deadline } : {}) }, actOf(person), rules)
          .ok;
      if (bounds) {
        const days = [bounds.usual, bounds.latest, tomorrow(bounds.latest)];
        expect(days.map(taken)).toEqual([true, true, false]);
      } else expect(taken()).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('an extension is offered while one can be asked for, and no longer', () => {
  const offered = (danger: DangerFacts, today: string) =>
    offeredDangerCommands(danger, actOf('safety', today), rules).includes('request_extension');
  const last = { requestedBy: 'x', requestedAt: '', until: '2026-12-02', reason: 'x', decidedBy: 'y', decidedAt: '' };
  const used = { ...handedOn, extension: { ...last, state: 'approved' as const, count: 2 } };
  expect([offered(handedOn, TODAY), offered(handedOn, '2026-12-03'), offered(used, TODAY)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('the levels to list at are those the rules take; without one the command is not offered', () => {
  const now = fc.constantFrom(null, ...SUPERVISION_LEVELS);
  fc.assert(
    fc.property(now, fc.constantFrom(...PERSONS), fc.constantFrom(...SUPERVISION_LEVELS), (listed, person, level) => {
      const danger: DangerFacts = {
        ...REPORTED,
        level: 'major',
        supervision: listed && { ...supervision, level: listed },
      };
      const levels = listableLevels(danger, actOf(person));
      const step = decideDanger(danger, { type: 'list_supervision', level }, actOf(person), rules);
      expect(step.ok).toBe(levels.includes(level));
      const offered = offeredDangerCommands(danger, actOf(person), rules).includes('list_supervision');
      expect(offered).toBe(levels.length > 0);
    }),
  );
});
