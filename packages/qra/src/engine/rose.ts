import type { Angular } from './angular.ts';
import { NODES } from './polar-grid.ts';

/** Nodes 0-8 of a sector; 9-15 are the mirror images of 7-1. */
const HALF = NODES / 2;

/** A wind rose laid out for the dot products: shares, and sums and differences of the shares m sectors to both sides. */
export type RoseTurns = {
  readonly share: Float64Array;
  readonly whole: number;
  /** p(q+m) + p(q−m) and p(q+m) − p(q−m) at q·(n/2+1) + m. */
  readonly even: Float64Array;
  readonly odd: Float64Array;
};

/** Lay out a rose (shares by travel sector); made once a weather. */
export function roseTurns(share: Float64Array): RoseTurns {
  const n = share.length;
  const wide = (n >> 1) + 1;
  const even = new Float64Array(n * wide);
  const odd = new Float64Array(n * wide);
  for (let q = 0; q < n; q++) {
    for (let m = 0; m < wide; m++) {
      const up = share[(q + m) % n] ?? 0;
      const down = share[(q - m + n) % n] ?? 0;
      // m = 0 and, with an even number of sectors, the one straight opposite stand once.
      const once = m === 0 || 2 * m === n;
      even[q * wide + m] = once ? up : up + down;
      odd[q * wide + m] = once ? 0 : up - down;
    }
  }
  return { share, whole: share.reduce((sum, p) => sum + p, 0), even, odd };
}

/** Scratch of a thread: even and odd parts of the kernel, by node 0-8 and sector distance. */
let evenKernel = new Float64Array(0);
let oddKernel = new Float64Array(0);

/**
 * Turn angular integrals into risk around the vessel: each sector's share is spread evenly over the sector, so risk at an
 * azimuth is Σ p_q/W·(S(φ−lower edge) − S(φ−upper edge)), S the odd running integral. Adds to `table[ring·nodes + node]`.
 *
 * The kernel depends only on the node within the sector and the sector's distance, so it is made once a ring. Narrow plumes touch
 * the next sector only; the cost follows their width. Nodes lie symmetric in the sector and lethality about the wind: with even and
 * odd parts of kernel and rose, a node and its mirror image cost one.
 */
export function addRose(a: Angular, rose: RoseTurns, table: Float64Array): void {
  const n = a.sectors;
  const nodes = NODES * n;
  const half = n >> 1;
  if (evenKernel.length < (HALF + 1) * (half + 1)) {
    evenKernel = new Float64Array((HALF + 1) * (half + 1));
    oddKernel = new Float64Array((HALF + 1) * (half + 1));
  }
  for (let ring = 0; ring < a.rings; ring++) {
    const base = ring * nodes;
    const round = (a.round[ring] ?? 0) * rose.whole;
    if (round > 0) for (let k = base; k < base + nodes; k++) table[k] = (table[k] ?? 0) + round;
    const used = a.used[ring] ?? 0;
    if (used === 0) continue;
    prefix(a, ring, 0);
    const reach = Math.min(half, Math.ceil(used / NODES));
    fillKernel(a.running, a.width, reach, n);
    for (let q = 0; q < n; q++) {
      if (reach === 1) addNarrow(rose, q * (half + 1), base + q * NODES, table);
      else addSector(rose, q * (half + 1), reach, base + q * NODES, table);
    }
  }
}

/** One sector's sixteen nodes for a plume that reaches the next sector only (most rings): no loop inside. Positional: innermost loop. */
function addNarrow(rose: RoseTurns, from: number, to: number, table: Float64Array): void {
  const p = rose.even[from] ?? 0;
  const e = rose.even[from + 1] ?? 0;
  const o = rose.odd[from + 1] ?? 0;
  for (let j = 1; j < HALF; j++) {
    const k = 2 * j;
    const a = p * (evenKernel[k] ?? 0) + e * (evenKernel[k + 1] ?? 0);
    const b = o * (oddKernel[k + 1] ?? 0);
    table[to + j] = (table[to + j] ?? 0) + (a + b);
    table[to + NODES - j] = (table[to + NODES - j] ?? 0) + (a - b);
  }
  const middle = to + HALF;
  table[to] = (table[to] ?? 0) + (p * (evenKernel[0] ?? 0) + e * (evenKernel[1] ?? 0) + o * (oddKernel[1] ?? 0));
  table[middle] = (table[middle] ?? 0) + (p * (evenKernel[NODES] ?? 0) + e * (evenKernel[NODES + 1] ?? 0));
}

