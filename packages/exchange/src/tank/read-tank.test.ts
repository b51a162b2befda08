import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTankHead, readTank, TANK_FIELDS, type TankContext } from '../index.ts';

const context: TankContext = {
  crs: 'CGCS2000',
  pressure: 'MPa_gauge',
  store: 't',
  fillFraction: null,
  kind: null,
  frequencyKind: null,
  creditCode: '91410122MJ00001A80',
  density: (substance) => (substance === '氨' ? 600 : null),
};
const row = {
  TYSHXYDM: '91410122MJ00001A80',
  CGMC: '液氨储罐（虚构）',
  SSGQHZZ: '液氨站',
  CGWH: 'V-1',
  CGMJ: '100.0',
  CGXS: '卧式',
  CGJG: '压力容器',
  CCJZ: '氨',
  WZZT: '液态',
  SJCL: 48,
  CZYLSX: 1.8,
  CZWDSX: 45,
  SJCZYL: 1,
  SJCZWD: 25,
  YWWY: '1',
  WYSWMJ: 260,
  JD: 114.0148,
  WD: '34.718',
};
const read = (change: object = {}, as: Partial<TankContext> = {}) =>
  readTank({ ...row, ...change }, { ...context, ...as });
const faults = (change: object = {}, as: Partial<TankContext> = {}) => {
  const got = read(change, as);
  return got.ok ? [] : got.issues.map((i) => `${i.field} ${i.code}`);
};
const without = (...names: (keyof typeof row)[]) => Object.fromEntries(names.map((n) => [n, null]));

test('a row as a vessel in SI, saying what each figure was made of', () => {
  expect(read()).toEqual({
    ok: true,
    tank: {
      tag: 'V-1',
      name: '液氨储罐（虚构）',
      plant: '液氨站',
      kind: 'pressurised',
      frequencyKind: null,
      substance: '氨',
      volumeM3: 100,
      fillFraction: 0.8,
      pressurePa: 1_101_325,
      temperatureK: 298.15,
      lon: 114.0148,
      lat: 34.718,
      crs: 'CGCS2000',
      bundAreaM2: 260,
      taken: {
        pressure: { field: 'SJCZYL', value: 1, unit: 'MPa_gauge' },
        temperature: { field: 'SJCZWD', value: 25, unit: '°C' },
        fill: { field: 'SJCL', value: 48, unit: 't' },
        kind: 'row',
      },
    },
  });
});

test('labels and codes in any case are the same fields; a fault names what was sent', () => {
  const labelled = Object.fromEntries(
    Object.entries(row).map(([k, v]) => [TANK_FIELDS[k as keyof typeof TANK_FIELDS].replace('（度）', '(度)'), v]),
  );
  expect(readTank(labelled, context)).toEqual(read());
  expect(readTank({ ...labelled, 储罐容积: '大' }, context)).toMatchObject({
    issues: [{ field: '储罐容积', code: 'exchange.not_a_number' }],
  });
  expect(faults({ cgmj: 99 })).toContain('CGMJ exchange.tank_field_twice');
  // A label with a unit of its own could contradict what was told for the file.
  expect(isTankHead(['储罐编号', '储罐容积(L)'])).toBe(false);
  expect(isTankHead(['cgwh', 'CGMJ'])).toBe(true);
});

test.each([
  ['MPa_absolute', 1_000_000],
  ['kPa_gauge', 102_325],
  ['kPa_absolute', 1000],
] as const)('a pressure in %s', (pressure, pressurePa) => {
  expect(read({}, { pressure })).toMatchObject({ tank: { pressurePa } });
});

describe('nothing is guessed', () => {
  test.each([
    ['no fill of any kind', without('SJCL'), {}, 'SJCL exchange.tank_fill_unsaid'],
    ['a design store of no unit', {}, { store: null }, 'SJCL exchange.tank_store_unit'],
    ['a design store of a substance without density', { CCJZ: '神仙水' }, {}, 'CCJZ substance.unknown'],
    ['more in it than it holds', { SJCL: 61 }, {}, 'SJCL exchange.tank_store_too_large'],
    ['an empty design store, which would be a gas', { SJCL: 0 }, {}, 'SJCL exchange.out_of_range'],
    ['a form that tells no kind', { CGJG: '单层' }, {}, 'CGXS exchange.tank_kind_unsaid'],
    ['form and structure that disagree', { CGXS: '内浮顶' }, {}, 'CGXS exchange.tank_kinds_disagree'],
    ['a gas', { WZZT: '气态' }, {}, 'WZZT exchange.tank_gas'],
    ['a state by a code that nobody explained', { WZZT: '2' }, {}, 'WZZT exchange.tank_word_unread'],
    ['a bund without area', without('WYSWMJ'), {}, 'WYSWMJ exchange.missing'],
    ['no bund with an area', { YWWY: '无' }, {}, 'WYSWMJ exchange.tank_bund_disagrees'],
    ['no pressure at all', without('SJCZYL', 'CZYLSX'), {}, 'SJCZYL exchange.missing'],
    ['another’s row', { TYSHXYDM: '91410000170001401D' }, {}, 'TYSHXYDM exchange.tank_of_another'],
    ['a deleted row', { delete_mark: 1 }, {}, 'delete_mark exchange.tank_deleted'],
    ['a NUL', { CGMC: 'a\u0000' }, {}, 'CGMC exchange.control_characters'],
  ] as const)('%s', (_, change, as, fault) => {
    expect(faults(change, as)).toEqual([fault]);
  });

  test('what was told for the file is taken, and said to be', () => {
    expect(read({ ...without('SJCL'), CGJG: '' }, { fillFraction: 0.7, kind: 'pressurised' })).toMatchObject({
      tank: { fillFraction: 0.7, kind: 'pressurised', taken: { fill: null, kind: 'file' } },
    });
    expect(read({ SJCL: 70 }, { store: 'm3', fillFraction: 0.1 })).toMatchObject({ tank: { fillFraction: 0.7 } });
    expect(read(without('SJCZYL', 'SJCZWD'))).toMatchObject({
      tank: { taken: { pressure: { field: 'CZYLSX' }, temperature: { field: 'CZWDSX' } } },
    });
  });
});

test('any row gives a vessel of finite figures or its faults', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(row)), fc.jsonValue()), (change) => {
      const got = read(change);
      if (!got.ok) return got.issues.length > 0;
      const { volumeM3, fillFraction, pressurePa, temperatureK, lon, lat } = got.tank;
      return [volumeM3, fillFraction, pressurePa, temperatureK, lon, lat].every(Number.isFinite);
    }),
  );
});
