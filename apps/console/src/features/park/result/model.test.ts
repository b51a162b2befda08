import type { ParkDirectory } from '@yufang/contract/park';
import { expect, test } from 'vitest';
import { namesOf, withGone } from './model.ts';

const vessel = (id: string, name: string): ParkDirectory['vessels'][number] => ({
  ...{ id, enterpriseId: 'e', name, kind: 'atmospheric', lon: 113, lat: 34 },
  ...{ substance: 'chlorine', substanceZh: '氯', substanceEn: 'Chlorine' },
  ...{ volumeM3: 50, fillFraction: 0.8, pressurePa: 101_325, temperatureK: 293, bundAreaM2: null, barriers: {} },
});
const directory = (...vessels: ParkDirectory['vessels']): ParkDirectory => ({
  origin: { lon: 113, lat: 34 },
  enterprises: [],
  targets: [],
  weather: [],
  vessels,
});

test('a vessel that was taken away keeps its name; one that changed has its new one', () => {
  const before = directory(vessel('a', '甲罐'), vessel('b', '乙罐'));
  const names = namesOf(withGone(directory(vessel('b', '乙罐（新）')), before), false);
  expect([names.vesselName('a'), names.vesselName('b'), names.substanceOf('a')]).toEqual(['甲罐', '乙罐（新）', '氯']);
  expect(names.vesselName('c')).toBe('c');
});
