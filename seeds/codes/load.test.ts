import { INDUSTRY_SECTIONS, industrySection, parentRegion, regionLevel, SECTORS } from '@yufang/domain';
import { expect, test } from 'vitest';
import { readTable } from './csv.ts';
import { readIndustries, readRegions, readSectors } from './load.ts';

test('the divisions of Henan, counted', () => {
  const regions = readRegions();
  const current = regions.filter((r) => r.valid_to === null);
  const count = (level: string, kind?: string) =>
    current.filter((r) => r.level === level && (kind === undefined || r.kind === kind)).length;
  expect([count('province'), count('city'), count('county'), count('township')]).toEqual([1, 18, 181, 2586]);
  expect([count('county', 'statutory'), count('county', 'functional_zone')]).toEqual([157, 24]);
  expect(regions.filter((r) => r.valid_to !== null).map((r) => r.code)).toEqual(['410306', '410322', '410381']);
});

test('every code says its own level and stands after its parent', () => {
  const seen = new Set<string>();
  for (const { code, level, parent_code, name_en } of readRegions()) {
    expect(regionLevel(code), code).toBe(level);
    expect(parent_code, code).toBe(level === 'province' ? null : parentRegion(code));
    expect(parent_code === null || seen.has(parent_code), code).toBe(true);
    expect(name_en === null, code).toBe(level === 'township');
    expect(seen.has(code), code).toBe(false);
    seen.add(code);
  }
});

test('industries: sections and divisions agree with the rule', () => {
  const rows = readIndustries();
  expect(rows.filter((r) => r.parent_code === null).map((r) => r.code)).toEqual(INDUSTRY_SECTIONS);
  const divisions = rows.filter((r) => r.parent_code !== null);
  expect(divisions).toHaveLength(97);
  for (const { code, parent_code } of divisions) expect(industrySection(code), code).toBe(parent_code);
});

test('each supervising department has its names', () => {
  expect(readSectors().map((r) => r.code)).toEqual(SECTORS);
});

test('a table line with a missing cell is named', () => {
  expect(readTable('a,b\n"x, ""y""",\n')).toEqual([{ a: 'x, "y"', b: '' }]);
  expect(() => readTable('a,b\n1\n')).toThrow('line 2: 1 cells, expected 2');
});
