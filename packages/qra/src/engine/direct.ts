import { normalCdf } from '../math/normal.ts';
import type { WeatherClass } from '../park/types.ts';
import type { Substance } from '../substance/types.ts';
import { toxicZ } from './angular.ts';
import { emptyPoint } from './cloud.ts';
import type { VesselEffects, WindEffect } from './effects.ts';
import { discAngle, plumeInterval } from './footprint.ts';
import { sectorPosition, travelShares } from './polar-grid.ts';
import { heatPart } from './vessel-tables.ts';

const point = emptyPoint();

/** Overlap of an arc [lo, hi] (radians off the receiver) with ±[a, b], turns counted. */
function overlap(lo: number, hi: number, ...rest: readonly [a: number, b: number]): number {
  const [a, b] = rest;
  let sum = 0;
  for (const turn of [-2 * Math.PI, 0, 2 * Math.PI]) {
    sum += Math.max(0, Math.min(hi + turn, b) - Math.max(lo + turn, a));
    sum += Math.max(0, Math.min(hi + turn, -a) - Math.max(lo + turn, -b));
  }
  return sum;
}

/** Composite four-point Gauss on panels of a degree: the sharpest plume is wider than one. */
const GAUSS_4 = [
  [0.3399810435848563, 0.6521451548625461],
  [0.8611363115940526, 0.3478548451374538],
] as const;

function integrate(f: (t: number) => number, lo: number, hi: number): number {
  const panels = Math.max(1, Math.ceil((hi - lo) / 0.0175));
  const half = (hi - lo) / panels / 2;
  let sum = 0;
  for (let p = 0; p < panels; p++) {
    const mid = lo + (2 * p + 1) * half;
    for (const [x, w] of GAUSS_4) sum += w * (f(mid - half * x) + f(mid + half * x));
  }
  return sum * half;
}

function windRisk(
  e: WindEffect,
  s: Substance,
  ...rest: readonly [r: number, weights: readonly (readonly [lo: number, hi: number, density: number])[]]
): number {
  const [r, arcs] = rest;
  if (e.outcome === 'toxic') {
    const probit = s.toxicProbit;
    if (probit === undefined) return 0;
    const death = (t: number): number => {
      const x = r * Math.cos(t);
      if (x <= 0) return 0;
      e.cloud.at(x, point);
      const y = r * Math.sin(t);
      return normalCdf(toxicZ(point, probit) - (probit.b * probit.n * y * y) / (2 * point.sigmaYM ** 2));
    };
    // Lethality falls off the axis: beyond the last of sixteen angles where it is not below 1e-12 nothing is integrated.
    const last = Array.from({ length: 16 }, (_, i) => death((i * Math.PI) / 32)).findLastIndex((p) => p > 1e-12);
    if (last < 0) return 0;
    const side = ((last + 1) * Math.PI) / 32;
    return arcs.reduce((sum, [lo, hi, density]) => {
      const from = Math.max(lo, -side);
      const to = Math.min(hi, side);
      return to > from && density > 0 ? sum + density * integrate(death, from, to) : sum;
    }, 0);
  }
  const interval =
    e.outcome === 'flash-fire'
      ? plumeInterval(e.cloud, e.lflKgM3, e.reachM, r)
      : [0, discAngle(r, e.centreM, e.certainM)];
  if (interval === null) return 0;
  const [a = 0, b = 0] = interval;
  return arcs.reduce((sum, [lo, hi, density]) => sum + density * overlap(lo, hi, a, b), 0);
}

/** Each sector's arc of travel directions as an angle off the receiver (nearest turn), with its share a radian. */
function arcsOf(w: WeatherClass, azimuthRad: number): readonly (readonly [lo: number, hi: number, density: number])[] {
  const n = w.sectorShare.length;
  const width = (2 * Math.PI) / n;
  const at = sectorPosition(azimuthRad, n);
  return Array.from(travelShares(w.sectorShare), (p, q): readonly [number, number, number] => {
    const middle = ((at - q - 0.5 + 1.5 * n) % n) - n / 2;
    return [(middle - 0.5) * width, (middle + 0.5) * width, p / width];
  });
}

/**
 * Individual risk of one vessel at one place, without any table: exact formulas, each wind sector integrated by quadrature.
 * The oracle of the accuracy check, and the right tool for a single receiver.
 */
export function directVesselRisk(
  effects: VesselEffects,
  s: Substance,
  ...rest: readonly [weather: readonly WeatherClass[], dxM: number, dyM: number]
): number {
  const [weather, dx, dy] = rest;
  const r = Math.hypot(dx, dy);
  let sum = 0;
  for (const e of effects.radial) sum += e.frequencyPerYear * (r <= e.certainM ? 1 : heatPart(e, r));
  const arcs = weather.map((w) => arcsOf(w, Math.atan2(dy, dx)));
  for (const e of effects.wind) {
    const of = arcs[e.weather];
    if (of !== undefined) sum += e.frequencyPerYear * windRisk(e, s, r, of);
  }
  return sum;
}
