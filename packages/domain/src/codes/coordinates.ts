import type { CoordinateSystem } from '../org/vocabulary.ts';
import { no, ok, type Refusal, type Result } from '../result.ts';

/** A position in degrees. */
export type Position = { readonly lon: number; readonly lat: number };

/** Krasovsky 1940, on which the GCJ-02 shift is defined (as published in open implementations; no official text). */
const A = 6_378_245;
const EE = 0.006_693_421_622_965_943;
/** Mean earth radius, m. */
const R = 6_371_008.8;
const rad = Math.PI / 180;

/**
 * WGS-84 → GCJ-02, by the widely used open approximation; error of some metres. Outside mainland China the shift is not defined:
 * refused with `coordinates.outside_china`.
 */
export function toGcj02(p: Position): Result<Position, Refusal> {
  if (!insideChina(p)) return no({ code: 'coordinates.outside_china', params: { lon: p.lon, lat: p.lat } });
  const s = shift(p);
  return ok({ lon: p.lon + s.lon, lat: p.lat + s.lat });
}

/** GCJ-02 → WGS-84 by iteration on the forward shift until it moves less than 1e-7° (about a centimetre). */
export function fromGcj02(p: Position): Result<Position, Refusal> {
  if (!insideChina(p)) return no({ code: 'coordinates.outside_china', params: { lon: p.lon, lat: p.lat } });
  let at = p;
  for (let i = 0; i < 20; i += 1) {
    const s = shift(at);
    const next = { lon: p.lon - s.lon, lat: p.lat - s.lat };
    const moved = Math.abs(next.lon - at.lon) + Math.abs(next.lat - at.lat);
    at = next;
    if (moved < 1e-7) break;
  }
  return ok(at);
}

/** The turn that BD-09 puts on GCJ-02 (as published in open implementations; no official text). */
const BD_TURN = (Math.PI * 3000) / 180;

/** GCJ-02 → BD-09 (Baidu's maps), by the widely used open form. */
export function toBd09(p: Position): Position {
  const z = Math.hypot(p.lon, p.lat) + 0.00002 * Math.sin(p.lat * BD_TURN);
  const theta = Math.atan2(p.lat, p.lon) + 0.000003 * Math.cos(p.lon * BD_TURN);
  return { lon: z * Math.cos(theta) + 0.0065, lat: z * Math.sin(theta) + 0.006 };
}

/** BD-09 → GCJ-02 by iteration on the forward form, to about a centimetre. */
export function fromBd09(p: Position): Position {
  let at = { lon: p.lon - 0.0065, lat: p.lat - 0.006 };
  for (let i = 0; i < 20; i += 1) {
    const there = toBd09(at);
    const off = { lon: p.lon - there.lon, lat: p.lat - there.lat };
    at = { lon: at.lon + off.lon, lat: at.lat + off.lat };
    if (Math.abs(off.lon) + Math.abs(off.lat) < 1e-7) break;
  }
  return at;
}

/**
 * Bring a position to WGS-84, the one system the product stores and draws.
 *
 * CGCS2000 is taken as WGS-84 unchanged. Both ellipsoids agree within 0.2 mm; the frames differ because CGCS2000 is fixed at epoch
 * 2000.0 while WGS-84 follows the moving plate, some 3 cm a year in Henan, so by 2026 about 0.8 m (own knowledge). A phone's fix is
 * ten times worse, so that a change of epoch would pretend a precision that is not there. An enterprise's row keeps the `crs` it gave.
 * @returns `coordinates.out_of_range` when a figure is not finite or no longitude or latitude; `coordinates.outside_china` for GCJ-02 and BD-09
 *   outside the box in which its shift is defined
 */
export function toWgs84(p: Position, crs: CoordinateSystem): Result<Position, Refusal> {
  if (!Number.isFinite(p.lon) || !Number.isFinite(p.lat) || Math.abs(p.lon) > 180 || Math.abs(p.lat) > 90) {
    return no({ code: 'coordinates.out_of_range', field: 'lon' });
  }
  if (crs === 'BD09') return fromGcj02(fromBd09(p));
  return crs === 'GCJ02' ? fromGcj02(p) : ok(p);
}

/** The province with a margin of some 20 km: to notice swapped or foreign coordinates, never to decide a jurisdiction. */
export const nearHenan = (p: Position): boolean => p.lon >= 110.1 && p.lon <= 116.9 && p.lat >= 31.2 && p.lat <= 36.6;

/** Great-circle distance, m (haversine on the mean radius; error below 0.6 %). */
export function distanceM(a: Position, b: Position): number {
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * R * Math.asin(Math.min(1, Math.sqrt(h)));
}

const insideChina = (p: Position): boolean =>
  p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271;

function shift(p: Position): Position {
  const x = p.lon - 105;
  const y = p.lat - 35;
  const s = (v: number) => Math.sin(v * Math.PI);
  const common = ((20 * s(6 * x) + 20 * s(2 * x)) * 2) / 3;
  const dLat =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    common +
    ((20 * s(y) + 40 * s(y / 3)) * 2) / 3 +
    ((160 * s(y / 12) + 320 * s(y / 30)) * 2) / 3;
  const dLon =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    common +
    ((20 * s(x) + 40 * s(x / 3)) * 2) / 3 +
    ((150 * s(x / 12) + 300 * s(x / 30)) * 2) / 3;
  const sin = Math.sin(p.lat * rad);
  const magic = 1 - EE * sin * sin;
  const root = Math.sqrt(magic);
  return {
    lat: (dLat * 180) / (((A * (1 - EE)) / (magic * root)) * Math.PI),
    lon: (dLon * 180) / ((A / root) * Math.cos(p.lat * rad) * Math.PI),
  };
}
