import { azimuthFromSouth } from './azimuth.ts';
import { drawSteps } from './drifted-disc.ts';
import { NODE_BELOW, NODE_INVERSE, NODE_START, NODES, RADIAL_STEP, RING_STEP, ringRadiusM } from './polar-grid.ts';
import type { RiskTables } from './vessel-tables.ts';

/** A block of whole rows of a receiver grid. `rows` counts from `firstRow`; row 0 of the grid lies at `originYM`. */
export type RowBlock = {
  readonly originXM: number;
  readonly originYM: number;
  readonly stepM: number;
  readonly columns: number;
  readonly firstRow: number;
  readonly rows: number;
};

const INVERSE_STEP = 1 / RING_STEP;
const INVERSE_RADIAL = 1 / RADIAL_STEP;

/**
 * Lay one vessel's tables on a block of rows: `out[(row−firstRow)·columns + column] += scale·risk`. Bilinear in ring and node;
 * certain discs exactly by distance. Fixed order of additions, so the result does not depend on how rows are shared out.
 */
export function splat(tables: RiskTables, at: At, ...rest: readonly [block: RowBlock, out: Float64Array]): void {
  const [block, out] = rest;
  const radialReach = tables.radial.length < 2 ? 0 : ((tables.radial.length - 1) * RADIAL_STEP) ** 2;
  const windReach = tables.windRings < 2 ? 0 : ringRadiusM(tables.windRings - 1);
  for (let row = 0; row < block.rows; row++) {
    const dy = block.originYM + (block.firstRow + row) * block.stepM - at.yM;
    const line = { dy, base: row * block.columns };
    if (windReach > Math.abs(dy)) windRow(tables, at, line, block, out, windReach);
    if (radialReach > Math.abs(dy)) radialRow(tables, at, line, block, out, radialReach);
    discRow(tables, at, line, block, out);
    drawSteps(tables.steps, at, line, block, out);
  }
}

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

function windRow(tables: RiskTables, at: At, line: Line, ...rest: readonly [RowBlock, Float64Array, number]): void {
  const [block, out, reachM] = rest;
  const [first, end] = chord(at, line, block, reachM);
  const nodes = NODES * at.sectors;
  const perSector = at.sectors / (2 * Math.PI);
  const top = tables.windRings - 1;
  const { wind } = tables;
  const { scale } = at;
  const dy = line.dy;
  const dy2 = dy * dy;
  for (let c = first; c < end; c++) {
    const dx = block.originXM + c * block.stepM - at.xM;
    const pos = Math.sqrt(Math.sqrt(dx * dx + dy2)) * INVERSE_STEP;
    const ring = pos | 0;
    if (ring >= top) continue;
    const t = pos - ring;
    let p = azimuthFromSouth(dx, dy) * perSector + 0.5;
    if (p >= at.sectors) p -= at.sectors;
    const sector = p | 0;
    const part = p - sector;
    const j = NODE_BELOW[(part * 64) | 0] ?? 0;
    const f = (part - (NODE_START[j] ?? 0)) * (NODE_INVERSE[j] ?? 0);
    const n0 = sector * NODES + j;
    const n1 = n0 + 1 === nodes ? 0 : n0 + 1;
    const low = ring * nodes;
    const high = low + nodes;
    const a0 = wind[low + n0] ?? 0;
    const b0 = wind[high + n0] ?? 0;
    const a = a0 + f * ((wind[low + n1] ?? 0) - a0);
    const b = b0 + f * ((wind[high + n1] ?? 0) - b0);
    const k = line.base + c;
    out[k] = (out[k] ?? 0) + scale * (a + t * (b - a));
  }
}

function radialRow(tables: RiskTables, at: At, line: Line, ...rest: readonly [RowBlock, Float64Array, number]): void {
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

function discRow(tables: RiskTables, at: At, line: Line, ...rest: readonly [RowBlock, Float64Array]): void {
  const [block, out] = rest;
  for (let d = 0; d < tables.discs.length; d += 2) {
    const radius = tables.discs[d] ?? 0;
    if (radius < Math.abs(line.dy)) continue;
    const weight = at.scale * (tables.discs[d + 1] ?? 0);
    const [first, end] = chord(at, line, block, radius);
    for (let k = line.base + first; k < line.base + end; k++) out[k] = (out[k] ?? 0) + weight;
  }
}

/** Risk of one vessel's tables at any place: the grid's own arithmetic on a block of one node. */
export function tableRiskAt(tables: RiskTables, at: At, ...rest: readonly [xM: number, yM: number]): number {
  const [xM, yM] = rest;
  const out = new Float64Array(1);
  splat(tables, at, { originXM: xM, originYM: yM, stepM: 1, columns: 1, firstRow: 0, rows: 1 }, out);
  return out[0] ?? 0;
}
