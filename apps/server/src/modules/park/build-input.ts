import { ParkBarriers, type ParkSettingsInput } from '@yufang/contract/park';
import { PARK_FREQUENCY_KINDS, PARK_VESSEL_KINDS } from '@yufang/domain';
import { PARK_INPUT_FORMAT, type ParkInput } from '@yufang/qra/assessment/park-input';
import { localPlaneOf } from '@yufang/qra/contour/geojson';
import { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import type { ParkPlace } from './reach.ts';
import { readSet } from './sets.ts';
import { inputVessel } from './vessel-check.ts';

/** Choices that the engine knows by the same names; what is not chosen takes its default. */
export const ENGINE_SETTINGS = [
  'airTemperatureK',
  'relativeHumidity',
  'delayedIgnition',
  'tntYield',
  'societalVulnerability',
  'directionsPerSector',
] as const;

/** The confirmed edition as it is kept. */
const Edition = z.object({
  parkId: z.string(),
  tag: z.string(),
  name: z.string(),
  plant: z.string().nullable(),
  kind: z.enum(PARK_VESSEL_KINDS),
  frequencyKind: z.enum(PARK_FREQUENCY_KINDS).nullable(),
  substance: z.string(),
  volumeM3: z.number(),
  fillFraction: z.number(),
  pressurePa: z.number(),
  temperatureK: z.number(),
  lon: z.number(),
  lat: z.number(),
  bundAreaM2: z.number().nullable(),
  barriers: ParkBarriers,
  frequencyFactor: z.number().nullable().optional(),
});

/** A vessel that assessments take, with whose it is. */
export type ConfirmedVessel = z.output<typeof Edition> & {
  readonly id: string;
  readonly enterpriseId: string;
  readonly enterpriseName: string;
};

/** Every confirmed vessel of the park's enterprises that are not closed, in the order of their keys: the order is part of the input's hash. */
export async function confirmedVessels(trx: Trx, parkId: string): Promise<readonly ConfirmedVessel[]> {
  const rows = await trx
    .selectFrom('park_vessel as v')
    .innerJoin('enterprise as e', 'e.enterprise_id', 'v.enterprise_id')
    .select(['v.id', 'v.enterprise_id', 'v.confirmed', 'e.name as enterprise_name'])
    .where('v.park_id', '=', parkId)
    .where('v.state', '<>', 'withdrawn')
    .where('v.confirmed', 'is not', null)
    .where('e.status', 'not in', ['closed', 'withdrawn'])
    .orderBy('v.enterprise_id')
    .orderBy('v.id')
    .execute();
  return rows.flatMap((r) => {
    const edition = Edition.safeParse(r.confirmed);
    return edition.success && edition.data.parkId === parkId
      ? [{ ...edition.data, id: r.id, enterpriseId: r.enterprise_id, enterpriseName: r.enterprise_name }]
      : [];
  });
}

/** The middle of the vessels, else the park's own place. */
function originOf(
  park: ParkPlace,
  vessels: readonly ConfirmedVessel[],
  settings: z.output<typeof ParkSettingsInput>,
): { lon: number; lat: number } {
  if (settings.origin) return settings.origin;
  if (vessels.length === 0) return { lon: park.lon ?? 0, lat: park.lat ?? 0 };
  const mean = (of: (v: ConfirmedVessel) => number): number => {
    const all = vessels.map(of);
    // Rounded to some ten centimetres, so that the file stays readable.
    return Math.round(((Math.min(...all) + Math.max(...all)) / 2) * 1e6) / 1e6;
  };
  return { lon: mean((v) => v.lon), lat: mean((v) => v.lat) };
}

/** The grid that a step asks for: everything with the margin round it, on whole steps. */
function gridOf(
  settings: z.output<typeof ParkSettingsInput>,
  origin: { lon: number; lat: number },
  places: readonly { readonly lon: number; readonly lat: number }[],
): ParkInput['grid'] {
  const { gridStepM: step, gridMarginM: margin } = settings;
  if (step === null || places.length === 0) return undefined;
  const plane = localPlaneOf(origin.lon, origin.lat);
  const at = places.map((p) => plane.toMetres(p.lon, p.lat));
  const ends = (i: 0 | 1): readonly [number, number] => {
    const all = at.map((p) => p[i]);
    const down = Math.floor((all.reduce((a, b) => Math.min(a, b)) - margin) / step) * step;
    return [down, Math.ceil((all.reduce((a, b) => Math.max(a, b)) + margin) / step) * step];
  };
  const [west, east] = ends(0);
  const [south, north] = ends(1);
  return { originXM: west, originYM: south, widthM: east - west, heightM: north - south, stepM: step };
}

/** The park file of what stands now: confirmed vessels and the newest editions of the park's sets. Whether it can be computed is another question. */
export async function buildInput(trx: Trx, park: ParkPlace): Promise<ParkInput> {
  const vessels = await confirmedVessels(trx, park.parkId);
  const [population, targets, weather, { settings }] = await Promise.all([
    readSet(trx, park.parkId, 'population'),
    readSet(trx, park.parkId, 'targets'),
    readSet(trx, park.parkId, 'weather'),
    readSet(trx, park.parkId, 'settings'),
  ]);
  const origin = originOf(park, vessels, settings);
  const names = new Map(vessels.map((v) => [v.enterpriseId, v.enterpriseName]));
  const grid = gridOf(settings, origin, [...vessels, ...targets.rows]);
  const input: ParkInput = {
    format: PARK_INPUT_FORMAT,
    id: park.parkId,
    name: park.name,
    origin: { lonDeg: origin.lon, latDeg: origin.lat, referenceSystem: 'WGS84' },
    enterprises: [...names].map(([id, name]) => ({ id, name })),
    vessels: vessels.map((v) =>
      inputVessel(
        { ...v, frequencyFactor: v.frequencyFactor ?? null },
        { id: v.id, enterpriseId: v.enterpriseId, name: `${v.tag} ${v.name}`.slice(0, 200) },
      ),
    ),
    weather: weather.rows,
    population: population.rows.map(({ lon, lat, note: _, indoorShareDay, indoorShareNight, ...people }) => ({
      lonDeg: lon,
      latDeg: lat,
      ...people,
      ...(indoorShareDay === undefined ? {} : { indoorShareDay }),
      ...(indoorShareNight === undefined ? {} : { indoorShareNight }),
    })),
    targets: targets.rows.map((t) => ({
      id: t.id,
      name: t.name,
      targetClass: t.targetClass,
      lonDeg: t.lon,
      latDeg: t.lat,
    })),
    settings: Object.fromEntries(
      ENGINE_SETTINGS.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]])),
    ),
    ...(grid === undefined ? {} : { grid }),
    state: settings.state,
    domino: settings.domino,
    measures: { vessels: settings.measureVessels },
  };
  return input;
}
