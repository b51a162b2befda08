import { expect, test } from 'vitest';
import { parseInstant } from './instant.ts';
import { toParameter } from './parameter.ts';

test.each([
  [null, null],
  [undefined, null],
  ['', ''],
  [true, 'true'],
  [12.5, '12.5'],
  [9007199254740993n, '9007199254740993'],
  [{ a: [1, '甲'] }, '{"a":[1,"甲"]}'],
  [[], '{}'],
  [['a', 'b "c"', 'd\\e', '', 'NULL', null, undefined], '{"a","b \\"c\\"","d\\\\e","","NULL",NULL,NULL}'],
  [
    [
      [1, 2],
      [3, 4],
    ],
    '{{"1","2"},{"3","4"}}',
  ],
  [[{ a: 1 }], '{"{\\"a\\":1}"}'],
  [[Buffer.from('00ff', 'hex')], '{"\\\\x00ff"}'],
  [new Date('2026-11-27T06:11:02.123Z'), '2026-11-27T06:11:02.123Z'],
  [[new Date(0)], '{"1970-01-01T00:00:00.000Z"}'],
  [new Date(Date.UTC(12026, 0, 2)), '12026-01-02T00:00:00.000Z'],
  [new Date(Date.UTC(-43, 2, 15)), '0044-03-15T00:00:00.000Z BC'],
])('%s travels as %s', (value, text) => {
  expect(toParameter(value)).toEqual(text);
});

test('bytes travel as bytes', () => {
  const bytes = Buffer.from('甲');
  expect(toParameter(bytes)).toBe(bytes);
});

test.each([
  ['2026-11-27 06:11:02+00', '2026-11-27T06:11:02.000Z'],
  ['2026-11-27 06:11:02.1+00', '2026-11-27T06:11:02.100Z'],
  ['2026-11-27 06:11:02.123999+00', '2026-11-27T06:11:02.123Z'],
  ['2026-11-27 06:11:02+08', '2026-11-26T22:11:02.000Z'],
  ['2026-11-27 06:11:02.5+05:30', '2026-11-27T00:41:02.500Z'],
  ['12026-01-02 00:00:00+00', '+012026-01-02T00:00:00.000Z'],
])('%s is %s', (text, iso) => {
  expect(parseInstant(text).toISOString()).toBe(iso);
});
