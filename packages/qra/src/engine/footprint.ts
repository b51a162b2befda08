import { bisect } from '../math/bisect.ts';
import { type Angular, clearAngular, stepRing } from './angular.ts';
import { type Cloud, emptyPoint } from './cloud.ts';
import { MAX_RINGS, ringOf, ringRadiusM } from './polar-grid.ts';

const point = emptyPoint();

/** How far inside (> 0) or outside a flammable plume a place is: ln(C/LFL) − y²/2σy², and within a dense cloud's own width. */
export function insidePlume(cloud: Cloud, lflKgM3: number, ...rest: readonly [xM: number, yM: number]): number {
  const [x, y] = rest;
  if (x <= 0) return -1;
  cloud.at(x, point);
  const inside = Math.log(point.concentrationKgM3 / lflKgM3) - (y * y) / (2 * point.sigmaYM * point.sigmaYM);
  return Math.min(inside, 1 - y / point.edgeM);
}

/**
 * Angles (radians, one side) at which a circle of radius r lies in the flammable plume, as one interval; null when nowhere.
 * Wide clouds can reach past their centre line's length off the axis: those circles start at a > 0.
 */
export const plumeInterval = (cloud: Cloud, lflKgM3: number, rM: number): readonly [number, number] | null =>
  sideInterval((theta) => insidePlume(cloud, lflKgM3, rM * Math.cos(theta), rM * Math.sin(theta)));

/** From the axis to the first way out; for circles that miss the axis, the first stretch that is inside. */
function sideInterval(g: (theta: number) => number): readonly [number, number] | null {
  const side = Math.PI / 2 - 1e-9;
  if (g(0) > 0) {
    for (let n = 1; n <= 12; n++) {
      const theta = (n / 12) * side;
      if (g(theta) <= 0) return [0, edge(g, theta - side / 12, theta)];
    }
    return [0, side];
  }
  for (let n = 1; n < 16; n++) {
    const theta = (n / 16) * side;
    if (g(theta) > 0) return [edge(g, theta - side / 16, theta), g(side) > 0 ? side : edge(g, theta, side)];
  }
  return null;
}

/** A root to 1e-6 rad: the table does not need more. */
function edge(g: (t: number) => number, lo: number, hi: number): number {
  let a = lo;
  let b = hi;
  const rising = g(a) < 0;
  for (let i = 0; i < 16; i++) {
    const m = (a + b) / 2;
    if (g(m) < 0 === rising) a = m;
    else b = m;
  }
  return (a + b) / 2;
}

const over = new Float64Array(MAX_RINGS + 2);
const narrow = new Float64Array(MAX_RINGS + 2);
const inverseEdge = new Float64Array(MAX_RINGS + 2);

/** The same measure as `insidePlume`, from values at the rings, linear in √x: no model call in the search for the edge. */
function insideByRings(ring: number, theta: number): number {
  const c = Math.cos(theta);
  const y = ringRadiusM(ring) * Math.sin(theta);
  const pos = ring * Math.sqrt(Math.max(0, c));
  const j = Math.min(ring, pos | 0);
  const t = pos - j;
  const a = over[j] ?? -1;
  const n = narrow[j] ?? 0;
  const z = j === ring ? a : a + t * ((over[j + 1] ?? a) - a);
  const k = j === ring ? n : n + t * ((narrow[j + 1] ?? n) - n);
  const w = inverseEdge[j] ?? 0;
  const e = j === ring ? w : w + t * ((inverseEdge[j + 1] ?? w) - w);
  return Math.min(z - k * y * y, 1 - y * e);
}

/** Footprint of a flash fire in a plume. */
export function flashAngular(cloud: Cloud, lflKgM3: number, ...rest: readonly [reachM: number, out: Angular]): void {
  const [reachM, out] = rest;
  clearAngular(out);
  const last = ringOf(reachM);
  for (let i = 0; i < out.limit; i++) {
    cloud.at(ringRadiusM(i), point);
    over[i] = Math.log(point.concentrationKgM3 / lflKgM3);
    narrow[i] = 1 / (2 * point.sigmaYM * point.sigmaYM);
    inverseEdge[i] = 1 / point.edgeM;
    const interval = sideInterval((theta) => insideByRings(i, theta));
    if (interval !== null) stepRing(out, i, interval);
    else if (i > last) return;
  }
}

/** Half angle at which a circle of radius r lies within a disc of radius R centred at c downwind; 0 when apart, π when inside. */
export function discAngle(rM: number, centreM: number, radiusM: number): number {
  if (radiusM <= 0) return 0;
  if (rM <= radiusM - centreM) return Math.PI;
  if (rM >= centreM + radiusM || rM <= centreM - radiusM) return 0;
  return Math.acos(Math.min(1, Math.max(-1, (rM * rM + centreM * centreM - radiusM * radiusM) / (2 * rM * centreM))));
}

/** A disc drifted downwind (explosion of a cloud, flash of a puff). */
export function discAngular(centreM: number, radiusM: number, out: Angular): void {
  clearAngular(out);
  const last = Math.min(out.limit - 1, Math.ceil(ringOf(centreM + radiusM)));
  for (let i = 0; i <= last; i++) {
    const half = discAngle(ringRadiusM(i), centreM, radiusM);
    if (half > 0) stepRing(out, i, [0, half]);
  }
  out.rings = last + 1;
}

/** Farthest radius of a radial lethality above the cut, m, by doubling and bisection of a falling function. */
export function fallsBelow(f: (r: number) => number, level: number, from: number): number {
  let far = Math.max(1, from);
  if (f(far) <= level) return far;
  while (far < 12_000 && f(far) > level) far *= 1.5;
  return far >= 12_000 ? 12_000 : bisect((r) => f(r) - level, far / 1.5, far);
}
