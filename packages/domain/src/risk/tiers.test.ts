import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ControlTiers } from '../reference/index.ts';
import { controlTier, isTierTooLow, leastTier, tiersFor } from './tiers.ts';
import { RISK_GRADES, TIERS } from './vocabulary.ts';

const file = new URL('../../../../seeds/codes/reference/control-tiers.json', import.meta.url);
const reference = ControlTiers.parse(JSON.parse(readFileSync(file, 'utf8')).payload);

test.each(RISK_GRADES)('%s: what is offered is what is not too low, down to the least', (grade) => {
  const fit = tiersFor(grade, reference);
  expect(fit).toEqual(TIERS.filter((tier) => !isTierTooLow(tier, grade, reference)));
  expect(fit).toContain(controlTier(grade, reference));
  expect(fit.at(-1)).toBe(leastTier(grade, reference));
});

test('a risk without a grade may be held at any tier', () => expect(tiersFor(null, reference)).toEqual(TIERS));
