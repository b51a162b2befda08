import type { Angular } from './angular.ts';
import { NODES } from './polar-grid.ts';

/**
 * Turn angular integrals into risk around the vessel: each sector's share is spread evenly over the sector, so risk at an
 * azimuth is Σ p_q/W·(S(φ−lower edge) − S(φ−upper edge)), S the odd running integral. Adds to `table[ring·nodes + node]`.
 *
 * The kernel depends only on the node within the sector and the sector's distance, so it is made once a ring. Narrow plumes touch
 * the next sector only; the cost follows their width.
 */
export function addRose(a: Angular, share: Float64Array, table: Float64Array): void {
  const n = a.sectors;
  const nodes = NODES * n;
  const kernel = new Float64Array((n + 2) * NODES);
  // Twice round, so that a window of sectors never wraps.
  const around = Float64Array.from({ length: 3 * n }, (_, i) => share[i % n] ?? 0);
  const whole = share.reduce((sum, p) => sum + p, 0);
  for (let ring = 0; ring < a.rings; ring++) {
    const base = ring * nodes;
    const round = (a.round[ring] ?? 0) * whole;
    if (round > 0) for (let k = base; k < base + nodes; k++) table[k] = (table[k] ?? 0) + round;
    const used = a.used[ring] ?? 0;
    if (used === 0) continue;
    prefix(a, ring, 0);
    const reach = Math.min(n >> 1, Math.ceil(used / NODES));
    const low = -reach;
    const span = Math.min(reach, n - 1 + low) - low + 1;
    fillKernel(a.running, a.width, { low, span, inverseWidth: n / (2 * Math.PI) }, kernel);
    for (let q = 0; q < n; q++) addSector(kernel, around, n + q + low, span, base + q * NODES, table);
  }
}

/**
 * One sector's sixteen nodes: each the dot product of a kernel row with the shares in reach, four nodes at a time so that no sum
 * waits for the one before. Positional: innermost loop.
 */
function addSector(
  kernel: Float64Array,
  around: Float64Array,
  from: number,
  span: number,
  to: number,
  table: Float64Array,
): void {
  for (let j = 0; j < NODES; j += 4) {
    const r0 = j * span;
    const r1 = r0 + span;
    const r2 = r1 + span;
    const r3 = r2 + span;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let m = 0; m < span; m++) {
      const w = around[from + m] ?? 0;
      s0 += w * (kernel[r0 + m] ?? 0);
      s1 += w * (kernel[r1 + m] ?? 0);
      s2 += w * (kernel[r2 + m] ?? 0);
      s3 += w * (kernel[r3 + m] ?? 0);
    }
    const t = to + j;
    table[t] = (table[t] ?? 0) + s0;
    table[t + 1] = (table[t + 1] ?? 0) + s1;
    table[t + 2] = (table[t + 2] ?? 0) + s2;
    table[t + 3] = (table[t + 3] ?? 0) + s3;
  }
}

/** S at each node angle into the effect's own scratch, radians; `round` is added as a lethality alike all around. */
export function prefix(a: Angular, ring: number, round: number): void {
  let sum = 0;
  const base = ring * a.width;
  const { running, steps, angles } = a;
  running[0] = 0;
  for (let k = 0; k < a.width; k++) {
    sum += steps[base + k] ?? 0;
    running[k + 1] = sum + round * (angles[k + 1] ?? 0);
  }
}

/** S at a signed node distance, continued past π by symmetry. */
function signedS(running: Float64Array, width: number, distance: number): number {
  const d = Math.abs(distance);
  const total = running[width] ?? 0;
  const s = d <= width ? (running[d] ?? 0) : 2 * total - (running[2 * width - d] ?? 0);
  return distance < 0 ? -s : s;
}

type Span = { readonly low: number; readonly span: number; readonly inverseWidth: number };

/** Mean lethality in the receiver's node j of a sector `low + m` sectors away, at kernel[j·span + m]. */
function fillKernel(running: Float64Array, width: number, x: Span, kernel: Float64Array): void {
  for (let j = 0; j < NODES; j++) {
    let before = signedS(running, width, j - NODES * x.low);
    for (let m = 0; m < x.span; m++) {
      const after = signedS(running, width, j - NODES * (x.low + m + 1));
      kernel[j * x.span + m] = (before - after) * x.inverseWidth;
      before = after;
    }
  }
}
