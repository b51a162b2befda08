import { type Levels, levelRows } from './levels.ts';
import { ringRadiusM } from './polar-grid.ts';
import type { At } from './splat.ts';
import { type WindTable, windAt } from './wind-field.ts';

/**
 * A cell is looked at on the next finer lattice where the lines between its corners miss a middle by more than this share of the
 * value, or by this much a year. What the finer lattice would still find is about a quarter of it.
 */
const RELATIVE = 6e-3;
const ABSOLUTE = 2e-12;
/** Nearer than this many meshes a cell is always divided: the narrowest plumes are wider than a tenth of their distance. */
const NEAR_MESHES = 8;

/** Scratch of a thread: values of the block's places round the vessel, and which cells go on, by lattice. */
let buffer = new Float64Array(0);
let cells: readonly [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)];

/** The box of fine places that a vessel's table reaches in a block, ends on the coarsest lattice. */
type Box = {
  readonly column: number;
  readonly row: number;
  /** Fine meshes across; the buffer has one place more each way. */
  readonly wide: number;
  readonly high: number;
  /** Rows from here on belong to the next block. */
  readonly endRow: number;
};

function boxOf(table: WindTable, at: At, levels: Levels, block: number): Box | null {
  const { originXM, originYM, stepM } = levels.spec;
  const top = levels.factors.length - 1;
  const f = levels.factors[top] ?? 1;
  const reachM = ringRadiusM(table.windRings - 1);
  const down = (placeM: number, originM: number): number => Math.floor((placeM - reachM - originM) / (f * stepM)) * f;
  const up = (placeM: number, originM: number): number => Math.ceil((placeM + reachM - originM) / (f * stepM)) * f;
  const [first, end] = levelRows(levels, top, block);
  const lastRow = ((levels.rows[top] ?? 1) - 1) * f;
  const column = Math.max(0, down(at.xM, originXM));
  const row = Math.max(first * f, down(at.yM, originYM));
  const wide = Math.min(((levels.columns[top] ?? 1) - 1) * f, up(at.xM, originXM)) - column;
  const high = Math.min(first * f + levels.blockRows, lastRow, up(at.yM, originYM)) - row;
  const endRow = block === levels.blocks - 1 ? lastRow + 1 : first * f + levels.blockRows;
  return wide < 0 || high < 0 || end <= first ? null : { column, row, wide, high, endRow };
}

/**
 * Add a vessel's wind table to a block of the lattices, as fine as it needs: the coarsest lattice takes the values; each finer one,
 * in the cells where straight lines between the corners are not good enough, what those lines miss in the middles. Blocks are the
 * same for any number of threads, and so are the bits.
 * @returns the lattices that took something, one bit each
 */
export function layWind(
  table: WindTable,
  at: At,
  ...rest: readonly [levels: Levels, block: number, sums: Float64Array, start: number]
): number {
  const [levels, block, sums, start] = rest;
  const box = boxOf(table, at, levels, block);
  if (box === null) return 0;
  const places = (box.wide + 1) * (box.high + 1);
  if (buffer.length < places) {
    buffer = new Float64Array(places);
    cells = [new Uint8Array(places), new Uint8Array(places)];
  }
  const top = levels.factors.length - 1;
  coarsest(table, at, levels, box, sums, start);
  let touched = 1 << top;
  if (top === 0) return touched;
  let [now, next] = cells;
  let mesh = levels.factors[top] ?? 1;
  const [across, up] = [box.wide / mesh, box.high / mesh];
  now.fill(1, 0, across * up);
  let span: Span | null = { left: 0, right: across, low: 0, high: up };
  // The finest lattice divides nothing: there it ends at the latest.
  for (let level = top - 1; span !== null; level--) {
    touched |= 1 << level;
    const divided = divide(table, at, levels, level, box, span, now, next, sums, start);
    forget(now, span, box.wide / mesh);
    mesh = levels.factors[level] ?? 1;
    span = divided;
    [now, next] = [next, now];
  }
  return touched;
}

/** The cells of a lattice among which all that go on lie: columns [left, right) and rows [low, high) of the box. */
type Span = { readonly left: number; readonly right: number; readonly low: number; readonly high: number };

/** Unmark the cells of a span: between two vessels no cell is marked. */
function forget(marks: Uint8Array, span: Span, across: number): void {
  for (let i = span.low; i < span.high; i++) marks.fill(0, i * across + span.left, i * across + span.right);
}

