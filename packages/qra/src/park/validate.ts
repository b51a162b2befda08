import { MAX_INVENTORY_KG } from '../constants.ts';
import {
  type Bound,
  between,
  computed,
  firstOutOfRange,
  notNegative,
  type Outcome,
  positive,
  refused,
} from '../result.ts';
import { findSubstance } from '../substance/library.ts';
import { gridSize } from './grid-size.ts';
import { inventoryKg } from './inventory.ts';
import type { GridSpec, Park, ParkVessel } from './types.ts';

/** Most receiver nodes of one grid: 5 million (a 100 km grid at 10 m would be 10⁸). */
export const MAX_GRID_NODES = 5_000_000;
/** Wind directions that a sector may be cut into: those that share the fine steps of the deaths' tables out evenly. */
export const DIRECTIONS_PER_SECTOR: readonly number[] = [1, 2, 3, 4, 6, 8];
/** Most vessels of one run. */
export const MAX_VESSELS = 20_000;

/** Refuse a grid that is not finite, has no extent or more nodes than the engine bounds. */
export function checkGrid(g: GridSpec): Outcome<GridSpec> {
  const bad = firstOutOfRange(
    { field: 'grid.originXM', value: g.originXM },
    { field: 'grid.originYM', value: g.originYM },
    positive('grid.widthM', g.widthM, 1e6),
    positive('grid.heightM', g.heightM, 1e6),
    between('grid.stepM', g.stepM, [1, 1000]),
  );
  if (bad) return bad;
  const { columns, rows } = gridSize(g);
  const nodes = columns * rows;
  return nodes > MAX_GRID_NODES
    ? refused('grid.too_many_nodes', { field: 'grid', value: nodes, max: MAX_GRID_NODES })
    : computed(g);
}

function checkVessel(v: ParkVessel): Outcome<number> {
  const at = (field: string): string => `vessel[${v.id}].${field}`;
  const bounds: Bound[] = [
    between(at('xM'), v.xM, [-1e6, 1e6]),
    between(at('yM'), v.yM, [-1e6, 1e6]),
    positive(at('volumeM3'), v.volumeM3, 2e5),
    between(at('fillFraction'), v.fillFraction, [0, 0.98]),
    between(at('pressurePa'), v.pressurePa, [9e4, 1e8]),
    between(at('temperatureK'), v.temperatureK, [80, 900]),
    between(at('frequencyFactor'), v.frequencyFactor ?? 1, [0, 1000]),
    between(at('bundAreaM2'), v.bundAreaM2 ?? 1, [1, 1e6]),
    between(at('barriers.shutOffS'), v.barriers?.shutOffS ?? 60, [10, 3600]),
    between(at('barriers.sprayHeatFactor'), v.barriers?.sprayHeatFactor ?? 1, [0, 1]),
    notNegative(at('barriers.fireproofingMin'), v.barriers?.fireproofingMin ?? 0, 600),
  ];
  const bad = firstOutOfRange(...bounds);
  if (bad) return bad;
  const s = findSubstance(v.substance);
  if (!s.ok) return { ...s, field: at('substance') };
  const mass = inventoryKg(v, s.value);
  return mass > MAX_INVENTORY_KG
    ? refused('vessel.inventory_too_large', { field: at('volumeM3'), value: mass, max: MAX_INVENTORY_KG })
    : computed(mass);
}

/** Horizontal radius of a vessel as tall as it is wide, m; the footprint for overlaps and fragments. */
export const vesselRadiusM = (volumeM3: number): number => Math.cbrt(volumeM3 / (2 * Math.PI));

function checkOverlaps(vessels: readonly ParkVessel[]): Outcome<number> {
  const byX = vessels.map((v) => ({ v, radius: vesselRadiusM(v.volumeM3) })).sort((a, b) => a.v.xM - b.v.xM);
  const widest = byX.reduce((m, a) => Math.max(m, a.radius), 0);
  for (const [i, a] of byX.entries()) {
    for (let j = i + 1; j < byX.length; j++) {
      const b = byX[j];
      if (b === undefined || b.v.xM - a.v.xM > a.radius + widest) break;
      if (Math.hypot(b.v.xM - a.v.xM, b.v.yM - a.v.yM) < Math.max(a.radius, b.radius)) {
        return refused('vessel.on_top_of_another', { field: `vessel[${a.v.id}]`, value: b.v.id });
      }
    }
  }
  return computed(vessels.length);
}

