import { expect, test } from 'vitest';
import { provinceParks } from '../park/province-parks.ts';
import { checkPark } from '../park/validate.ts';
import type { Outcome } from '../result.ts';
import type { ParkResult } from './park-result.ts';
import { runProvince, type Site, type SiteStore } from './province.ts';

const need = <T>(o: Outcome<T>): T => {
  if (!o.ok) throw new Error(`${o.code} ${o.field ?? ''}`);
  return o.value;
};
const parks = provinceParks();
const origin = { lonDeg: 113.6, latDeg: 34.7, referenceSystem: 'CGCS2000' };
const fileOf = (i: number): unknown => {
  const p = parks[i];
  const vessels = p?.vessels.slice(0, 3);
  const grid = { originXM: 0, originYM: 0, widthM: 5000, heightM: 5000, stepM: 500 };
  const { weather, population, targets } = p ?? {};
  return {
    format: 'yufang-park/1',
    id: `s${i}`,
    origin,
    vessels,
    weather,
    population: population?.slice(0, 40),
    targets,
    grid,
    domino: null,
    measures: { vessels: 0 },
  };
};

test('27 sites, every one of them a park that the engine takes', () => {
  expect(parks).toHaveLength(27);
  for (const p of parks) expect(checkPark(p)).toMatchObject({ ok: true });
  expect(new Set(parks.map((p) => p.id)).size).toBe(27);
});

test('a province run goes on where it was cut short, and one bad site does not stop the others', {
  timeout: 60_000,
}, async () => {
  const kept = new Map<string, ParkResult>();
  const store: SiteStore = {
    known: async (id) => {
      const r = kept.get(id);
      return r === undefined ? null : { inputHash: r.inputHash, engine: r.statement.engine };
    },
    save: async (id, run) => void kept.set(id, run.result),
  };
  const sites: Site[] = [0, 9, 14].map((i) => ({ id: `s${i}`, read: async () => fileOf(i) }));
  const bad: Site = { id: 'bad', read: async () => ({}) };
  const abort = new AbortController();
  const first = await runProvince(
    [sites[0], bad, ...sites.slice(1)].filter((s) => s !== undefined),
    store,
    {
      signal: abort.signal,
      onSite: (_, done) => {
        if (done === 2) abort.abort();
      },
    },
  );
  expect(first).toMatchObject({ ok: false, code: 'run.cancelled' });
  expect([...kept.keys()]).toEqual(['s0']);
  const second = need(await runProvince([...sites, bad], store));
  expect(second.map((s) => s.state)).toEqual(['already-there', 'computed', 'computed', 'refused']);
  expect(kept.size).toBe(3);
});
