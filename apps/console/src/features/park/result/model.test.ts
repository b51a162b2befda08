import { expect, test } from 'vitest';
import { namesOf, withGone } from './model.ts';

const vessel = (id: string, name: string) => ({ id, name, substanceZh: '氯', substanceEn: 'Chlorine' });
const directory = (...vessels: ReturnType<typeof vessel>[]) =>
  ({ origin: { lon: 113, lat: 34 }, weather: [], enterprises: [], targets: [], vessels }) as unknown as Parameters<
    typeof withGone
  >[0];

test('a vessel that was taken away keeps its name; one that changed has its new one', () => {
  const names = namesOf(
    withGone(directory(vessel('b', '乙罐（新）')), directory(vessel('a', '甲罐'), vessel('b', '乙罐'))),
    false,
  );
  expect([names.vesselName('a'), names.vesselName('b'), names.substanceOf('a')]).toEqual(['甲罐', '乙罐（新）', '氯']);
  expect(names.vesselName('c')).toBe('c');
});