/** One sector's sixteen nodes. Positional: innermost loop. */
function addSector(rose: RoseTurns, from: number, reach: number, to: number, table: Float64Array): void {
  const { even, odd } = rose;
  const wide = reach + 1;
  for (let j = 0; j <= HALF; j += 2) {
    const r0 = j * wide;
    const r1 = r0 + wide;
    const two = j < HALF;
    let e0 = 0;
    let o0 = 0;
    let e1 = 0;
    let o1 = 0;
    for (let m = 0; m <= reach; m++) {
      const e = even[from + m] ?? 0;
      const o = odd[from + m] ?? 0;
      e0 += e * (evenKernel[r0 + m] ?? 0);
      o0 += o * (oddKernel[r0 + m] ?? 0);
      if (!two) continue;
      e1 += e * (evenKernel[r1 + m] ?? 0);
      o1 += o * (oddKernel[r1 + m] ?? 0);
    }
    table[to + j] = (table[to + j] ?? 0) + (e0 + o0);
    if (j > 0 && two) table[to + NODES - j] = (table[to + NODES - j] ?? 0) + (e0 - o0);
    if (!two) continue;
    table[to + j + 1] = (table[to + j + 1] ?? 0) + (e1 + o1);
    table[to + NODES - j - 1] = (table[to + NODES - j - 1] ?? 0) + (e1 - o1);
  }
}

/** S at each node angle into the effect's own scratch, radians; `round` is added as a lethality alike all around. */
export function prefix(a: Angular, ring: number, round: number): void {
  let sum = 0;
  const base = ring * a.width;
  const { running, steps, angles } = a;
  running[0] = 0;
  if (round > 0) {
    for (let k = 0; k < a.width; k++) {
      sum += steps[base + k] ?? 0;
      running[k + 1] = sum + round * (angles[k + 1] ?? 0);
    }
    return;
  }
  const used = a.used[ring] ?? 0;
  for (let k = 0; k < used; k++) {
    sum += steps[base + k] ?? 0;
    running[k + 1] = sum;
  }
  running.fill(sum, used + 1);
}

/** S at a signed node distance, continued past π by symmetry. */
function signedS(running: Float64Array, width: number, distance: number): number {
  const d = distance < 0 ? -distance : distance;
  const s = d <= width ? (running[d] ?? 0) : 2 * (running[width] ?? 0) - (running[2 * width - d] ?? 0);
  return distance < 0 ? -s : s;
}

/** Mean lethality at node j for the winds of the sector m away: (S(j − 16m) − S(j − 16(m+1)))/W. Its even and odd part in m. */
function fillKernel(running: Float64Array, width: number, reach: number, sectors: number): void {
  const inverseWidth = sectors / (2 * Math.PI);
  const wide = reach + 1;
  for (let j = 0; j <= HALF; j++) {
    let upper = signedS(running, width, j);
    let lower = signedS(running, width, j - NODES);
    const own = (upper - lower) * inverseWidth;
    evenKernel[j * wide] = own;
    oddKernel[j * wide] = 0;
    for (let m = 1; m <= reach; m++) {
      const beyond = signedS(running, width, j - NODES * (m + 1));
      const before = signedS(running, width, j + NODES * m);
      const up = (lower - beyond) * inverseWidth;
      const down = (before - upper) * inverseWidth;
      // The sector straight opposite is the same from both sides.
      const opposite = 2 * m === sectors;
      evenKernel[j * wide + m] = opposite ? down : (up + down) / 2;
      oddKernel[j * wide + m] = opposite ? 0 : (up - down) / 2;
      lower = beyond;
      upper = before;
    }
  }
}