function coarsest(table: WindTable, at: At, levels: Levels, box: Box, sums: Float64Array, start: number): void {
  const level = levels.factors.length - 1;
  const mesh = levels.factors[level] ?? 1;
  const { originXM, originYM, stepM } = levels.spec;
  const columns = levels.columns[level] ?? 0;
  const offset = start + (levels.offsets[level] ?? 0);
  for (let r = 0; r <= box.high; r += mesh) {
    const row = box.row + r;
    const dy = originYM + row * stepM - at.yM;
    const to = offset + (row / mesh) * columns + box.column / mesh;
    for (let c = 0; c <= box.wide; c += mesh) {
      const v = windAt(table, at.sectors, originXM + (box.column + c) * stepM - at.xM, dy);
      buffer[r * (box.wide + 1) + c] = v;
      const k = to + c / mesh;
      if (row < box.endRow) sums[k] = (sums[k] ?? 0) + at.scale * v;
    }
  }
}

/**
 * One lattice finer in the cells that go on, all in `span`: the middle of each and of its sides. Marks in `next` the quarters of cells that were
 * not straight. @returns their span, null when all were straight. Positional: once a lattice, block and vessel
 */
function divide(
  table: WindTable,
  at: At,
  levels: Levels,
  level: number,
  box: Box,
  span: Span,
  now: Uint8Array,
  next: Uint8Array,
  sums: Float64Array,
  start: number,
): Span | null {
  const half = levels.factors[level] ?? 1;
  const mesh = 2 * half;
  const { originXM, originYM, stepM } = levels.spec;
  const across = box.wide / mesh;
  const line = box.wide + 1;
  const columns = levels.columns[level] ?? 0;
  // The box ends on the coarsest lattice: a finer one may end before it, and the next block has its own rows.
  const endRow = Math.min(box.endRow, (levels.rows[level] ?? 0) * half);
  const offset = start + (levels.offsets[level] ?? 0);
  const nearM = NEAR_MESHES * mesh * stepM;
  const near2 = nearM * nearM;
  let [left, right, low, high] = [across, 0, span.high, 0];
  // What a middle holds beyond the line through its ends; kept, and laid on the lattice where the place is this block's.
  const missed = (c: number, r: number, straight: number): number => {
    const column = box.column + c;
    const row = box.row + r;
    const v = windAt(table, at.sectors, originXM + column * stepM - at.xM, originYM + row * stepM - at.yM);
    buffer[r * line + c] = v;
    const beyond = v - straight;
    if (row < endRow && column < columns * half) {
      const k = offset + (row / half) * columns + column / half;
      sums[k] = (sums[k] ?? 0) + at.scale * beyond;
    }
    return beyond < 0 ? -beyond : beyond;
  };
  for (let i = span.low; i < span.high; i++) {
    const r = i * mesh;
    for (let j = span.left; j < span.right; j++) {
      if (now[i * across + j] === 0) continue;
      const c = j * mesh;
      const k = r * line + c;
      const a = buffer[k] ?? 0;
      const b = buffer[k + mesh] ?? 0;
      const d = buffer[k + mesh * line] ?? 0;
      const e = buffer[k + mesh * line + mesh] ?? 0;
      // A side shared with a cell done before is known already.
      const south =
        i > 0 && now[(i - 1) * across + j] === 1
          ? Math.abs((buffer[k + half] ?? 0) - 0.5 * (a + b))
          : missed(c + half, r, 0.5 * (a + b));
      const west =
        j > 0 && now[i * across + j - 1] === 1
          ? Math.abs((buffer[k + half * line] ?? 0) - 0.5 * (a + d))
          : missed(c, r + half, 0.5 * (a + d));
      const north = missed(c + half, r + mesh, 0.5 * (d + e));
      const east = missed(c + mesh, r + half, 0.5 * (b + e));
      const middle = missed(c + half, r + half, 0.25 * (a + b + d + e));
      if (level === 0) continue;
      const centre = buffer[k + half * line + half] ?? 0;
      const allowed = RELATIVE * centre + ABSOLUTE;
      const dx = originXM + (box.column + c + half) * stepM - at.xM;
      const dy = originYM + (box.row + r + half) * stepM - at.yM;
      if (
        south > allowed ||
        west > allowed ||
        north > allowed ||
        east > allowed ||
        middle > allowed ||
        dx * dx + dy * dy < near2
      ) {
        if (j < left) left = j;
        if (j >= right) right = j + 1;
        if (i < low) low = i;
        high = i + 1;
        const q = 2 * i * 2 * across + 2 * j;
        next[q] = 1;
        next[q + 1] = 1;
        next[q + 2 * across] = 1;
        next[q + 2 * across + 1] = 1;
      }
    }
  }
  return right === 0 ? null : { left: 2 * left, right: 2 * right, low: 2 * low, high: 2 * high };
}
