import { expect, test } from 'vitest';
import { ADMIN_ROLES, ROLES } from '../org/vocabulary.ts';
import { checkAssignment, type ScopeCodes, scopeKindOf } from './assignment.ts';
import { checkPassword } from './password.ts';

const policy = { minLength: 10, minClasses: 3 };
const owner = { username: 'wangfang', name: '王芳' };

test.each([
  ['Abc1!', 'password.too_short'],
  ['abcdefghij1', 'password.too_few_classes'],
  ['xWangFang-2026', 'password.contains_name'],
  ['P@ssw0rd2026!', 'password.common'],
  ['Yufang#2026demo', 'password.common'],
  ['Admin@123456', 'password.common'],
  ['1qaz@WSX3edc', 'password.common'],
  ['Aa1111111111!', 'password.common'],
  ['好-王芳Abc-2026', 'password.contains_name'],
  ['Correct-Horse-9', null],
  ['长长的口令也可以Aa1', null],
])('%s', (password, code) => {
  const result = checkPassword(password, owner, policy);
  expect(result.ok ? null : result.error.code).toBe(code);
});

test('a name of one letter does not forbid that letter', () => {
  expect(checkPassword('Correct-Horse-9', { username: 'co', name: 'H' }, policy).ok).toBe(false);
  expect(checkPassword('Correct-Horse-9', { username: 'zz', name: 'H' }, policy).ok).toBe(true);
});

const scopes: readonly ScopeCodes[] = [
  { kind: 'enterprise', enterpriseId: 'e' },
  { kind: 'region', code: '410000' },
  { kind: 'region', code: '410100' },
  { kind: 'region', code: '410122' },
  { kind: 'sector', sector: 'housing', code: '410100' },
  { kind: 'park', parkId: 'p' },
  { kind: 'platform' },
  { kind: 'audit' },
];

test('each role fits exactly its kind of scope, officers exactly their level', () => {
  for (const role of ROLES) {
    const fitting = scopes.filter((s) => checkAssignment(role, s, []).ok);
    expect(fitting.length, role).toBe(1);
    expect(fitting[0]?.kind).toBe(scopeKindOf(role));
  }
});

test('who administers does nothing else, and only one of the three', () => {
  for (const admin of ADMIN_ROLES) {
    const scope = scopes.find((s) => s.kind === scopeKindOf(admin)) ?? { kind: 'platform' };
    for (const held of ROLES) {
      expect(checkAssignment(admin, scope, [held])).toMatchObject({
        error: { code: 'assignment.administrators_apart' },
      });
    }
  }
  expect(checkAssignment('county_officer', { kind: 'region', code: '410122' }, ['audit_admin']).ok).toBe(false);
  expect(checkAssignment('county_officer', { kind: 'region', code: '410122' }, ['county_officer']).ok).toBe(true);
});
