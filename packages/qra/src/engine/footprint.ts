import { bisect } from '../math/bisect.ts';
import { type Angular, clearAngular, stepRing } from './angular.ts';
import { type Cloud, emptyPoint } from './cloud.ts';
import { ringOf, ringRadiusM } from './polar-grid.ts';

const point = emptyPoint();

/**
 * How far inside (> 0) or outside a flammable plume a place is. Gaussian clouds: ln(C/LFL) − y²/2σy². Dense clouds are top hats:
 * flammable across their whole width wherever their centre line is, with a blunt end.
 */
export function insidePlume(cloud: Cloud, lflKgM3: number, ...rest: readonly [xM: number, yM: number]): number {
  const [x, y] = rest;
  if (x <= 0) return -1;
  cloud.at(x, point);
  const centre = Math.log(point.concentrationKgM3 / lflKgM3);
  return Number.isFinite(point.edgeM)
    ? Math.min(centre, 1 - y / point.edgeM)
    : centre - (y * y) / (2 * point.sigmaYM * point.sigmaYM);
}

/**
 * Angles (radians, one side) at which a circle of radius r lies in the flammable plume, as one interval; null when nowhere.
 * Dense clouds end bluntly: circles beyond the tip still meet them beside the axis, from a > 0.
 */
export const plumeInterval = (
  cloud: Cloud,
  lflKgM3: number,
  ...rest: readonly [tipM: number, rM: number]
): readonly [number, number] | null => {
  const [tipM, rM] = rest;
  return sideInterval((theta) => insidePlume(cloud, lflKgM3, rM * Math.cos(theta), rM * Math.sin(theta)), rM, tipM);
};

/** From where the circle is short of the tip (the axis, or a blunt end's face) to the way out; null when it is outside there already. */
function sideInterval(
  g: (theta: number) => number,
  ...rest: readonly [rM: number, tipM: number]
): readonly [number, number] | null {
  const [rM, tipM] = rest;
  const side = Math.PI / 2 - 1e-9;
  const from = rM <= tipM ? 0 : Math.acos(tipM / rM);
  const start = from + 1e-7;
  if (g(start) <= 0) return null;
  for (let n = 1; n <= 12; n++) {
    const theta = start + (n / 12) * (side - start);
    if (g(theta) <= 0) return [from, edge(g, theta - (side - start) / 12, theta)];
  }
  return [from, side];
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

/** Points of a quarter circle where the sides of a plume are looked for. */
const SCAN = 12;

/**
 * The same interval by the parameter v = 1 − cos θ, so that no angle is turned into sine and cosine in the search: first scan, then
 * halving and one secant.
 */
function outlineInterval(
  inside: (xM: number, yM: number) => number,
  rM: number,
  tipM: number,
): readonly [number, number] | null {
  const from = rM <= tipM ? 0 : Math.acos(tipM / rM);
  // w = √(1 − cos θ): proportional to θ near the axis.
  const g = (w: number): number => {
    const v = w * w;
    return inside(rM * (1 - v), rM * w * Math.sqrt(2 - v));
  };
  const start = Math.sqrt(1 - Math.cos(from)) + 1e-7;
  const side = 1 - 1e-9;
  let low = g(start);
  if (low <= 0) return null;
  let a = start;
  for (let n = 1; n <= SCAN; n++) {
    const b = start + (n / SCAN) * (side - start);
    const high = g(b);
    if (high <= 0) return [from, Math.acos(1 - root(g, a, b, low, high) ** 2)];
    a = b;
    low = high;
  }
  return [from, Math.PI / 2 - 1e-9];
}

/** Root between a (g > 0) and b (g ≤ 0): eight halvings, then the secant of what is left (to some 1e-6). Positional: called for every ring. */
function root(g: (w: number) => number, a0: number, b0: number, ga: number, gb: number): number {
  let a = a0;
  let b = b0;
  let fa = ga;
  let fb = gb;
  for (let i = 0; i < 8; i++) {
    const m = (a + b) / 2;
    const f = g(m);
    if (f > 0) {
      a = m;
      fa = f;
    } else {
      b = m;
      fb = f;
    }
  }
  // Outside the tip g is a flat −1: there the middle is as good as any.
  return fb <= -1 ? (a + b) / 2 : a + (fa / (fa - fb)) * (b - a);
}

/** A plume's flammable outline: where it ends on its axis, its farthest corner, and its interval of angles at any radius. */
export type Outline = {
  readonly tipM: number;
  readonly cornerM: number;
  readonly interval: (rM: number) => readonly [number, number] | null;
};

const SAMPLES = 192;

/** Outline of a plume from values at 192 distances, linear in √x: no model call in the search for its edges. */
export function outlineOf(cloud: Cloud, lflKgM3: number, tipM: number): Outline {
  const over = new Float64Array(SAMPLES + 2);
  const width = new Float64Array(SAMPLES + 2);
  for (let i = 0; i <= SAMPLES + 1; i++) {
    cloud.at(tipM * (i / SAMPLES) ** 2, point);
    over[i] = Math.log(point.concentrationKgM3 / lflKgM3);
    width[i] = Number.isFinite(point.edgeM) ? 1 / point.edgeM : 1 / (2 * point.sigmaYM * point.sigmaYM);
  }
  cloud.at(tipM, point);
  const blunt = Number.isFinite(point.edgeM);
  const perRoot = SAMPLES / Math.sqrt(tipM);
  const inside = (x: number, y: number): number => {
    if (x <= 0 || x >= tipM) return -1;
    const pos = Math.sqrt(x) * perRoot;
    const j = pos | 0;
    const t = pos - j;
    const w = (width[j] ?? 0) + t * ((width[j + 1] ?? 0) - (width[j] ?? 0));
    if (blunt) return 1 - y * w;
    return (over[j] ?? 0) + t * ((over[j + 1] ?? 0) - (over[j] ?? 0)) - w * y * y;
  };
  return {
    tipM,
    cornerM: blunt ? Math.hypot(tipM, point.edgeM) : tipM,
    interval: (rM) => outlineInterval(inside, rM, tipM),
  };
}

/** Footprint of a flash fire in a plume. */
export function flashAngular(outline: Outline, out: Angular): void {
  clearAngular(out);
  const last = ringOf(outline.cornerM);
  for (let i = 0; i < out.limit && i <= last; i++) {
    const interval = outline.interval(ringRadiusM(i));
    if (interval !== null) stepRing(out, i, interval);
  }
  // The ring beyond the corner is empty, and the deaths and the rose interpolate up to it.
  out.rings = Math.min(out.limit, Math.ceil(last) + 1);
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
