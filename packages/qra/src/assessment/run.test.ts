import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { smallPark } from '../park/small-park.ts';
import type { Outcome } from '../result.ts';
import { vesselConsequences } from './consequences.ts';
import { contentHash } from './input-hash.ts';
import { parkOfInput } from './park-of-input.ts';
import { readParkInput } from './read-park-input.ts';
import { runParkAssessment } from './run.ts';
import { applyParkChanges, ParkWhatIf } from './what-if.ts';

const need = <T>(o: Outcome<T>): T => {
  if (!o.ok) throw new Error(`${o.code} ${o.field ?? ''}`);
  return o.value;
};

const { vessels, weather, population, targets } = smallPark(8);
const file = {
  format: 'yufang-park/1',
  id: 'test',
  origin: { lonDeg: 114.3, latDeg: 34.8, referenceSystem: 'CGCS2000' },
  vessels,
  weather,
  population: population.filter((_, i) => i % 7 === 0),
  targets,
  grid: { originXM: 0, originYM: 0, widthM: 5000, heightM: 5000, stepM: 250 },
  domino: { histories: 5000, seed: 1 },
  measures: { vessels: 1 },
};

describe('a park file', () => {
  const change = (o: object): unknown => ({ ...file, ...o });
  test.each([
    ['not an object', [], 'input.not_an_object', 'park'],
    ['null', null, 'input.not_an_object', 'park'],
    ['another format', change({ format: 'x' }), 'input.not_one_of', 'format'],
    ['no vessels field', change({ vessels: undefined }), 'input.missing', 'vessels'],
    ['a misspelt field', change({ vesels: [] }), 'input.unknown_field', 'vesels'],
    [
      'text for a number',
      change({ vessels: [{ ...vessels[0], volumeM3: '12' }] }),
      'input.not_a_number',
      'vessels[0].volumeM3',
    ],
    ['NaN', change({ vessels: [{ ...vessels[0], volumeM3: Number.NaN }] }), 'input.not_finite', 'vessels[0].volumeM3'],
    ['no place', change({ targets: [{ id: 't', targetClass: 'class-1' }] }), 'input.no_place', 'targets[0]'],
    [
      'two places',
      change({ targets: [{ id: 't', targetClass: 'class-1', xM: 0, yM: 0, lonDeg: 1, latDeg: 1 }] }),
      'input.two_places',
      'targets[0]',
    ],
    [
      'a shifted reference system',
      change({ origin: { ...file.origin, referenceSystem: 'GCJ-02' } }),
      'input.not_one_of',
      'origin.referenceSystem',
    ],
  ])('%s is refused by its path', (_, json, code, field) => {
    expect(readParkInput(json)).toMatchObject({ ok: false, code, field });
  });

  test('what is read but makes no sense is refused before anything runs', async () => {
    const first = vessels[0];
    expect(await runParkAssessment(change({ vessels: [{ ...first, volumeM3: -1 }] }))).toMatchObject({
      code: 'input.out_of_range',
    });
    expect(await runParkAssessment(change({ vessels: [{ ...first, xM: 6e4 }] }))).toMatchObject({
      code: 'park.far_from_origin',
    });
    expect(await runParkAssessment(change({ domino: { histories: 1.5 } }))).toMatchObject({ code: 'input.not_whole' });
    expect(
      await runParkAssessment(change({ grid: { ...file.grid, widthM: 1e5, heightM: 1e5, stepM: 10 } })),
    ).toMatchObject({ code: 'grid.too_many_nodes' });
  });

  test('degrees and metres name the same place', () => {
    const metres = need(parkOfInput(need(readParkInput(file))));
    const [lonDeg, latDeg] = metres.plane.toLonLat(vessels[0]?.xM ?? 0, vessels[0]?.yM ?? 0);
    const { xM: _x, yM: _y, ...rest } = vessels[0] ?? { xM: 0, yM: 0 };
    const degrees = need(parkOfInput(need(readParkInput(change({ vessels: [{ ...rest, lonDeg, latDeg }] })))));
    expect(degrees.park.vessels[0]?.xM).toBeCloseTo(vessels[0]?.xM ?? 0, 6);
  });

  test('the hash names the content, not the order of the fields', () => {
    const turned = Object.fromEntries(Object.entries(file).reverse());
    expect(contentHash(turned)).toBe(contentHash(file));
    expect(contentHash({ ...file, id: 'other' })).not.toBe(contentHash(file));
  });
});

