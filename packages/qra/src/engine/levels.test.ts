import { describe, expect, test } from 'vitest';
import { smallPark } from '../park/small-park.ts';
import type { GridSpec } from '../park/types.ts';
import { assessPark, riskAt } from './assess.ts';
import { levelRows, levelsOf, raise } from './levels.ts';

const spec = (widthM: number, heightM: number, stepM: number): GridSpec => ({
  originXM: 900,
  originYM: 900,
  widthM,
  heightM,
  stepM,
});

describe('the lattices of a grid', () => {
  test('coarse grids have only themselves, fine ones up to 320 m', () => {
    expect(levelsOf(spec(5000, 5000, 200)).factors).toEqual([1]);
    expect(levelsOf(spec(5000, 5000, 25)).factors).toEqual([1, 2, 4, 8]);
    expect(levelsOf(spec(5000, 5000, 10)).factors).toEqual([1, 2, 4, 8, 16, 32]);
  });

  test.each([
    [500, 500],
    [310, 1270],
    [1370, 330],
    [10, 5110],
    [70, 13_010],
  ])('%d m × %d m: every row of every lattice lies in one block', (widthM, heightM) => {
    const levels = levelsOf(spec(widthM, heightM, 10));
    for (const level of levels.factors.keys()) {
      const rows = Array.from({ length: levels.blocks }, (_, b) => levelRows(levels, level, b)).flatMap(([a, b]) =>
        Array.from({ length: b - a }, (_, i) => a + i),
      );
      expect(rows).toEqual(Array.from({ length: levels.rows[level] ?? 0 }, (_, i) => i));
    }
    expect(levels.blockRows % (levels.factors.at(-1) ?? 1)).toBe(0);
  });

  test('a plane laid on the coarsest lattice comes out as that plane at every node', () => {
    const levels = levelsOf(spec(370, 290, 10));
    const top = levels.factors.length - 1;
    const sums = new Float64Array(levels.words);
    const wide = levels.columns[top] ?? 0;
    for (let r = 0; r < (levels.rows[top] ?? 0); r++)
      for (let c = 0; c < wide; c++) sums[(levels.offsets[top] ?? 0) + r * wide + c] = 32 * (3 * r + 2 * c);
    const [columns, rows] = [levels.columns[0] ?? 0, levels.rows[0] ?? 0];
    const out = new Float64Array(columns * rows);
    raise(levels, sums, 0, rows, out);
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++) expect(out[r * columns + c]).toBeCloseTo(3 * r + 2 * c, 9);
  });
});

test.each([
  [10, 1370, 890],
  [20, 2180, 1500],
])(
  'a %d m grid agrees with the tables themselves at every node within half a per cent',
  { timeout: 60_000 },
  (...[stepM, widthM, heightM]) => {
    const park = smallPark(8);
    const r = assessPark({ ...park, population: [] }, spec(widthM, heightM, stepM));
    if (!r.ok) throw new Error(r.code);
    const { grid, tables } = r.value;
    const base = tables.map((t) => t.base);
    let worst = 0;
    for (let i = 0; i < grid.values.length; i += 3) {
      const x = grid.originXM + (i % grid.columns) * stepM;
      const y = grid.originYM + Math.floor(i / grid.columns) * stepM;
      const exact = riskAt(park, base, x, y);
      const d = Math.abs((grid.values[i] ?? 0) - exact);
      if (d > 2e-11) worst = Math.max(worst, d / exact);
    }
    expect(worst).toBeLessThan(0.005);
  },
);
