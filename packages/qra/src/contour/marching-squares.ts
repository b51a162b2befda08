/**
 * Marching squares on a node grid of log₁₀(risk): rings around everything at or above a level.
 *
 * Bilinear edges, ambiguous saddles by the mean of the four corners, values below 1e-12 floored. Rings are closed along the
 * grid's border where the field runs off it. High ground lies on the left of each ring: outer rings turn counter-clockwise,
 * holes clockwise, as RFC 7946 asks.
 */

/** A regular grid of nodes: value index = row·columns + column, row 0 at minimum y. */
export type NodeGrid = {
  readonly originXM: number;
  readonly originYM: number;
  readonly stepM: number;
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
};

/** A point in metres. */
export type Point = readonly [xM: number, yM: number];
/** A closed ring: first point repeated at the end. */
export type Ring = readonly Point[];

const FLOOR = 1e-12;
const CEILING_LOG = 6;

/** Position of a value, log₁₀, of the grid padded by one floor node on each side. */
function paddedLog(grid: NodeGrid, column: number, row: number): number {
  if (column < 1 || row < 1 || column > grid.columns || row > grid.rows) return -12;
  const v = grid.values[(row - 1) * grid.columns + column - 1] ?? 0;
  return Number.isNaN(v) ? -12 : Math.min(CEILING_LOG, Math.log10(Math.max(FLOOR, v)));
}

/** Edges leaving a cell, as pairs [from side, to side] with the high ground on the left; sides 0 bottom 1 right 2 top 3 left. */
function cellSegments(code: number, centreHigh: boolean): readonly (readonly [number, number])[] {
  switch (code) {
    case 1:
      return [[0, 3]];
    case 2:
      return [[1, 0]];
    case 3:
      return [[1, 3]];
    case 4:
      return [[2, 1]];
    case 5:
      return centreHigh
        ? [
            [0, 1],
            [2, 3],
          ]
        : [
            [0, 3],
            [2, 1],
          ];
    case 6:
      return [[2, 0]];
    case 7:
      return [[2, 3]];
    case 8:
      return [[3, 2]];
    case 9:
      return [[0, 2]];
    case 10:
      return centreHigh
        ? [
            [3, 0],
            [1, 2],
          ]
        : [
            [1, 0],
            [3, 2],
          ];
    case 11:
      return [[1, 2]];
    case 12:
      return [[3, 1]];
    case 13:
      return [[0, 1]];
    case 14:
      return [[3, 0]];
    default:
      return [];
  }
}

/** All rings of one level (in the unit of the values, > 0). */
export function levelRings(grid: NodeGrid, level: number): readonly Ring[] {
  const wide = grid.columns + 2;
  const lv = Math.log10(level);
  const next = new Map<number, number>();
  const corner = (c: number, r: number): number => paddedLog(grid, c, r);
  // Edge ids: horizontal (c,r)-(c+1,r) is 2·(r·wide+c), vertical (c,r)-(c,r+1) is that plus one.
  const sideId = (c: number, r: number, side: number): number =>
    side === 0
      ? 2 * (r * wide + c)
      : side === 2
        ? 2 * ((r + 1) * wide + c)
        : side === 3
          ? 2 * (r * wide + c) + 1
          : 2 * (r * wide + c + 1) + 1;
  for (let r = 0; r <= grid.rows; r++) {
    let a = corner(0, r);
    let d = corner(0, r + 1);
    for (let c = 0; c <= grid.columns; c++) {
      const b = corner(c + 1, r);
      const e = corner(c + 1, r + 1);
      const code = (a >= lv ? 1 : 0) | (b >= lv ? 2 : 0) | (e >= lv ? 4 : 0) | (d >= lv ? 8 : 0);
      if (code !== 0 && code !== 15) {
        for (const [from, to] of cellSegments(code, (a + b + d + e) / 4 >= lv))
          next.set(sideId(c, r, from), sideId(c, r, to));
      }
      a = b;
      d = e;
    }
  }
  const clampX = (c: number): number => grid.originXM + grid.stepM * Math.min(grid.columns - 1, Math.max(0, c - 1));
  const clampY = (r: number): number => grid.originYM + grid.stepM * Math.min(grid.rows - 1, Math.max(0, r - 1));
  const pointOn = (id: number): Point => {
    const cell = id >> 1;
    const c = cell % wide;
    const r = (cell - c) / wide;
    const vertical = (id & 1) === 1;
    const v0 = corner(c, r);
    const v1 = vertical ? corner(c, r + 1) : corner(c + 1, r);
    const t = (lv - v0) / (v1 - v0);
    const x0 = clampX(c);
    const y0 = clampY(r);
    return vertical ? [x0, y0 + t * (clampY(r + 1) - y0)] : [x0 + t * (clampX(c + 1) - x0), y0];
  };
  return traceRings(next)
    .map((ids) => tidy(ids.map(pointOn)))
    .filter((ring) => ring.length >= 4 && ringArea(ring) !== 0);
}

/** Follow the edges until each ring closes. */
function traceRings(next: Map<number, number>): readonly (readonly number[])[] {
  const rings: number[][] = [];
  for (const start of [...next.keys()]) {
    if (!next.has(start)) continue;
    const ring: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && next.has(at)) {
      ring.push(at);
      const to: number | undefined = next.get(at);
      next.delete(at);
      at = to;
    }
    rings.push(ring);
  }
  return rings;
}

/** Drop repeated points and close the ring. */
function tidy(points: readonly Point[]): Ring {
  const out: Point[] = [];
  for (const p of points) {
    const last = out.at(-1);
    if (last === undefined || last[0] !== p[0] || last[1] !== p[1]) out.push(p);
  }
  const first = out[0];
  const last = out.at(-1);
  if (first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])) out.push(first);
  return out;
}

/** Signed area of a closed ring, m²: positive when counter-clockwise. */
export function ringArea(ring: Ring): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1];
    const b = ring[i];
    if (a !== undefined && b !== undefined) sum += a[0] * b[1] - b[0] * a[1];
  }
  return sum / 2;
}
