import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { readRegions } from '../codes/load.ts';
import { buildBoundaries } from './build-boundaries.ts';

const Layer = z.object({
  geometries: z.array(
    z.object({
      properties: z.object({
        adcode: z.string(),
        name: z.string(),
        nameEn: z.string().min(1),
        city: z.string().optional(),
      }),
    }),
  ),
});
const Map3 = z.object({
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  objects: z.object({ county: Layer, city: Layer, province: Layer }),
});

let folder = '';
let map: z.infer<typeof Map3>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boundaries-'));
  await buildBoundaries(join(folder, 'henan.json'), 12);
  map = Map3.parse(JSON.parse(await readFile(join(folder, 'henan.json'), 'utf8')));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('157 counties, 18 cities, one province, and nothing left beside the file', async () => {
  const { county, city, province } = map.objects;
  expect([county, city, province].map((l) => l.geometries.length)).toEqual([157, 18, 1]);
  expect(await readdir(folder)).toEqual(['henan.json']);
});

test('the units are those of the official list, by code, name and city', () => {
  const regions = new Map(readRegions().map((r) => [r.code, r]));
  for (const { properties: p } of map.objects.county.geometries) {
    const known = regions.get(p.adcode);
    expect({ name: p.name, city: p.city }, p.adcode).toEqual({ name: known?.name, city: known?.parent_code });
    expect(known?.valid_to, p.adcode).toBeNull();
  }
  for (const { properties: p } of map.objects.city.geometries) expect(regions.get(p.adcode)?.name).toBe(p.name);
});

test('it lies where Henan lies in WGS-84', () => {
  const [west, south, east, north] = map.bbox;
  expect(west).toBeCloseTo(110.35, 1);
  expect(south).toBeCloseTo(31.38, 1);
  expect(east).toBeCloseTo(116.64, 1);
  expect(north).toBeCloseTo(36.36, 1);
});
