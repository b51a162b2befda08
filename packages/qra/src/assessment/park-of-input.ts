import { type LocalPlane, localPlaneOf } from '../contour/geojson.ts';
import { DEFAULT_SETTINGS, type GridSpec, type Park, type ParkVessel } from '../park/types.ts';
import { checkGrid, checkPark, renormaliseWeather } from '../park/validate.ts';
import { between, computed, firstOutOfRange, type Note, type Outcome, refused } from '../result.ts';
import type { PlantState } from '../risk/criteria.ts';
import { FREQUENCY_KIND_OF, INPUT_DEFAULTS, type InputPlace, type InputVessel, type ParkInput } from './park-input.ts';

/** A park file turned into what the engine computes with. */
export type PreparedPark = {
  readonly park: Park;
  readonly grid: GridSpec;
  readonly plane: LocalPlane;
  readonly state: PlantState;
  readonly domino: { readonly histories: number; readonly seed: number } | null;
  readonly measureVessels: number;
};

/** A vessel of the file as the engine takes it. */
export function vesselOfInput(v: InputVessel, plane: LocalPlane): ParkVessel {
  return {
    id: v.id,
    enterpriseId: v.enterpriseId,
    ...placeOf(v, plane),
    kind: v.kind,
    frequencyKind: v.frequencyKind ?? FREQUENCY_KIND_OF[v.kind],
    substance: v.substance,
    volumeM3: v.volumeM3,
    fillFraction: v.fillFraction,
    pressurePa: v.pressurePa,
    temperatureK: v.temperatureK,
    ...(v.bundAreaM2 === undefined ? {} : { bundAreaM2: v.bundAreaM2 }),
    ...(v.frequencyFactor === undefined ? {} : { frequencyFactor: v.frequencyFactor }),
    ...(v.barriers === undefined ? {} : { barriers: v.barriers }),
  };
}

function placeOf(p: InputPlace, plane: LocalPlane): { readonly xM: number; readonly yM: number } {
  if ('xM' in p) return { xM: p.xM, yM: p.yM };
  const [xM, yM] = plane.toMetres(p.lonDeg, p.latDeg);
  return { xM, yM };
}

const unique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** All vessels and targets with a margin, on whole steps, as fine as the default number of nodes allows. */
function defaultGrid(park: Park): GridSpec {
  const { gridMarginM: margin, gridStepsM, gridNodes } = INPUT_DEFAULTS;
  const places = [...park.vessels, ...park.targets];
  const ends = (of: (p: { readonly xM: number; readonly yM: number }) => number): readonly [number, number] => {
    const all = places.map(of);
    return [
      all.reduce((m, v) => Math.min(m, v), Number.POSITIVE_INFINITY) - margin,
      all.reduce((m, v) => Math.max(m, v), Number.NEGATIVE_INFINITY) + margin,
    ];
  };
  const [west, east] = ends((p) => p.xM);
  const [south, north] = ends((p) => p.yM);
  const stepM = gridStepsM.find((step) => ((east - west) / step) * ((north - south) / step) <= gridNodes) ?? 1000;
  const down = (v: number): number => Math.floor(v / stepM) * stepM;
  const up = (v: number): number => Math.ceil(v / stepM) * stepM;
  return {
    originXM: down(west),
    originYM: down(south),
    widthM: up(east) - down(west),
    heightM: up(north) - down(south),
    stepM,
  };
}

/** Defaults that a caller may turn off need a whole number in a range. */
const wholeBetween = (field: string, value: number, range: readonly [number, number]) =>
  firstOutOfRange(between(field, value, range)) ??
  (Number.isInteger(value) ? undefined : refused('input.not_whole', { field, value }));

/**
 * Turn a read park file into the engine's park: places to local metres, absent choices to their defaults, everything checked
 * (`checkPark`, `checkGrid`, at most 50 km from the origin in degrees, targets' ids once, histories ≤ 10⁹).
 */
export function parkOfInput(input: ParkInput): Outcome<PreparedPark> {
  const o = input.origin;
  const off = firstOutOfRange(
    between('origin.lonDeg', o.lonDeg, [-180, 180]),
    between('origin.latDeg', o.latDeg, [-70, 70]),
  );
  if (off) return off;
  const plane = localPlaneOf(o.lonDeg, o.latDeg);
  const at = (p: InputPlace) => placeOf(p, plane);
  const far = [...input.vessels, ...input.targets].findIndex((p) => Math.hypot(at(p).xM, at(p).yM) > 5e4);
  if (far >= 0) {
    const n = input.vessels.length;
    const field = far < n ? `vessels[${far}]` : `targets[${far - n}]`;
    return refused('park.far_from_origin', { field, max: 50_000 });
  }
  if (!unique(input.targets.map((t) => t.id))) return refused('target.duplicate_id', { field: 'targets' });
  const weather = renormaliseWeather(input.weather);
  if (!weather.ok) return weather;
  const park: Park = {
    id: input.id,
    vessels: input.vessels.map((v) => vesselOfInput(v, plane)),
    weather: weather.value,
    population: input.population.map((p) => ({
      ...at(p),
      day: p.day,
      night: p.night,
      indoorShareDay: p.indoorShareDay ?? INPUT_DEFAULTS.indoorShareDay,
      indoorShareNight: p.indoorShareNight ?? INPUT_DEFAULTS.indoorShareNight,
    })),
    targets: input.targets.map((t) => ({ id: t.id, targetClass: t.targetClass, ...at(t) })),
    settings: { ...DEFAULT_SETTINGS, ...input.settings },
  };
  const checked = checkPark(park);
  if (!checked.ok) return checked;
  const grid = checkGrid(input.grid ?? defaultGrid(park));
  if (!grid.ok) return grid;
  const histories = input.domino?.histories ?? INPUT_DEFAULTS.histories;
  const seed = input.domino?.seed ?? INPUT_DEFAULTS.seed;
  const measureVessels = input.measures?.vessels ?? INPUT_DEFAULTS.measureVessels;
  const bad =
    wholeBetween('domino.histories', histories, [1, 1e9]) ??
    wholeBetween('domino.seed', seed, [0, 4_294_967_295]) ??
    wholeBetween('measures.vessels', measureVessels, [0, 200]);
  if (bad) return bad;
  const notes: readonly Note[] = weather.notes;
  return computed(
    {
      park,
      grid: grid.value,
      plane,
      state: input.state ?? 'in-service',
      domino: input.domino === null ? null : { histories, seed },
      measureVessels,
    },
    notes,
  );
}
