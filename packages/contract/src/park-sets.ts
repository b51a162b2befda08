import { COORDINATE_SYSTEMS, PARK_TARGET_CLASSES, PARK_VESSEL_STATES, STABILITIES } from '@yufang/domain';
import { z } from 'zod';
import { PARK_READERS, PARK_WRITERS, ParkNote, ParkParams, ParkReadinessItem, parkBase } from './park-shared.ts';
import { defineRoute, Instant, text } from './route.ts';

const tag = 'park';

/** Most that one run on the platform may ask for: domino histories, and vessels on which measures are ranked. */
export const PARK_RUN_BOUNDS = { histories: 5_000_000, measureVessels: 50 } as const;

/** People at a place (WGS-84). Indoor shares 0.93 and 0.99 when absent. */
export const ParkPopulationCell = z.object({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  day: z.number().min(0).max(1e7),
  night: z.number().min(0).max(1e7),
  indoorShareDay: z.number().min(0).max(1).optional(),
  indoorShareNight: z.number().min(0).max(1).optional(),
  note: text(200, 0).optional(),
});
/** A protected target (WGS-84). `id` is the client's, once in the park. */
export const ParkTarget = z.object({
  id: text(60),
  name: text(200),
  targetClass: z.enum(PARK_TARGET_CLASSES),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
});
/** A weather class with its rose: shares of the year by the sector the wind comes from, north first, clockwise. All of all classes sum to 1. */
export const ParkWeatherClass = z.object({
  stability: z.enum(STABILITIES),
  windSpeedMS: z.number(),
  dayShare: z.number(),
  sectorShare: z.array(z.number()).min(1).max(72),
});
/** Choices of an assessment; what is absent takes the engine's default (docs/qra.md). */
export const ParkSettingsInput = z.object({
  /** Where x = y = 0 lies; the middle of the vessels when absent. */
  origin: z.object({ lon: z.number(), lat: z.number() }).nullable().default(null),
  state: z.enum(['in-service', 'new']).default('in-service'),
  /** null: the engine's own grid. */
  gridStepM: z.number().min(5).max(1000).nullable().default(null),
  /** Receivers at most so far from the outermost vessel or target, m, when a step is set. */
  gridMarginM: z.number().min(100).max(20_000).default(1000),
  /** null leaves dominoes out. */
  domino: z
    .object({ histories: z.int().min(1000).max(PARK_RUN_BOUNDS.histories), seed: z.int().min(0).max(4_294_967_295) })
    .nullable()
    .default({ histories: 200_000, seed: 1 }),
  measureVessels: z.int().min(0).max(PARK_RUN_BOUNDS.measureVessels).default(5),
  airTemperatureK: z.number().min(233).max(328).optional(),
  relativeHumidity: z.number().min(0.01).max(1).optional(),
  delayedIgnition: z.number().min(0).max(1).optional(),
  tntYield: z.number().min(0.001).max(0.5).optional(),
  societalVulnerability: z.enum(['aqt3046', 'individual']).optional(),
  /** Those that the engine's fine steps share out evenly. */
  directionsPerSector: z.literal([1, 2, 3, 4, 6, 8]).optional(),
});
export type ParkSettingsInput = z.output<typeof ParkSettingsInput>;

const setMeta = {
  /** 0: nothing was entered yet. Give it back with the next change (409 `row.stale`). */
  version: z.int(),
  updatedAt: Instant.nullable(),
  updatedBy: z.string().nullable(),
  /** How it came: hand, csv, excel, hourly, park_file, demo. */
  origin: z.string().nullable(),
  /** What to know of it, e.g. `weather.short_record`. */
  notes: z.array(ParkNote),
};
export const ParkPopulationSet = z.object({ ...setMeta, rows: z.array(ParkPopulationCell) });
export const ParkTargetSet = z.object({ ...setMeta, rows: z.array(ParkTarget) });
export const ParkWeatherSet = z.object({ ...setMeta, rows: z.array(ParkWeatherClass) }).meta({ id: 'ParkWeatherSet' });
export const ParkSettingsSet = z.object({ ...setMeta, settings: ParkSettingsInput }).meta({ id: 'ParkSettingsSet' });

const get = <R extends z.ZodType>(id: string, path: string, io: { reply: R; summary: string }) =>
  ({ id, method: 'GET', path: `${parkBase}/${path}`, tag, access: PARK_READERS, params: ParkParams, ...io }) as const;
