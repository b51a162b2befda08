import { drawSteps } from './draw-steps.ts';
import { layWind } from './lay-wind.ts';
import { type Levels, levelRows } from './levels.ts';
import { type At, discReachM, discRow, radialReachM, radialRow } from './splat.ts';
import type { RiskTables } from './vessel-tables.ts';
import { stepsReachM } from './wind-step.ts';

/**
 * Add one vessel's risk to a block of rows of all lattices: `sums[start + offsets[level] + row·columns + column]`. Discs, heat and
 * shapes with edges go on the grid itself; the wind table on the
 * lattices (see `layWind`). Fixed order of additions: the result does not depend on the threads.
 * @returns the lattices that took something, one bit each
 */
export function layVessel(
  tables: RiskTables,
  at: At,
  ...rest: readonly [levels: Levels, block: number, sums: Float64Array, start: number]
): number {
  const [levels, block, sums, start] = rest;
  const touched = tables.windRings >= 2 ? layWind(tables, at, levels, block, sums, start) : 0;
  const { originXM, originYM, stepM } = levels.spec;
  const columns = levels.columns[0] ?? 0;
  const [firstRow, end] = levelRows(levels, 0, block);
  const rows = { originXM, originYM, stepM, columns, firstRow, rows: end - firstRow };
  const radialReach = radialReachM(tables);
  // Beyond all shapes and heat nothing is drawn: the cost of a large park follows its vessels, not its rows.
  const reachM = Math.max(radialReach, stepsReachM(tables.steps), discReachM(tables));
  const first = Math.max(firstRow, Math.ceil((at.yM - reachM - originYM) / stepM));
  const last = Math.min(end - 1, Math.floor((at.yM + reachM - originYM) / stepM));
  for (let row = first; row <= last; row++) {
    const line = { dy: originYM + row * stepM - at.yM, base: start + row * columns };
    if (radialReach > Math.abs(line.dy)) radialRow(tables, at, line, rows, sums, radialReach);
    discRow(tables, at, line, rows, sums);
    drawSteps(tables.steps, at, line, rows, sums);
  }
  return last < first ? touched : touched | 1;
}
