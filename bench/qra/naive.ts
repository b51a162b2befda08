import { cloudOf } from '@yufang/qra/engine/airborne';
import { substanceOf } from '@yufang/qra/engine/assess';
import { emptyPoint } from '@yufang/qra/engine/cloud';
import { releasesOf } from '@yufang/qra/engine/releases';
import { normalCdf } from '@yufang/qra/math/normal';
import { acceptancePark } from '@yufang/qra/park/acceptance';

/**
 * The baseline: one scenario, one weather, one direction, evaluated at every cell of the grid the plain way, array by array as
 * numpy would (rotate, concentration, probit, accumulate), no table and no cut-off.
 * @returns seconds a cell, best of five passes over 63 001 cells
 */
export function naiveSecondsPerCell(): number {
  const park = acceptancePark();
  const v = park.vessels.find((x) => x.substance === 'chlorine') ?? park.vessels[0];
  const w = park.weather[2];
  if (v === undefined || w === undefined) throw new Error('empty acceptance park');
  const s = substanceOf(v);
  const release = releasesOf(v, s)[2];
  const made = release === undefined ? null : cloudOf(s, release, park.settings, w);
  const probit = s.toxicProbit;
  if (made === null || probit === undefined) throw new Error('no cloud');
  const n = 251;
  const x = new Float64Array(n * n);
  const y = new Float64Array(n * n);
  const z = new Float64Array(n * n);
  const risk = new Float64Array(n * n);
  const point = emptyPoint();
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 5; pass++) {
    const started = performance.now();
    const [c, si] = [Math.cos(0.3 * pass), Math.sin(0.3 * pass)];
    for (let i = 0; i < n * n; i++) {
      const dx = (i % n) * 20 - v.xM;
      const dy = Math.floor(i / n) * 20 - v.yM;
      x[i] = c * dx + si * dy;
      y[i] = c * dy - si * dx;
    }
    for (let i = 0; i < n * n; i++) {
      if ((x[i] ?? 0) <= 0) {
        z[i] = -99;
        continue;
      }
      made.cloud.at(x[i] ?? 0, point);
      const mg = point.concentrationKgM3 * 1e6 * Math.exp(-((y[i] ?? 0) ** 2) / (2 * point.sigmaYM ** 2));
      z[i] = probit.a + probit.b * Math.log(mg ** probit.n * point.exposureMin) - 5;
    }
    for (let i = 0; i < n * n; i++) risk[i] = (risk[i] ?? 0) + 1e-6 * normalCdf(z[i] ?? -99);
    best = Math.min(best, (performance.now() - started) / 1000 / (n * n));
  }
  return best;
}
