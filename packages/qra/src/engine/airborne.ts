import { lastAbove } from '../math/last-above.ts';
import { normalQuantile } from '../math/normal.ts';
import type { ParkSettings, WeatherClass } from '../park/types.ts';
import type { Substance } from '../substance/types.ts';
import { toxicZ } from './angular.ts';
import { type Cloud, emptyPoint, makeCloud, vapourDensityKgM3 } from './cloud.ts';
import { poolEvaporationKgS, type Release } from './releases.ts';

/** What a release sends with the wind: `rateKgS` 0 for what is airborne all at once. */
export type AirborneCloud = { readonly cloud: Cloud; readonly airborneKg: number; readonly rateKgS: number };

/**
 * The cloud of a release in a weather; null when next to nothing becomes airborne. Of a vessel that fails with a flashing liquid there are two, the vapour that flashes
 * and what evaporates from the pool of the rest: the one that reaches farther counts, for both at once would count one place twice.
 */
export function cloudOf(
  s: Substance,
  r: Release,
  ...rest: readonly [settings: ParkSettings, weather: WeatherClass]
): AirborneCloud | null {
  const [settings, w] = rest;
  const base = {
    substance: s,
    airTemperatureK: settings.airTemperatureK,
    stability: w.stability,
    windSpeedMS: w.windSpeedMS,
  };
  const fromPool = poolEvaporationKgS(r, s, settings, w.windSpeedMS);
  if (r.instantaneous && r.flashed > 0) {
    const puff = { cloud: makeCloud({ ...base, release: { massKg: r.flashed } }), airborneKg: r.flashed, rateKgS: 0 };
    if (fromPool < LEAST_KG_S) return puff;
    const left = plume(base, fromPool, Math.min(LONGEST_POOL_S, (r.inventoryKg - r.flashed) / fromPool));
    return reachM(left.cloud, s, settings) > reachM(puff.cloud, s, settings) ? left : puff;
  }
  const rateKgS = (r.instantaneous ? 0 : r.flashed) + fromPool;
  if (rateKgS < LEAST_KG_S) return null;
  const durationS = r.instantaneous
    ? Math.min(LONGEST_POOL_S, r.inventoryKg / rateKgS)
    : Math.max(r.durationS, r.flashed > 0 ? r.durationS : LONGEST_POOL_S);
  return plume(base, rateKgS, durationS);
}

const LEAST_KG_S = 1e-4;
/** A pool is taken to evaporate for half an hour at most: longer exposures are beyond the probits. */
const LONGEST_POOL_S = 1800;

const plume = (
  base: Omit<Parameters<typeof makeCloud>[0], 'release'>,
  rateKgS: number,
  durationS: number,
): AirborneCloud => ({
  cloud: makeCloud({ ...base, release: { rateKgS, durationS } }),
  airborneKg: rateKgS * durationS,
  rateKgS,
});

const ONE_IN_A_HUNDRED = normalQuantile(0.01);

/** How far a cloud kills one in a hundred, or burns where it is not toxic, m, on its centre line; 0 for nowhere, 20 000 for at least that. */
function reachM(cloud: Cloud, s: Substance, settings: ParkSettings): number {
  const { toxicProbit: probit, lowerFlammableLimit: lfl } = s;
  if (probit === undefined)
    return lfl === undefined ? 0 : flammableReachM(cloud, lfl * vapourDensityKgM3(s, settings.airTemperatureK));
  const p = emptyPoint();
  return lastAbove((x) => {
    cloud.at(x, p);
    return toxicZ(p, probit) - ONE_IN_A_HUNDRED;
  }, 1);
}

/** Farthest distance where the centre line is flammable, m; 0 if nowhere. */
export function flammableReachM(cloud: Cloud, lflKgM3: number): number {
  const p = emptyPoint();
  return lastAbove((x) => {
    cloud.at(x, p);
    return p.concentrationKgM3 - lflKgM3;
  }, 1);
}
