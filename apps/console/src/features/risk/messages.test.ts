import i18next from 'i18next';
import { expect, test } from 'vitest';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { resources } from '../../i18n/resources.ts';
import { FEATURES } from '../index.ts';

test.each([
  ['zh', '部室（车间）级'],
  ['en', 'Workshop'],
] as const)('%s: a tier that is too low is told the lowest that may hold the risk, in words', async (lng, least) => {
  const i18n = i18next.createInstance();
  const texts = resources(lng, FEATURES);
  await i18n.init({
    lng,
    resources: { [lng]: texts },
    ns: ['text', 'problem'],
    defaultNS: 'text',
    interpolation: { escapeValue: false },
  });
  const params = { tier: 'post', grade: 'yellow', least: 'workshop' };
  const text = problemText(new ApiProblem({ status: 422, code: 'risk.tier_too_low', params, requestId: null }), i18n.t);
  expect(text).toContain(least);
  expect(text).not.toMatch(/[{}$]/);
});
