import { gridSize } from '../park/grid-size.ts';
import type { GridSpec } from '../park/types.ts';

/** Coarsest lattice, m: a plume some kilometres away is smooth over so much. Nearer by, cells are divided whatever the estimate says (`layWind`). */
const COARSEST_M = 320;
const FACTORS: readonly number[] = [1, 2, 4, 8, 16, 32];
/**
 * Fine rows of a block: whole rows of every lattice begin with it. What lies on the edge between two blocks is computed for both, so a grid of many
 * rows has higher ones; a small grid needs enough of them for the threads to share.
 */
const BLOCK_ROWS = 32;
const HIGH_BLOCK_ROWS = 128;
const MANY_ROWS = 1024;

/**
 * The receiver grid as lattices of 1, 2, 4 … 32 steps. Risk far from a vessel is smooth: it is computed on the coarse lattice, and
 * each finer one holds only what straight lines between the coarser nodes miss. `raise` adds them up on the grid.
 *
 * All lattices stand in one array, one after the other from `offsets`; lattice L has nodes at every factors[L]-th row and column,
 * and one more beyond the grid's far edges where the grid is not a whole multiple.
 */
export type Levels = {
  readonly spec: GridSpec;
  readonly factors: readonly number[];
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly offsets: readonly number[];
  /** Words of all lattices. */
  readonly words: number;
  /** Blocks of rows that the lattices are cut into, and the fine rows of one. */
  readonly blocks: number;
  readonly blockRows: number;
};

/** Lattices of a grid; a grid of coarse steps has only itself. */
export function levelsOf(spec: GridSpec): Levels {
  const { columns, rows } = gridSize(spec);
  const factors = FACTORS.filter((f) => f === 1 || f * spec.stepM <= COARSEST_M);
  const count = (n: number, f: number): number => Math.ceil((n - 1) / f) + 1;
  const offsets: number[] = [];
  let words = 0;
  for (const f of factors) {
    offsets.push(words);
    words += count(columns, f) * count(rows, f);
  }
  const coarsest = factors.at(-1) ?? 1;
  const blockRows = rows > MANY_ROWS ? HIGH_BLOCK_ROWS : BLOCK_ROWS;
  return {
    spec,
    factors,
    columns: factors.map((f) => count(columns, f)),
    rows: factors.map((f) => count(rows, f)),
    offsets,
    words,
    blocks: Math.max(1, Math.ceil(((count(rows, coarsest) - 1) * coarsest) / blockRows)),
    blockRows,
  };
}

/** Rows of a lattice that lie in a block, as [first, end). The last row of all is the last block's: the cells that end with it are there. */
export function levelRows(levels: Levels, level: number, block: number): readonly [number, number] {
  const factor = levels.factors[level] ?? 1;
  const all = levels.rows[level] ?? 0;
  const first = (block * levels.blockRows) / factor;
  return [Math.min(all, first), block === levels.blocks - 1 ? all : Math.min(all, first + levels.blockRows / factor)];
}

/** Add the lattices up on the grid's rows [first, end): straight lines between the nodes of each. */
export function raise(
  levels: Levels,
  sums: Float64Array,
  ...rest: readonly [first: number, end: number, out: Float64Array]
): void {
  const [first, end, out] = rest;
  const columns = levels.columns[0] ?? 0;
  for (let row = first; row < end; row++) {
    const to = row * columns;
    for (let c = 0; c < columns; c++) out[to + c] = sums[to + c] ?? 0;
    for (let level = 1; level < levels.factors.length; level++) raiseRow(levels, sums, level, row, out);
  }
}

function raiseRow(levels: Levels, sums: Float64Array, level: number, row: number, out: Float64Array): void {
  const factor = levels.factors[level] ?? 1;
  const wide = levels.columns[level] ?? 0;
  const columns = levels.columns[0] ?? 0;
  const below = Math.floor(row / factor);
  const t = row / factor - below;
  const low = (levels.offsets[level] ?? 0) + below * wide;
  // On a row of the lattice itself the row above counts nothing, and may not be there.
  const high = t === 0 ? low : low + wide;
  const to = row * columns;
  let left = (1 - t) * (sums[low] ?? 0) + t * (sums[high] ?? 0);
  for (let k = 0; k * factor < columns; k++) {
    const next = k + 1 < wide ? (1 - t) * (sums[low + k + 1] ?? 0) + t * (sums[high + k + 1] ?? 0) : 0;
    const most = Math.min(factor, columns - k * factor);
    for (let i = 0; i < most; i++) {
      const o = to + k * factor + i;
      out[o] = (out[o] ?? 0) + left + (i / factor) * (next - left);
    }
    left = next;
  }
}
