import { expect, test } from 'vitest';
import { enterpriseSteps, stepEnterprise } from './enterprise-steps.ts';

test('the county does what fits the state, the enterprise itself only stands still and works again', () => {
  expect(enterpriseSteps('active', 'county_officer')).toEqual(['suspend', 'close', 'withdraw']);
  expect(enterpriseSteps('suspended', 'province_officer')).toEqual(['resume', 'close', 'withdraw']);
  expect(enterpriseSteps('closed', 'county_officer')).toEqual(['reopen', 'withdraw']);
  expect(enterpriseSteps('refused', 'county_officer')).toEqual(['withdraw']);
  expect(enterpriseSteps('withdrawn', 'county_officer')).toEqual([]);
  expect(enterpriseSteps('active', 'enterprise_head')).toEqual(['suspend']);
  expect(enterpriseSteps('suspended', 'enterprise_head')).toEqual(['resume']);
  expect(enterpriseSteps('closed', 'enterprise_head')).toEqual([]);
});

test('who may not is told so before the state is looked at', () => {
  expect(stepEnterprise('active', 'close', 'enterprise_head')).toMatchObject({ error: { code: 'auth.forbidden' } });
  expect(stepEnterprise('closed', 'suspend', 'enterprise_head')).toMatchObject({
    error: { code: 'enterprise.wrong_status', params: { status: 'closed', action: 'suspend' } },
  });
  expect(stepEnterprise('closed', 'reopen', 'city_officer')).toEqual({ ok: true, value: 'active' });
});
