import { expect, test } from 'vitest';
import { codeIn } from './read-code.ts';

test.each([
  ['P1234', 'code', 'P1234'],
  ['https://yufang.example/c/P1234?x=1', 'code', 'P1234'],
  ['http://10.0.0.1:8080/invite/abc-_1', 'invite', 'abc-_1'],
  [' https://a.b/field/invite/xyz ', 'invite', 'xyz'],
])('%s', (text, kind, code) => expect(codeIn(text)).toEqual({ kind, code }));
