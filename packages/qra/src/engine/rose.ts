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
  const inverseWidth = n / (2 * Math.PI);
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
    const high = Math.min(reach, n - 1 + low);
    fillKernel(a.running, a.width, { low, high, inverseWidth }, kernel);
    spread(kernel, share, { low, high, n, base }, table);
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

type Span = { readonly low: number; readonly high: number };

function fillKernel(
  running: Float64Array,
  width: number,
  ...rest: readonly [span: Span & { readonly inverseWidth: number }, kernel: Float64Array]
): void {
  const [{ low, high, inverseWidth }, kernel] = rest;
  for (let m = low; m <= high; m++) {
    for (let j = 0; j < NODES; j++) {
      const inSector = signedS(running, width, j - NODES * m) - signedS(running, width, j - NODES * (m + 1));
      kernel[(m - low) * NODES + j] = inSector * inverseWidth;
    }
  }
}

function spread(
  kernel: Float64Array,
  share: Float64Array,
  ...rest: readonly [at: Span & { readonly n: number; readonly base: number }, table: Float64Array]
): void {
  const [{ low, high, n, base }, table] = rest;
  for (let m = low; m <= high; m++) {
    const row = (m - low) * NODES;
    // A narrow plume reaches only the nodes next to the neighbour's edge.
    let first = 0;
    while (first < NODES && (kernel[row + first] ?? 0) === 0) first++;
    let end = NODES;
    while (end > first && (kernel[row + end - 1] ?? 0) === 0) end--;
    if (first === end) continue;
    for (let q = 0; q < n; q++) {
      const p = share[(q + m + n) % n] ?? 0;
      const out = base + q * NODES;
      for (let j = first; j < end; j++) table[out + j] = (table[out + j] ?? 0) + p * (kernel[row + j] ?? 0);
    }
  }
}
