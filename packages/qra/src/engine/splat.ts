import { drawSteps } from './draw-steps.ts';
import { RADIAL_STEP } from './polar-grid.ts';
import type { RiskTables } from './vessel-tables.ts';
import { windAt } from './wind-field.ts';

/** A block of whole rows of a receiver grid. `rows` counts from `firstRow`; row 0 of the grid lies at `originYM`. */
export type RowBlock = {
  readonly originXM: number;
  readonly originYM: number;
  readonly stepM: number;
  readonly columns: number;
  readonly firstRow: number;
  readonly rows: number;
};

const INVERSE_RADIAL = 1 / RADIAL_STEP;

/** Where a vessel stands, how its tables are scaled, and the cumulative roses by weather. */
export type At = {
  readonly xM: number;
  readonly yM: number;
  readonly sectors: number;
  readonly scale: number;
  readonly roses: readonly Float64Array[];
};
/** A row: its distance in y from the vessel and where it begins in the output. */
export type Line = { readonly dy: number; readonly base: number };

/** Columns whose distance in x is below a half chord, as [first, end). */
function chord(at: At, line: Line, block: RowBlock, ...rest: readonly [reachM: number]): readonly [number, number] {
  const half = Math.sqrt(Math.max(0, rest[0] * rest[0] - line.dy * line.dy));
  const first = Math.max(0, Math.ceil((at.xM - half - block.originXM) / block.stepM));
  const end = Math.min(block.columns, Math.floor((at.xM + half - block.originXM) / block.stepM) + 1);
  return [first, end];
}

/** How far the heat of a vessel's tables reaches, m. */
export const radialReachM = (tables: RiskTables): number =>
  tables.radial.length < 2 ? 0 : ((tables.radial.length - 1) * RADIAL_STEP) ** 2;

/** Radius of the largest certain disc, m. */
export function discReachM(tables: RiskTables): number {
  let most = 0;
  for (let d = 0; d < tables.discs.length; d += 2) most = Math.max(most, tables.discs[d] ?? 0);
  return most;
}

/** Heat outside its certain discs, on one row. */
export function radialRow(
  tables: RiskTables,
  at: At,
  line: Line,
  ...rest: readonly [RowBlock, Float64Array, number]
): void {
  const [block, out, reachM] = rest;
  const [first, end] = chord(at, line, block, reachM);
  const { radial } = tables;
  const top = radial.length - 1;
  const dy2 = line.dy * line.dy;
  for (let c = first; c < end; c++) {
    const dx = block.originXM + c * block.stepM - at.xM;
    const pos = Math.sqrt(Math.sqrt(dx * dx + dy2)) * INVERSE_RADIAL;
    const ring = pos | 0;
    if (ring >= top) continue;
    const a = radial[ring] ?? 0;
    const k = line.base + c;
    out[k] = (out[k] ?? 0) + at.scale * (a + (pos - ring) * ((radial[ring + 1] ?? 0) - a));
  }
}

/** Certain discs, exactly by distance, on one row. */
export function discRow(tables: RiskTables, at: At, line: Line, ...rest: readonly [RowBlock, Float64Array]): void {
  const [block, out] = rest;
  for (let d = 0; d < tables.discs.length; d += 2) {
    const radius = tables.discs[d] ?? 0;
    if (radius < Math.abs(line.dy)) continue;
    const weight = at.scale * (tables.discs[d + 1] ?? 0);
    const [first, end] = chord(at, line, block, radius);
    for (let k = line.base + first; k < line.base + end; k++) out[k] = (out[k] ?? 0) + weight;
  }
}

const one = new Float64Array(1);

/** Risk of one vessel's tables at any place: what the finest lattice is made from. */
export function tableRiskAt(tables: RiskTables, at: At, ...rest: readonly [xM: number, yM: number]): number {
  const [xM, yM] = rest;
  one[0] = at.scale * windAt(tables, at.sectors, xM - at.xM, yM - at.yM);
  const place = { originXM: xM, originYM: yM, stepM: 1, columns: 1, firstRow: 0, rows: 1 };
  const line = { dy: yM - at.yM, base: 0 };
  const reachM = radialReachM(tables);
  if (reachM > Math.abs(line.dy)) radialRow(tables, at, line, place, one, reachM);
  discRow(tables, at, line, place, one);
  drawSteps(tables.steps, at, line, place, one);
  return one[0] ?? 0;
}
