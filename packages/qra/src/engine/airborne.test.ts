import { describe, expect, test } from 'vitest';
import { smallPark } from '../park/small-park.ts';
import type { Park, ParkVessel } from '../park/types.ts';
import { DIRECTIONS_PER_SECTOR } from '../park/validate.ts';
import { findSubstance } from '../substance/library.ts';
import { cloudOf } from './airborne.ts';
import { toxicZ } from './angular.ts';
import { assessPark } from './assess.ts';
import { emptyPoint } from './cloud.ts';
import { releasesOf } from './releases.ts';

const park = smallPark(1);
const [first] = park.vessels;
const [weather] = park.weather;
if (first === undefined || weather === undefined) throw new Error('empty');

/** How far the cloud of a whole vessel kills one in a hundred on its axis, m. */
function lethalReachM(substance: string, temperatureK: number): number {
  const s = findSubstance(substance);
  if (!s.ok || s.value.toxicProbit === undefined) throw new Error(substance);
  const v: ParkVessel = {
    ...(first as ParkVessel),
    substance,
    temperatureK,
    volumeM3: 40,
    fillFraction: 0.6,
    bundAreaM2: 200,
  };
  const release = releasesOf(v, s.value).at(-1);
  const made =
    release && cloudOf(s.value, release, park.settings, { ...weather, windSpeedMS: 5, stability: 'D' } as never);
  if (!made) return 0;
  const p = emptyPoint();
  let last = 0;
  for (let x = 1; x < 15_000; x *= 1.01) {
    made.cloud.at(x, p);
    if (toxicZ(p, s.value.toxicProbit) > -2.326) last = x;
  }
  return last;
}

describe('the cloud of a vessel that fails', () => {
  test.each(['phosgene', 'chlorine', 'nitrogen-dioxide', 'hydrogen-fluoride'])(
    '%s: stored a hair above its boiling point it does not do less than a hair below it',
    (substance) => {
      const s = findSubstance(substance);
      if (!s.ok) throw new Error(s.code);
      const boils = s.value.boilingTemperatureK;
      const below = lethalReachM(substance, boils - 0.03);
      expect(below).toBeGreaterThan(50);
      for (const above of [0.03, 1, 5, 20])
        expect(lethalReachM(substance, boils + above)).toBeGreaterThan(0.98 * below);
    },
  );

  test('society’s risk does not depend on how finely a wind sector is cut', { timeout: 60_000 }, () => {
    const of = (directionsPerSector: number): number => {
      const given: Park = { ...park, settings: { ...park.settings, directionsPerSector } };
      const got = assessPark(given, { originXM: 0, originYM: 0, widthM: 400, heightM: 400, stepM: 200 });
      if (!got.ok) throw new Error(got.code);
      return got.value.societal.pllPerYear;
    };
    const one = of(1);
    expect(one).toBeGreaterThan(0);
    for (const n of DIRECTIONS_PER_SECTOR) expect(of(n) / one).toBeCloseTo(1, 2);
  });
});
