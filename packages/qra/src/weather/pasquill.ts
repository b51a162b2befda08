import type { Stability } from '../dispersion/stability.ts';
import { between, computed, firstOutOfRange, notNegative, type Outcome } from '../result.ts';

/**
 * Stability classes by sun, cloud and wind: the national method (GB/T 3840-91, HJ/T 2.2-93) as data. From memory, to be checked
 * against the printed standard; intermediate classes (A-B, B-C, C-D) count as the more stable of the two.
 */
export const PASQUILL_GBT3840 = {
  id: 'gbt3840-1991',
  version: '1',
  certainty: 'memory',
  /** Radiation rank by cloud (rows) and sun (columns: night, ≤ 15°, 15-35°, 35-65°, > 65°). */
  radiation: [
    { totalFrom: 0, totalTo: 4, lowFrom: 0, lowTo: 4, ranks: [-2, -1, 1, 2, 3] },
    { totalFrom: 5, totalTo: 7, lowFrom: 0, lowTo: 4, ranks: [-1, 0, 1, 2, 3] },
    { totalFrom: 8, totalTo: 10, lowFrom: 0, lowTo: 4, ranks: [-1, 0, 0, 1, 1] },
    { totalFrom: 5, totalTo: 10, lowFrom: 5, lowTo: 7, ranks: [0, 0, 0, 0, 1] },
    { totalFrom: 8, totalTo: 10, lowFrom: 8, lowTo: 10, ranks: [0, 0, 0, 0, 0] },
  ],
  /** Class by wind at 10 m (below `belowMS`) for ranks 3, 2, 1, 0, −1, −2. */
  classes: [
    { belowMS: 2, classes: ['A', 'B', 'B', 'D', 'E', 'F'] },
    { belowMS: 3, classes: ['B', 'B', 'C', 'D', 'E', 'F'] },
    { belowMS: 5, classes: ['B', 'C', 'C', 'D', 'D', 'E'] },
    { belowMS: 6, classes: ['C', 'D', 'D', 'D', 'D', 'D'] },
    { belowMS: Number.POSITIVE_INFINITY, classes: ['D', 'D', 'D', 'D', 'D', 'D'] },
  ],
} as const satisfies {
  readonly classes: readonly { readonly belowMS: number; readonly classes: readonly Stability[] }[];
  readonly [key: string]: unknown;
};

/**
 * Elevation of the sun above the horizon, degrees (declination by Cooper's formula; within about 1°, which is less than the
 * classes ask for). @param time any instant @param lonDeg east positive
 */
export function solarElevationDeg(time: Date, lonDeg: number, latDeg: number): number {
  const start = Date.UTC(time.getUTCFullYear(), 0, 1);
  const day = (time.getTime() - start) / 86_400_000 + 1;
  const rad = Math.PI / 180;
  const declination = 23.45 * rad * Math.sin((2 * Math.PI * (284 + day)) / 365);
  const b = (2 * Math.PI * (day - 81)) / 364;
  const equationOfTimeMin = 9.87 * Math.sin(2 * b) - 7.53 * Math.cos(b) - 1.5 * Math.sin(b);
  const utcHours = (time.getTime() % 86_400_000) / 3_600_000;
  const solarHours = utcHours + lonDeg / 15 + equationOfTimeMin / 60;
  const hourAngle = (solarHours - 12) * 15 * rad;
  const lat = latDeg * rad;
  const sine = Math.sin(lat) * Math.sin(declination) + Math.cos(lat) * Math.cos(declination) * Math.cos(hourAngle);
  return Math.asin(Math.min(1, Math.max(-1, sine))) / rad;
}

/** The strongest wind that is classed, m/s. */
export const MOST_WIND_M_S = 75;

/** Class of an hour. Clouds in tenths; low cloud never more than total. Refuses what is out of range. */
export function pasquillClass(x: {
  readonly solarElevationDeg: number;
  readonly totalCloudTenths: number;
  readonly lowCloudTenths: number;
  readonly windSpeedMS: number;
}): Outcome<Stability> {
  const bad = firstOutOfRange(
    between('solarElevationDeg', x.solarElevationDeg, [-90, 90]),
    between('totalCloudTenths', x.totalCloudTenths, [0, 10]),
    between('lowCloudTenths', x.lowCloudTenths, [0, x.totalCloudTenths]),
    notNegative('windSpeedMS', x.windSpeedMS, MOST_WIND_M_S),
  );
  if (bad) return bad;
  const total = Math.round(x.totalCloudTenths);
  const low = Math.round(x.lowCloudTenths);
  const h = x.solarElevationDeg;
  const column = h <= 0 ? 0 : h <= 15 ? 1 : h <= 35 ? 2 : h <= 65 ? 3 : 4;
  const row = PASQUILL_GBT3840.radiation.find(
    (r) => total >= r.totalFrom && total <= r.totalTo && low >= r.lowFrom && low <= r.lowTo,
  );
  const rank = row?.ranks[column] ?? 0;
  const speed = PASQUILL_GBT3840.classes.find((c) => x.windSpeedMS < c.belowMS);
  return computed(speed?.classes[3 - rank] ?? 'D');
}