describe('an assessment', { timeout: 120_000 }, () => {
  test('the same bits for one thread and three; every part of the result is there', async () => {
    const seen = new Set<string>();
    const one = need(await runParkAssessment(file, { threads: 1, onProgress: (_, phase) => seen.add(phase) }));
    const three = need(await runParkAssessment(file, { threads: 3 }));
    expect(contentHash(three.result)).toBe(contentHash(one.result));
    expect([...seen]).toEqual(['tables', 'grid', 'domino', 'measures']);
    const { result } = one;
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result.vessels.reduce((sum, v) => sum + v.share, 0)).toBeCloseTo(1, 9);
    expect(result.enterprises.reduce((sum, e) => sum + e.vessels, 0)).toBe(vessels.length);
    expect(result.individual.contours.features).toHaveLength(5);
    expect(result.targets).toHaveLength(targets.length);
    for (const t of result.targets) {
      expect(t.riskPerYear).toBeCloseTo(t.basePerYear + t.dominoPerYear, 15);
      const named = t.contributions.reduce((sum, c) => sum + c.riskPerYear, 0);
      expect(named).toBeLessThanOrEqual(t.riskPerYear * (1 + 1e-9));
    }
    const { base, withDomino } = result.societal;
    expect(withDomino?.pllPerYear ?? 0).toBeGreaterThanOrEqual(base.pllPerYear);
    expect(result.measures?.ranked.length ?? 0).toBeGreaterThan(0);
    expect(result.notes.map((n) => n.code)).toContain('assessment.screening');
  });

  test('two runs at once do not disturb each other; a cancelled one says so', async () => {
    const abort = new AbortController();
    const [a, b, gone] = await Promise.all([
      runParkAssessment({ ...file, measures: { vessels: 0 }, domino: null }),
      runParkAssessment({ ...file, measures: { vessels: 0 }, domino: null }),
      runParkAssessment(file, { signal: abort.signal, onProgress: () => abort.abort() }),
    ]);
    expect(contentHash(need(a).result)).toBe(contentHash(need(b).result));
    expect(gone).toMatchObject({ ok: false, code: 'run.cancelled' });
  });

  test('a what-if gives the figures of a fresh run of the changed park', async () => {
    const open = need(ParkWhatIf.open(file, { threads: 2 }));
    const v = need(readParkInput(file)).vessels[3];
    if (v === undefined) throw new Error('empty');
    expect(await open.replace(v)).toMatchObject({ ok: false, code: 'engine.not_run' });
    need(await open.run());
    const changed = { ...v, fillFraction: 0.2 };
    const after = need(await open.replace(changed)).result;
    await open.close();
    const input = need(applyParkChanges(need(readParkInput(file)), [{ type: 'replace', vessel: changed }]));
    const fresh = need(await runParkAssessment({ ...input, domino: null, measures: { vessels: 0 } })).result;
    expect(after.societal.base).toEqual(fresh.societal.base);
    expect(after.individual).toEqual(fresh.individual);
    expect(applyParkChanges(input, [{ type: 'remove', vesselId: 'nobody' }])).toMatchObject({ code: 'vessel.unknown' });
    expect(need(applyParkChanges(input, [{ type: 'remove', vesselId: v.id }])).vessels).toHaveLength(7);
  });
});

describe('consequences of one scenario in one weather', () => {
  const example: unknown = JSON.parse(
    readFileSync(new URL('../../../../seeds/demo/park/example-park.json', import.meta.url), 'utf8'),
  );
  const { park } = need(parkOfInput(need(readParkInput(example))));

  test('reach falls as the level rises', () => {
    for (const v of park.vessels) {
      for (const c of need(vesselConsequences(park, { vesselId: v.id, scenario: 'catastrophic', weather: 2 }))) {
        const heat = c.zones.filter((z) => z.quantity === 'heat-kw-m2' || z.quantity === 'overpressure-kpa');
        for (const [i, z] of heat.entries())
          expect(z.reachM).toBeGreaterThanOrEqual((heat[i - 1]?.reachM ?? 0) * (1 - 1e-9));
        for (const z of c.zones) expect(Number.isFinite(z.reachM) && z.reachM <= 20_000).toBe(true);
      }
    }
  });

  test('chlorine kills farther in F1.5 than in D5, and an unknown vessel is refused', () => {
    const lethal = (weather: number): number =>
      need(vesselConsequences(park, { vesselId: 'A-101', scenario: 'leak-10mm', weather }))
        .flatMap((c) => c.zones)
        .find((z) => z.quantity === 'lethality')?.reachM ?? 0;
    expect(lethal(5)).toBeGreaterThan(lethal(2));
    expect(vesselConsequences(park, { vesselId: 'Z', scenario: 'catastrophic', weather: 0 })).toMatchObject({
      code: 'vessel.unknown',
    });
  });
});
