import { describe, expect, test } from 'vitest';
import { assessPark } from '../engine/assess.ts';
import { smallPark, squareGrid } from './small-park.ts';
import type { Park, ParkVessel } from './types.ts';
import { checkGrid, checkPark, renormaliseWeather } from './validate.ts';

const park = smallPark(3);
const first = park.vessels[0];
if (first === undefined) throw new Error('empty');
const withFirst = (change: Partial<ParkVessel>): Park => ({
  ...park,
  vessels: [{ ...first, ...change }, ...park.vessels.slice(1)],
});

describe('bad input is refused by name', () => {
  test.each([
    ['negative mass', withFirst({ volumeM3: -1 }), 'input.out_of_range'],
    ['negative fill', withFirst({ fillFraction: -0.1 }), 'input.out_of_range'],
    ['1e9 kg', withFirst({ volumeM3: 1e6 }), 'input.out_of_range'],
    [
      '1e9 kg of gas',
      withFirst({ substance: 'chlorine', fillFraction: 0, volumeM3: 2e5, pressurePa: 1e8, temperatureK: 293 }),
      'vessel.inventory_too_large',
    ],
    ...[5, 7, 9, 2.5, 0].map(
      (directionsPerSector) =>
        [
          `${directionsPerSector} directions a sector`,
          { ...park, settings: { ...park.settings, directionsPerSector } },
          'settings.directions',
        ] as const,
    ),
    ['NaN pressure', withFirst({ pressurePa: Number.NaN }), 'input.not_finite'],
    ['infinite x', withFirst({ xM: Number.POSITIVE_INFINITY }), 'input.not_finite'],
    ['unknown substance', withFirst({ substance: 'unobtainium' }), 'substance.unknown'],
    ['same id twice', { ...park, vessels: [...park.vessels, first] }, 'vessel.duplicate_id'],
    [
      'a tank on top of another',
      { ...park, vessels: [first, { ...first, id: 'again', xM: first.xM + 0.1 }] },
      'vessel.on_top_of_another',
    ],
    ['no vessels', { ...park, vessels: [] }, 'park.no_vessels'],
    ['shares that do not sum to 1', { ...park, weather: park.weather.slice(1) }, 'weather.not_one'],
    ['no weather', { ...park, weather: [] }, 'weather.sectors'],
    [
      'negative people',
      { ...park, population: [{ xM: 0, yM: 0, day: -1, night: 0, indoorShareDay: 0, indoorShareNight: 0 }] },
      'input.out_of_range',
    ],
  ] as const)('%s', (_, bad, code) => {
    expect(checkPark(bad)).toMatchObject({ ok: false, code });
    expect(assessPark(bad, squareGrid(500))).toMatchObject({ ok: false, code });
  });

  test('a 100 km grid at 10 m is refused, and so is a step of NaN', () => {
    expect(checkGrid({ originXM: 0, originYM: 0, widthM: 1e5, heightM: 1e5, stepM: 10 })).toMatchObject({
      ok: false,
      code: 'grid.too_many_nodes',
    });
    expect(checkGrid({ originXM: 0, originYM: 0, widthM: 1e3, heightM: 1e3, stepM: Number.NaN })).toMatchObject({
      ok: false,
      code: 'input.not_finite',
    });
  });

  test('rounded station shares are renormalised and said so; a third missing is refused', () => {
    const off = park.weather.map((w) => ({ ...w, sectorShare: w.sectorShare.map((p) => p * 1.01) }));
    const fixed = renormaliseWeather(off);
    expect(fixed).toMatchObject({ ok: true, notes: [{ code: 'weather.renormalised' }] });
    expect(fixed.ok && checkPark({ ...park, weather: fixed.value }).ok).toBe(true);
    expect(renormaliseWeather(park.weather.slice(3))).toMatchObject({ ok: false, code: 'weather.not_one' });
  });

  test('a receiver inside a vessel gets a bounded, finite risk', () => {
    const at = assessPark(
      { ...park, targets: [{ id: 't', targetClass: 'class-3', xM: first.xM, yM: first.yM }] },
      squareGrid(500),
    );
    const risk = at.ok ? (at.value.targets[0]?.riskPerYear ?? Number.NaN) : Number.NaN;
    expect(risk).toBeGreaterThan(0);
    expect(risk).toBeLessThan(1);
  });
});
