import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DANGER_LEVELS, DANGER_STATUSES, OPEN_DANGER_STATUSES } from '../danger/vocabulary.ts';
import type { RiskRegrade } from '../reference/index.ts';
import { compareGrades, unitGrade, worstGrade } from './compare.ts';
import { liveGrade } from './live-grade.ts';
import { tiersToCover, uncoveredTiers } from './tiers.ts';
import { RISK_GRADES } from './vocabulary.ts';

const cite = { certainty: 'design_default', source: 'test' } as const;
const rule: RiskRegrade = { general: { steps: 1, upTo: 'orange', ...cite }, major: { grade: 'red', ...cite } };
const general = { level: 'general', status: 'rectifying' } as const;
const major = { level: 'major', status: 'reported' } as const;

test.each([
  ['blue', [general], 'yellow'],
  ['yellow', [general, general], 'orange'],
  ['orange', [general], 'orange'],
  ['red', [general], 'red'],
  ['blue', [general, major], 'red'],
  ['blue', [{ ...major, status: 'closed' }], 'blue'],
  ['yellow', [], 'yellow'],
] as const)('%s with %o is %s', (assessed, dangers, live) => expect(liveGrade(assessed, dangers, rule)).toBe(live));

const Danger = fc.record({ level: fc.constantFrom(...DANGER_LEVELS), status: fc.constantFrom(...DANGER_STATUSES) });
const Grade = fc.constantFrom(...RISK_GRADES);

test('dangers never lower a grade, and with all of them closed it is the assessed one again', () => {
  fc.assert(
    fc.property(Grade, fc.array(Danger, { maxLength: 6 }), (assessed, dangers) => {
      expect(compareGrades(liveGrade(assessed, dangers, rule), assessed)).toBeLessThanOrEqual(0);
      const closed = dangers.map((d) => ({ ...d, status: 'closed' as const }));
      expect(liveGrade(assessed, closed, rule)).toBe(assessed);
      const without = dangers.filter((d) => !OPEN_DANGER_STATUSES.some((s) => s === d.status));
      expect(liveGrade(assessed, without, rule)).toBe(assessed);
      expect(liveGrade(null, dangers, rule)).toBeNull();
    }),
  );
});

test('the worst of a list, units and tiers', () => {
  fc.assert(
    fc.property(fc.array(Grade, { minLength: 1 }), (list) => {
      expect(worstGrade(list)).toBe(list.toSorted(compareGrades)[0]);
    }),
  );
  expect(worstGrade([null, null])).toBeNull();
  expect(unitGrade(['yellow', null], 'red')).toBe('yellow');
  expect(unitGrade([null], 'red')).toBe('red');
  expect(tiersToCover('workshop')).toEqual(['workshop', 'team', 'post']);
  expect(uncoveredTiers('company', ['team', null])).toEqual(['company', 'workshop', 'post']);
});