function checkWeather(park: Park): Outcome<number> {
  const sectors = park.weather[0]?.sectorShare.length ?? 0;
  if (sectors < 8 || sectors > 72)
    return refused('weather.sectors', { field: 'weather', value: sectors, min: 8, max: 72 });
  let sum = 0;
  for (const [i, w] of park.weather.entries()) {
    if (w.sectorShare.length !== sectors)
      return refused('weather.sectors', { field: `weather[${i}].sectorShare`, value: w.sectorShare.length });
    const bad = firstOutOfRange(
      between(`weather[${i}].windSpeedMS`, w.windSpeedMS, [0.5, 30]),
      between(`weather[${i}].dayShare`, w.dayShare, [0, 1]),
      ...w.sectorShare.map((p, s) => between(`weather[${i}].sectorShare[${s}]`, p, [0, 1])),
    );
    if (bad) return bad;
    sum += w.sectorShare.reduce((a, p) => a + p, 0);
  }
  return Math.abs(sum - 1) > 1e-6
    ? refused('weather.not_one', { field: 'weather', value: sum, min: 1, max: 1 })
    : computed(sum);
}

/**
 * Refuse a park that cannot be assessed: negative or absurd figures, NaN, unknown substances, one vessel on top of another,
 * the same id twice, wind shares that do not sum to 1 (within 1e-6: use `renormaliseWeather` first when they come rounded).
 */
export function checkPark(park: Park): Outcome<Park> {
  if (park.vessels.length === 0) return refused('park.no_vessels', { field: 'vessels' });
  if (park.vessels.length > MAX_VESSELS)
    return refused('park.too_many_vessels', { field: 'vessels', value: park.vessels.length, max: MAX_VESSELS });
  const ids = new Set(park.vessels.map((v) => v.id));
  if (ids.size !== park.vessels.length) return refused('vessel.duplicate_id', { field: 'vessels' });
  for (const v of park.vessels) {
    const one = checkVessel(v);
    if (!one.ok) return one;
  }
  const overlaps = checkOverlaps(park.vessels);
  if (!overlaps.ok) return overlaps;
  const weather = checkWeather(park);
  if (!weather.ok) return weather;
  const s = park.settings;
  const bad =
    firstOutOfRange(
      between('settings.airTemperatureK', s.airTemperatureK, [233, 328]),
      between('settings.relativeHumidity', s.relativeHumidity, [0.01, 1]),
      between('settings.delayedIgnition', s.delayedIgnition, [0, 1]),
      between('settings.tntYield', s.tntYield, [0.001, 0.5]),
    ) ??
    park.population.map((p, i) => checkPeople(p, i)).find((r) => r !== undefined) ??
    firstOutOfRange(
      ...park.targets.flatMap((t) => [
        { field: `target[${t.id}].xM`, value: t.xM },
        { field: `target[${t.id}].yM`, value: t.yM },
      ]),
    );
  if (bad) return bad;
  return DIRECTIONS_PER_SECTOR.includes(s.directionsPerSector)
    ? computed(park)
    : refused('settings.directions', {
        field: 'settings.directionsPerSector',
        value: s.directionsPerSector,
        params: { allowed: DIRECTIONS_PER_SECTOR.join(', ') },
      });
}

const checkPeople = (p: Park['population'][number], i: number) =>
  firstOutOfRange(
    { field: `population[${i}].xM`, value: p.xM },
    { field: `population[${i}].yM`, value: p.yM },
    notNegative(`population[${i}].day`, p.day, 1e7),
    notNegative(`population[${i}].night`, p.night, 1e7),
    between(`population[${i}].indoorShareDay`, p.indoorShareDay, [0, 1]),
    between(`population[${i}].indoorShareNight`, p.indoorShareNight, [0, 1]),
  );

/** Weather scaled so that all shares sum to exactly one year (rounded station statistics); refuses a sum off by more than 5 %. */
export function renormaliseWeather(weather: Park['weather']): Outcome<Park['weather']> {
  const sum = weather.reduce((a, w) => a + w.sectorShare.reduce((b, p) => b + p, 0), 0);
  if (!(Math.abs(sum - 1) <= 0.05))
    return refused('weather.not_one', {
      field: 'weather',
      value: Number.isFinite(sum) ? sum : String(sum),
      min: 0.95,
      max: 1.05,
    });
  return computed(
    weather.map((w) => ({ ...w, sectorShare: w.sectorShare.map((p) => p / sum) })),
    Math.abs(sum - 1) < 1e-9 ? [] : [{ code: 'weather.renormalised', params: { sum } }],
  );
}
