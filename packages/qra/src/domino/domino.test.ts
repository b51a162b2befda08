import { describe, expect, test } from 'vitest';
import { smallPark } from '../park/small-park.ts';
import { simulatePrimary } from './cascade.ts';
import { topChains } from './chains.ts';
import { firstLevelCombinations } from './combinations.ts';
import { damageIndex } from './damage-index.ts';
import { type DominoNetwork, dominoNetwork, type Edges } from './network.ts';
import { summariseDomino } from './summary.ts';
import { fragmentDamageProbability, heatDamageProbability, timeToFailureS } from './vessel-damage.ts';

const edges = (n: number, list: readonly (readonly [number, number, number])[]): Edges => {
  const start = new Int32Array(n + 1);
  const sorted = [...list].sort((a, b) => a[0] - b[0]);
  for (const [from] of sorted) for (let i = from + 1; i <= n; i++) start[i] = (start[i] ?? 0) + 1;
  return { start, target: Int32Array.from(sorted, (e) => e[1]), value: Float64Array.from(sorted, (e) => e[2]) };
};
const none = (n: number): Edges => edges(n, []);

/** Three atmospheric 5 000 m³ tanks; unit 0 fails and burns. */
const net = (
  heat: readonly (readonly [number, number, number])[],
  burst: readonly (readonly [number, number, number])[] = [],
): DominoNetwork => ({
  units: 3,
  primaries: [{ unit: 0, kind: 'failure', frequencyPerYear: 1e-5 }],
  leakHeat: none(3),
  fullHeat: edges(3, heat),
  burst: edges(3, burst),
  explosion: none(3),
  ttfCoefficientS: new Float64Array(3).fill(timeToFailureS(1, 5000, 'atmospheric')),
  ttfSlope: new Float64Array(3).fill(1.128),
  fireproofingS: new Float64Array(3),
  thresholdKwM2: new Float64Array(3).fill(15),
  fireDurationS: new Float64Array(3).fill(3600),
  meanDeaths: new Float64Array(3),
});
const share = (n: DominoNetwork, unit: number, histories = 20_000): number =>
  (simulatePrimary(n, 0, { histories, seed: 3 }).failed.find(([u]) => u === unit)?.[1] ?? 0) / histories;

describe('damage of a vessel under fires that come and go', () => {
  const tank = { volumeM3: 5000, kind: 'atmospheric' } as const;

  test('one steady fire fails it at its time to failure; two add up to the failure of their sum', () => {
    const alone = damageIndex({ ...tank, stretches: [{ durationS: 3600, heatFluxesKwM2: [40] }] });
    const both = damageIndex({ ...tank, stretches: [{ durationS: 3600, heatFluxesKwM2: [15, 25] }] });
    expect(alone.ok && alone.value.failureS).toBeCloseTo(timeToFailureS(40, 5000, 'atmospheric'), 9);
    expect(both).toEqual(alone);
  });

  test('damage is kept when a fire ends, and nothing fails in no heat; NaN is refused', () => {
    const half = timeToFailureS(40, 5000, 'atmospheric') / 2;
    const fire = { durationS: half, heatFluxesKwM2: [40] };
    const pause = { durationS: 900, heatFluxesKwM2: [] };
    const r = damageIndex({ ...tank, stretches: [fire, pause, fire] });
    expect(r.ok && r.value.failureS).toBeCloseTo(2 * half + 900, 6);
    expect(damageIndex({ ...tank, stretches: [pause] })).toMatchObject({ value: { damage: 0, failureS: null } });
    expect(damageIndex({ ...tank, stretches: [{ durationS: 1, heatFluxesKwM2: [Number.NaN] }] })).toMatchObject({
      code: 'input.not_finite',
    });
  });
});

describe('cascades', () => {
  test('one steady fire reproduces Landucci’s probit', () => {
    const p = heatDamageProbability({ timeToFailureS: timeToFailureS(20, 5000, 'atmospheric') });
    const expected = p.ok ? p.value.probability : Number.NaN;
    expect(Math.abs(share(net([[0, 1, 20]]), 1) - expected)).toBeLessThan(3.5 * Math.sqrt(0.25 / 20_000));
  });

  test('synergy: two fires of 10 kW/m², each below the threshold, fail what neither fails alone', () => {
    expect(share(net([[0, 2, 10]]), 2)).toBe(0);
    const both = net([
      [0, 1, 60],
      [0, 2, 10],
      [1, 2, 10],
    ]);
    expect(share(both, 2)).toBeGreaterThan(0.2);
  });

  test('bursts strike with their probability, and chains multiply', () => {
    const chain = net(
      [],
      [
        [0, 1, 0.4],
        [1, 2, 0.5],
      ],
    );
    expect(share(chain, 1)).toBeCloseTo(0.4, 1);
    expect(share(chain, 2)).toBeCloseTo(0.2, 1);
  });

  test('first-level combinations agree with the histories of independent targets', () => {
    const c = firstLevelCombinations(1, [0.4, 0.3]);
    const both = c.ok ? (c.value.combinations.find((x) => x.targets.length === 2)?.frequencyPerYear ?? 0) : 0;
    const got = simulatePrimary(
      net(
        [],
        [
          [0, 1, 0.4],
          [0, 2, 0.3],
        ],
      ),
      0,
      { histories: 20_000, seed: 1 },
    );
    const failures = got.failed.reduce((sum, [, n]) => sum + n, 0);
    expect((failures - got.secondaryHistories) / 20_000).toBeCloseTo(both, 2);
  });

  test('the same seed gives the same counts, another seed others', () => {
    const n = net([[0, 1, 20]]);
    expect(simulatePrimary(n, 0, { histories: 500, seed: 9 })).toEqual(
      simulatePrimary(n, 0, { histories: 500, seed: 9 }),
    );
    expect(simulatePrimary(n, 0, { histories: 500, seed: 9 })).not.toEqual(
      simulatePrimary(n, 0, { histories: 500, seed: 10 }),
    );
  });

  test('fragments: nothing beyond 800 m, falling with distance', () => {
    const at = (distanceM: number) => fragmentDamageProbability({ distanceM, targetAreaM2: 100 });
    expect(at(900)).toMatchObject({ ok: true, value: 0 });
    const [near, far] = [at(50), at(500)];
    expect(near.ok && far.ok && near.value > far.value).toBe(true);
  });

  test('a park: extra failures, graph, matrix and chains add up', () => {
    const park = smallPark(100);
    const n = dominoNetwork(park);
    const per = 200;
    const counts = n.primaries.map((_, i) => simulatePrimary(n, i, { histories: per, seed: 1 }));
    const s = summariseDomino(park, n, counts, per);
    const extra = s.extraPerYear.reduce((a, b) => a + b, 0);
    const matrix = s.matrix.flat().reduce((a, b) => a + b, 0);
    const steps = s.edges.reduce((a, e) => a + e.frequencyPerYear, 0);
    expect(extra).toBeGreaterThan(0);
    expect(matrix / extra).toBeCloseTo(1, 9);
    expect(steps / extra).toBeCloseTo(1, 9);
    const chains = topChains(s, n, park, 20);
    expect(chains.length).toBeGreaterThan(0);
    for (const c of chains) expect(new Set(c.units).size).toBe(c.units.length);
  });
});
