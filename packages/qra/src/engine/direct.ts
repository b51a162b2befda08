import { normalCdf } from '../math/normal.ts';
import type { WeatherClass } from '../park/types.ts';
import type { Substance } from '../substance/types.ts';
import { toxicZ } from './angular.ts';
import type { CloudPoint } from './cloud.ts';
import type { VesselEffects, WindEffect } from './effects.ts';
import { discAngle, plumeInterval } from './footprint.ts';
import { sectorPosition, travelShares } from './polar-grid.ts';
import { heatPart } from './vessel-tables.ts';

const point: CloudPoint = { concentrationKgM3: 0, sigmaYM: 0, exposureMin: 0 };

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

/** Composite 8-point Gauss over an interval, fine enough for the sharpest plume (0.25° panels). */
const GAUSS_8 = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const;

function integrate(f: (t: number) => number, lo: number, hi: number): number {
  const panels = Math.max(1, Math.ceil((hi - lo) / 0.0175));
  const half = (hi - lo) / panels / 2;
  let sum = 0;
  for (let p = 0; p < panels; p++) {
    const mid = lo + (2 * p + 1) * half;
    for (const [x, w] of GAUSS_8) sum += w * (f(mid - half * x) + f(mid + half * x));
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
    return arcs.reduce((sum, [lo, hi, density]) => {
      const from = Math.max(lo, -Math.PI / 2);
      const to = Math.min(hi, Math.PI / 2);
      return to > from && density > 0 ? sum + density * integrate(death, from, to) : sum;
    }, 0);
  }
  const interval =
    e.outcome === 'flash-fire' ? plumeInterval(e.cloud, e.lflKgM3, r) : [0, discAngle(r, e.centreM, e.certainM)];
  if (interval === null) return 0;
  const [a = 0, b = 0] = interval;
  return arcs.reduce((sum, [lo, hi, density]) => sum + density * overlap(lo, hi, a, b), 0);
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
  for (const e of effects.wind) {
    const w = weather[e.weather];
    if (w === undefined) continue;
    const n = w.sectorShare.length;
    const width = (2 * Math.PI) / n;
    const at = sectorPosition(Math.atan2(dy, dx), n);
    const arcs = Array.from(travelShares(w.sectorShare), (p, q): readonly [number, number, number] => {
      // The sector's arc of travel directions, as an angle off the receiver, nearest turn.
      const middle = ((at - q - 0.5 + 1.5 * n) % n) - n / 2;
      return [(middle - 0.5) * width, (middle + 0.5) * width, p / width];
    });
    sum += e.frequencyPerYear * windRisk(e, s, r, arcs);
  }
  return sum;
}
