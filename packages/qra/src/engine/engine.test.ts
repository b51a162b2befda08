import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contourAreaM2 } from '../contour/polygons.ts';
import { seededRandom } from '../math/random.ts';
import { quarterTurn, smallPark, squareGrid } from '../park/small-park.ts';
import type { Park, ParkVessel } from '../park/types.ts';
import type { Outcome } from '../result.ts';
import { assessPark, effectsIn, type ParkAssessment, riskAt, substanceOf } from './assess.ts';
import { directVesselRisk } from './direct.ts';

const need = <T>(o: Outcome<T>): T => {
  if (!o.ok) throw new Error(`${o.code} ${o.field}`);
  return o.value;
};
const park = smallPark(16);
const grid = squareGrid(100);
const whole: ParkAssessment = need(assessPark(park, grid));
const only = (p: Park, vessels: readonly ParkVessel[]): Park => ({ ...p, vessels });

/** Largest |a−b| beyond 1 % and 1e-10, as a share. */
const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    if (d > 1e-10) most = Math.max(most, d / Math.max(a[i] ?? 0, b[i] ?? 0));
  }
  return most;
};

describe('individual risk of a park', { timeout: 60_000 }, () => {
  test('the grid agrees with direct evaluation within 1 % at random nodes', () => {
    const random = seededRandom(7);
    const effects = park.vessels.map((v) => effectsIn(park, v));
    const errors = Array.from({ length: 8 }, () => {
      const c = Math.floor(random() * whole.grid.columns);
      const r = Math.floor(random() * whole.grid.rows);
      const exact = park.vessels.reduce((sum, v, i) => {
        const e = effects[i];
        return e === undefined
          ? sum
          : sum + directVesselRisk(e, substanceOf(v), park.weather, c * 100 - v.xM, r * 100 - v.yM);
      }, 0);
      return worst([whole.grid.values[r * whole.grid.columns + c] ?? 0], [exact]);
    });
    expect(Math.max(...errors)).toBeLessThan(0.01);
  });

  test('contours of a 10 m and a 25 m grid enclose the same area within 2 %', () => {
    const few = only(park, park.vessels.slice(0, 6));
    const [fine, coarse] = [10, 25].map((stepM) => need(assessPark(few, squareGrid(stepM))).grid);
    if (fine === undefined || coarse === undefined) throw new Error('grids');
    for (const level of [3e-6, 1e-6, 3e-7, 1e-7]) {
      const area = contourAreaM2(fine, level);
      if (area > 1e5) expect(Math.abs(contourAreaM2(coarse, level) / area - 1)).toBeLessThan(0.02);
    }
    expect(contourAreaM2(fine, 1e-7)).toBeGreaterThan(1e6);
  });

  test('domino off, the park is the sum of its vessels', () => {
    const sum = new Float64Array(whole.grid.values.length);
    let pll = 0;
    for (const v of park.vessels) {
      const one = need(assessPark(only(park, [v]), grid));
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (one.grid.values[i] ?? 0);
      pll += one.societal.pllPerYear;
    }
    expect(worst(sum, whole.grid.values)).toBeLessThan(1e-9);
    expect(pll).toBeCloseTo(whole.societal.pllPerYear, 10);
  });

  test('a quarter turn of park, people and wind turns the result', () => {
    const turned = need(assessPark(quarterTurn(park), grid));
    const n = whole.grid.columns;
    const back = Float64Array.from(
      { length: n * n },
      (_, i) => turned.grid.values[(i % n) * n + (n - 1 - Math.floor(i / n))] ?? 0,
    );
    expect(worst(back, whole.grid.values)).toBeLessThan(1e-3);
    expect(turned.societal.pllPerYear / whole.societal.pllPerYear).toBeCloseTo(1, 4);
  });

  test('linear in frequency, and an event split in two changes nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...park.vessels.slice(0, 12)),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (v, factor, share) => {
          const at = (frequencyFactor: number): ParkAssessment =>
            need(assessPark(only(park, [{ ...v, frequencyFactor }]), squareGrid(500)));
          const one = at(1);
          const scaled = at(factor);
          const parts = [at(share), at(1 - share)];
          expect(
            worst(
              scaled.grid.values,
              one.grid.values.map((x) => x * factor),
            ),
          ).toBeLessThan(1e-5);
          expect(scaled.societal.pllPerYear / factor).toBeCloseTo(one.societal.pllPerYear, 9);
          const sum = one.grid.values.map((_, i) => (parts[0]?.grid.values[i] ?? 0) + (parts[1]?.grid.values[i] ?? 0));
          expect(worst(sum, one.grid.values)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 6 },
    );
  });

  test('PLL from events equals ∫ IR · people when vulnerability is the same', () => {
    const same: Park = { ...park, settings: { ...park.settings, societalVulnerability: 'individual' } };
    const r = need(assessPark(same, grid));
    const base = r.tables.map((t) => t.base);
    const day = park.weather.reduce((sum, w) => sum + w.dayShare * w.sectorShare.reduce((a, p) => a + p, 0), 0);
    // Day and night differ by weather, so the check uses people who are there day and night alike.
    const people = park.population.map((p) => ({ ...p, night: p.day }));
    const steady = need(assessPark({ ...same, population: people }, grid));
    const integral = people.reduce((sum, p) => sum + p.day * riskAt(park, base, p.xM, p.yM), 0);
    expect(day).toBeGreaterThan(0);
    expect(Math.abs(steady.societal.pllPerYear / integral - 1)).toBeLessThan(0.005);
  });

  test('F-N falls, starts below the total frequency, and N·F stays below PLL', () => {
    const { curve, pllPerYear } = whole.societal;
    for (const [i, p] of curve.entries()) {
      expect(p.frequencyPerYear).toBeLessThanOrEqual(curve[i - 1]?.frequencyPerYear ?? Number.POSITIVE_INFINITY);
      expect(p.fatalities * p.frequencyPerYear).toBeLessThanOrEqual(pllPerYear * (1 + 1e-9));
    }
  });

  test('more chlorine is never less risk, at any place', () => {
    const v = park.vessels.find((x) => x.substance === 'chlorine') ?? park.vessels[0];
    if (v === undefined) throw new Error('no vessel');
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 0.45, noNaN: true }),
        fc.double({ min: 0.05, max: 0.45, noNaN: true }),
        (low, more) => {
          const at = (fillFraction: number) => need(assessPark(only(park, [{ ...v, fillFraction }]), squareGrid(500)));
          const [a, b] = [at(low), at(low + more)];
          expect(b.societal.pllPerYear).toBeGreaterThanOrEqual(a.societal.pllPerYear * 0.999);
        },
      ),
      { numRuns: 4 },
    );
  });
});
