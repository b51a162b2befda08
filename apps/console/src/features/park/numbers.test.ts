import { expect, test } from 'vitest';
import { area, changeShare, mass, metres, power } from './numbers.ts';

test('frequencies read as engineers write them, and near one as they are', () => {
  expect([0, 1e-6, 2.94e-7, 0.0123, 0.5, 1, 12.3].map((v) => power(v))).toEqual([
    '0',
    '1.0×10⁻⁶',
    '2.9×10⁻⁷',
    '0.012',
    '0.5',
    '1',
    '12',
  ]);
  expect(power(1e-6, 1)).toBe('10⁻⁶');
  // Rounding up to the next power of ten must not write ten tenths.
  expect(power(9.99e-7)).toBe('1.0×10⁻⁶');
  expect(power(Number.NaN)).toBe('–');
});

test('a change is a share of what was, and nothing of nothing', () => {
  expect(changeShare(2e-4, 1e-4)).toBe('−50.0%');
  expect(changeShare(1e-4, 1.2e-4)).toBe('+20.0%');
  expect(changeShare(1e-4, 1e-4)).toBe('0%');
  expect(changeShare(0, 0)).toBe('0%');
  expect(changeShare(0, 1e-9)).toBe('–');
});

test('lengths, areas and masses carry the unit that people use for that size', () => {
  expect([5.24, 850.4, 1240].map(metres)).toEqual(['5.2 m', '850 m', '1.24 km']);
  expect([11_704, 128_912, 2_593_312].map(area)).toEqual(['1.17 ha', '12.9 ha', '2.59 km²']);
  expect([180, 46_976, 974_400].map(mass)).toEqual(['180 kg', '47 t', '974 t']);
});