const put = <B extends z.ZodType, R extends z.ZodType>(
  id: string,
  path: string,
  io: { body: B; reply: R; summary: string },
) =>
  ({
    id,
    method: 'PUT',
    path: `${parkBase}/${path}`,
    tag,
    access: PARK_WRITERS,
    params: ParkParams,
    bodyLimitMb: 16,
    ...io,
  }) as const;
const asSet = <T extends z.ZodType>(row: T, most: number) =>
  z.object({ version: z.int().min(0), rows: z.array(row).max(most) });

export const getParkPopulation = defineRoute({
  ...get('getParkPopulation', 'population', { reply: ParkPopulationSet, summary: 'People by place' }),
});
export const putParkPopulation = defineRoute({
  ...put('putParkPopulation', 'population', {
    body: asSet(ParkPopulationCell, 50_000),
    reply: ParkPopulationSet,
    summary: 'Put all population cells anew',
  }),
});
export const getParkTargets = defineRoute({
  ...get('getParkTargets', 'targets', { reply: ParkTargetSet, summary: 'Protected targets' }),
});
export const putParkTargets = defineRoute({
  ...put('putParkTargets', 'targets', {
    body: asSet(ParkTarget, 5000),
    reply: ParkTargetSet,
    summary: 'Put all protected targets anew; 422 target.duplicate_id',
  }),
});
export const getParkWeather = defineRoute({
  ...get('getParkWeather', 'weather', { reply: ParkWeatherSet, summary: 'Weather classes with their roses' }),
});
export const putParkWeather = defineRoute({
  ...put('putParkWeather', 'weather', {
    body: asSet(ParkWeatherClass, 200),
    reply: ParkWeatherSet,
    summary: 'Put the weather classes; 422 weather.not_one when the shares are off by more than 5 %',
  }),
});
export const getParkSettings = defineRoute({
  ...get('getParkSettings', 'settings', { reply: ParkSettingsSet, summary: 'Choices of the next assessment' }),
});
export const putParkSettings = defineRoute({
  ...put('putParkSettings', 'settings', {
    body: ParkSettingsInput.extend({ version: z.int().min(0) }),
    reply: ParkSettingsSet,
    summary: 'Change the choices of the next assessment',
  }),
});

/**
 * Multipart, field `file`: .csv (UTF-8 or GB 18030) or .xlsx of hourly observations. Columns by either name: time 时间 (ISO, or Excel's date-time cells; without an offset
 * Beijing time), windSpeedMS 风速, windFromDeg 风向 (empty: calm), totalCloudTenths 总云量, lowCloudTenths 低云量 (optional).
 */
export const uploadParkWeather = defineRoute({
  id: 'uploadParkWeather',
  method: 'POST',
  path: `${parkBase}/weather/hourly`,
  tag,
  summary: 'Make the weather classes from a year of hourly observations',
  access: PARK_WRITERS,
  params: ParkParams,
  query: z.object({
    version: z.coerce.number().int().min(0),
    sectors: z.coerce.number().int().min(8).max(72).default(16),
  }),
  upload: true,
  reply: ParkWeatherSet.extend({ hours: z.int() }),
});
/** Multipart, field `file`: .csv or .xlsx with columns lon 经度, lat 纬度, day 白天人数, night 夜间人数, indoorShareDay 白天室内比例, indoorShareNight 夜间室内比例. */
export const uploadParkPopulation = defineRoute({
  id: 'uploadParkPopulation',
  method: 'POST',
  path: `${parkBase}/population/upload`,
  tag,
  summary: 'Put all population cells from a table',
  access: PARK_WRITERS,
  params: ParkParams,
  query: z.object({
    version: z.coerce.number().int().min(0),
    crs: z.enum(COORDINATE_SYSTEMS).default('CGCS2000'),
  }),
  upload: true,
  reply: ParkPopulationSet,
});

/** Counts of the inventory, and what an assessment made now would lack. */
export const getParkReadiness = defineRoute({
  ...get('getParkReadiness', 'readiness', {
    reply: z.object({
      vessels: z.record(z.enum(PARK_VESSEL_STATES), z.int()),
      /** Vessels with a confirmed edition: what an assessment takes. */
      confirmed: z.int(),
      enterprises: z.array(z.object({ enterpriseId: z.uuid(), name: z.string(), confirmed: z.int(), open: z.int() })),
      population: z.object({ cells: z.int(), day: z.number(), night: z.number() }),
      targets: z.int(),
      weatherClasses: z.int(),
      ready: z.boolean(),
      items: z.array(ParkReadinessItem),
    }),
    summary: 'What an assessment of the inventory as it stands would lack',
  }),
});
