import { expect, test } from 'vitest';
import { codeIn, sameCode } from './read-code.ts';

test.each([
  ['P1234', 'code', 'P1234'],
  ['https://yufang.example/c/P1234?x=1', 'code', 'P1234'],
  ['http://10.0.0.1:8080/invite/abc-_1', 'invite', 'abc-_1'],
  [' https://a.b/field/invite/xyz ', 'invite', 'xyz'],
  ['https://foreign.example/100%', 'code', '100%'],
  ['100%25 off', 'code', '100%25 off'],
  ['', 'code', ''],
])('%s', (text, kind, code) => expect(codeIn(text)).toEqual({ kind, code }));

test('a typed code is the point’s whatever its case and spaces', () => {
  expect(sameCode('PT-7K2M', ' pt-7k2m')).toBe(true);
  expect(sameCode('PT-7K2M', 'PT-7K2N')).toBe(false);
  expect(sameCode(null, '')).toBe(false);
});
