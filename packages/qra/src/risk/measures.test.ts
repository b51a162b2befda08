import { expect, test } from 'vitest';
import { assessPark } from '../engine/assess.ts';
import { smallPark, squareGrid } from '../park/small-park.ts';
import { rankMeasures } from './measure-worth.ts';

test('measures are ranked by the risk that they remove, and none of them adds deaths of its own vessel by much', {
  timeout: 60_000,
}, () => {
  const park = smallPark(12);
  const r = assessPark(park, squareGrid(500));
  if (!r.ok) throw new Error(r.code);
  const ranked = rankMeasures(park, r.value.tables, { grid: squareGrid(500), vessels: 3, historiesPerPrimary: 50 });
  if (!ranked.ok) throw new Error(ranked.code);
  const removed = ranked.value.map((m) => m.totalRemovedPerYear);
  expect(removed).toEqual([...removed].sort((a, b) => b - a));
  expect(removed[0] ?? 0).toBeGreaterThan(0);
  for (const m of ranked.value) expect(m.totalRemovedPerYear).toBeLessThanOrEqual(r.value.societal.pllPerYear * 1.5);
});
