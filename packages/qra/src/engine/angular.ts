import type { ToxicProbit } from '../vulnerability/toxic.ts';
import { type Cloud, type CloudPoint, emptyPoint } from './cloud.ts';
import { CUT_Z, fastPhi } from './phi-table.ts';
import { MAX_RINGS, NODES, nodePosition, ringRadiusM } from './polar-grid.ts';

/**
 * Angular integrals of one wind effect: for each ring, ∫P dθ over each node interval on one side of the wind (radians).
 * `steps[ring·width + k]` belongs to θ between nodes k and k+1; `used[ring]` is one past the last interval that is not 0.
 */
export type Angular = {
  readonly sectors: number;
  /** Node intervals on a half turn: 8·sectors. */
  readonly width: number;
  readonly steps: Float64Array;
  readonly used: Int32Array;
  /** Lethality alike in all directions, by ring (a disc that covers the whole circle): kept apart, for it needs no rose. */
  readonly round: Float64Array;
  /** Node angles of the half turn, radians. */
  readonly angles: Float64Array;
  /** Scratch for one ring's running sums. */
  readonly running: Float64Array;
  rings: number;
  /** Rings beyond this are not asked for: no receiver or person stands there. */
  limit: number;
};

/** Node angles of the half turn, radians; width + 1 of them. */
export const nodeAngles = (sectors: number): Float64Array =>
  Float64Array.from({ length: (NODES / 2) * sectors + 1 }, (_, k) => (nodePosition(k) * 2 * Math.PI) / sectors);

/** Empty scratch for a number of sectors; reused for every effect of a worker. */
export function makeAngular(sectors: number): Angular {
  const width = (NODES / 2) * sectors;
  return {
    sectors,
    width,
    steps: new Float64Array(MAX_RINGS * width),
    used: new Int32Array(MAX_RINGS),
    running: new Float64Array(width + 1),
    round: new Float64Array(MAX_RINGS),
    angles: nodeAngles(sectors),
    rings: 0,
    limit: MAX_RINGS,
  };
}

/** Forget the rings that the last effect used. */
export function clearAngular(a: Angular): void {
  a.steps.fill(0, 0, a.rings * a.width);
  a.used.fill(0, 0, a.rings);
  a.round.fill(0, 0, a.rings);
  a.rings = 0;
}

const GAUSS_X = 1 / Math.sqrt(3);

const centre = new Float64Array(MAX_RINGS + 2);
const narrow = new Float64Array(MAX_RINGS + 2);
const point = emptyPoint();

/** Probit at a centre line point, minus 5. */
export function toxicZ(p: CloudPoint, probit: ToxicProbit): number {
  return probit.a + probit.b * (probit.n * Math.log(p.concentrationKgM3 * 1e6) + Math.log(p.exposureMin)) - 5;
}

/**
 * Toxic lethality around a cloud: Y falls off the centre line by b·n·y²/2σy². Two-point Gauss in each node interval, centre
 * line values linear in √x. Only downwind (|θ| < 90°).
 */
export function toxicAngular(cloud: Cloud, probit: ToxicProbit, out: Angular): void {
  clearAngular(out);
  prepareGauss(out.angles, out.width);
  const slope = (probit.b * probit.n) / 2;
  for (let i = 0; i < out.limit; i++) {
    const r = ringRadiusM(i);
    cloud.at(r, point);
    centre[i] = toxicZ(point, probit);
    narrow[i] = slope / (point.sigmaYM * point.sigmaYM);
    const any = toxicRing(i, out);
    out.rings = i + 1;
    if (!any && i > 5 && (centre[i] ?? 0) < CUT_Z) return;
  }
}

function toxicRing(i: number, out: Angular): boolean {
  const { angles } = out;
  const r = ringRadiusM(i);
  const base = i * out.width;
  let any = false;
  for (let k = 0; k < out.width; k++) {
    const lo = angles[k] ?? 0;
    const hi = Math.min(Math.PI / 2, angles[k + 1] ?? 0);
    if (hi <= lo) break;
    const half = (hi - lo) / 2;
    const sum = half * (lethalAt(i, r, k) + lethalAt(i, r, k + out.width));
    if (sum > 1e-9) {
      out.steps[base + k] = sum;
      out.used[i] = k + 1;
      any = true;
    } else if (any) break;
  }
  return any;
}

/** √cos and sin² of the Gauss points of every node interval, made once for a number of sectors: first points, then second. */
let gaussRootCos = new Float64Array(0);
let gaussSin2 = new Float64Array(0);

function prepareGauss(angles: Float64Array, width: number): void {
  if (gaussRootCos.length === 2 * width) return;
  gaussRootCos = new Float64Array(2 * width);
  gaussSin2 = new Float64Array(2 * width);
  for (let k = 0; k < width; k++) {
    const lo = angles[k] ?? 0;
    const hi = Math.min(Math.PI / 2, angles[k + 1] ?? 0);
    for (const [at, sign] of [
      [k, -1],
      [k + width, 1],
    ] as const) {
      const theta = (lo + hi) / 2 + (sign * GAUSS_X * (hi - lo)) / 2;
      gaussRootCos[at] = Math.sqrt(Math.max(0, Math.cos(theta)));
      gaussSin2[at] = Math.sin(theta) ** 2;
    }
  }
}

/** Death probability at a Gauss point of ring i, from the centre line arrays up to that ring. */
function lethalAt(i: number, r: number, g: number): number {
  // √x = √r·√cos θ, and ring i lies at √r = i·step.
  const pos = i * (gaussRootCos[g] ?? 0);
  const j = Math.min(i, pos | 0);
  const t = j === i ? 0 : pos - j;
  const c = centre[j] ?? 0;
  const n = narrow[j] ?? 0;
  const z = t === 0 ? c : c + t * ((centre[j + 1] ?? c) - c);
  const k = t === 0 ? n : n + t * ((narrow[j + 1] ?? n) - n);
  const at = z - k * r * r * (gaussSin2[g] ?? 0);
  return at < CUT_Z ? 0 : fastPhi(at);
}

/** Put a certain-death interval [a, b] of θ (radians) on a ring. */
export function stepRing(out: Angular, ring: number, interval: readonly [number, number]): void {
  const [a, b] = interval;
  out.rings = Math.max(out.rings, ring + 1);
  if (a === 0 && b >= Math.PI) {
    out.round[ring] = 1;
    return;
  }
  const base = ring * out.width;
  for (let k = 0; k < out.width; k++) {
    const lo = out.angles[k] ?? 0;
    if (lo >= b) break;
    const part = Math.min(b, out.angles[k + 1] ?? Math.PI) - Math.max(a, lo);
    if (part <= 0) continue;
    out.steps[base + k] = part;
    out.used[ring] = k + 1;
  }
}

/** sum += factor · part, ring by ring. */
export function addScaled(sum: Angular, part: Angular, factor: number): void {
  for (let ring = 0; ring < part.rings; ring++) {
    const used = part.used[ring] ?? 0;
    const base = ring * part.width;
    for (let k = base; k < base + used; k++) sum.steps[k] = (sum.steps[k] ?? 0) + factor * (part.steps[k] ?? 0);
    if (used > (sum.used[ring] ?? 0)) sum.used[ring] = used;
    sum.round[ring] = (sum.round[ring] ?? 0) + factor * (part.round[ring] ?? 0);
  }
  sum.rings = Math.max(sum.rings, part.rings);
}
