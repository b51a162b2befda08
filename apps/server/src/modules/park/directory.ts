import type { ParkDirectory } from '@yufang/contract/park';
import { type InputPlace, type ParkInput, readParkInput } from '@yufang/qra';
import { localPlaneOf } from '@yufang/qra/contour/geojson';
import { barriersOf, substanceNames } from './vessel-view.ts';

/** An input out of its row. What was kept was read once; a row of a test that never was reads as an empty park. */
export function inputOfRow(value: unknown): ParkInput {
  const read = readParkInput(value);
  if (read.ok) return read.value;
  return {
    format: 'yufang-park/1',
    id: 'unreadable',
    origin: { lonDeg: 0, latDeg: 0, referenceSystem: 'WGS84' },
    vessels: [],
    weather: [],
    population: [],
    targets: [],
  };
}

/** Places of a file in longitude and latitude. */
export function lonLatOf(input: ParkInput): (p: InputPlace) => { lon: number; lat: number } {
  const plane = localPlaneOf(input.origin.lonDeg, input.origin.latDeg);
  return (p) => {
    if (!('xM' in p)) return { lon: p.lonDeg, lat: p.latDeg };
    const [lon, lat] = plane.toLonLat(p.xM, p.yM);
    return { lon, lat };
  };
}

/** Names and places of what a result speaks of by id. @param only vessels and enterprises of one enterprise */
export function directoryOf(input: ParkInput, only: string | null = null): ParkDirectory {
  const place = lonLatOf(input);
  const names = new Map(input.enterprises?.map((e) => [e.id, e.name ?? e.id]));
  const mine = input.vessels.filter((v) => only === null || v.enterpriseId === only);
  return {
    origin: { lon: input.origin.lonDeg, lat: input.origin.latDeg },
    enterprises: [...new Set(mine.map((v) => v.enterpriseId))].map((id) => ({ id, name: names.get(id) ?? id })),
    vessels: mine.map((v) => ({
      id: v.id,
      enterpriseId: v.enterpriseId,
      name: v.name ?? v.id,
      kind: v.kind,
      substance: v.substance,
      ...substanceNames(v.substance),
      ...place(v),
      volumeM3: v.volumeM3,
      fillFraction: v.fillFraction,
      pressurePa: v.pressurePa,
      temperatureK: v.temperatureK,
      bundAreaM2: v.bundAreaM2 ?? null,
      barriers: barriersOf(v.barriers ?? {}),
    })),
    targets: input.targets.map((t) => ({
      id: t.id,
      name: t.name ?? t.id,
      targetClass: t.targetClass,
      ...place(t),
    })),
    weather: input.weather.map((w) => ({
      stability: w.stability,
      windSpeedMS: w.windSpeedMS,
      share: w.sectorShare.reduce((sum, s) => sum + s, 0),
      sectorShare: [...w.sectorShare],
    })),
  };
}
