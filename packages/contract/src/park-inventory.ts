import {
  COORDINATE_SYSTEMS,
  PARK_FREQUENCY_KINDS,
  PARK_TARGET_CLASSES,
  PARK_VESSEL_KINDS,
  PARK_VESSEL_STATES,
  STABILITIES,
  TANK_PRESSURES,
  TANK_STORES,
} from '@yufang/domain';
import { z } from 'zod';
import {
  PARK_ENTERPRISE_READERS,
  PARK_ENTERPRISE_WRITERS,
  PARK_ITEM_ACTORS,
  PARK_READERS,
  PARK_WRITERS,
  ParkNote,
  ParkParams,
  ParkReadinessItem,
  parkBase,
  parkEnterpriseBase,
} from './park-shared.ts';
import {
  changeOf,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  text,
} from './route.ts';

const tag = 'park';

/** A substance of the engine's library, for drop-down lists. */
export const ParkSubstance = z
  .object({
    id: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    cas: z.string(),
    kinds: z.array(z.string()),
    boilingTemperatureK: z.number(),
    liquidDensityKgM3: z.number(),
    /** How sure its properties are: read, memory or derived. */
    certainty: z.string(),
  })
  .meta({ id: 'ParkSubstance' });

export const listParkSubstances = defineRoute({
  id: 'listParkSubstances',
  method: 'GET',
  path: '/api/v1/park-substances',
  tag,
  summary: 'The substances the risk engine knows',
  access: PARK_ENTERPRISE_READERS,
  reply: z.object({ version: z.string(), rows: z.array(ParkSubstance) }),
});

/** Barriers; absent = not there. Ranges as in docs/qra.md. */
export const ParkBarriers = z.object({
  /** Leaks end after so many seconds (gas detection with shut-off). */
  shutOffS: z.number().min(10).max(3600).optional(),
  /** Share of heat that still arrives under water spray. */
  sprayHeatFactor: z.number().min(0).max(1).optional(),
  /** Minutes that fireproofing adds. */
  fireproofingMin: z.number().min(0).max(600).optional(),
});
export type ParkBarriers = z.output<typeof ParkBarriers>;

/**
 * A vessel as it is entered. SI: pressure absolute in Pa, temperature in K. `crs` says in which system the position was given; stored as WGS-84, which
 * CGCS2000 is taken for; GCJ02 and BD09 are converted. The figures are checked by the engine's own rules: `input.out_of_range`, `substance.unknown`,
 * `vessel.inventory_too_large`.
 */
export const ParkVesselInput = z.object({
  /** 位号, once in the enterprise. */
  tag: text(60),
  name: text(200),
  /** 装置. */
  plant: text(200, 0).nullable().default(null),
  kind: z.enum(PARK_VESSEL_KINDS),
  frequencyKind: z.enum(PARK_FREQUENCY_KINDS).nullable().default(null),
  /** Id, Chinese or English name, or CAS number of the library. */
  substance: text(100),
  volumeM3: z.number(),
  fillFraction: z.number(),
  pressurePa: z.number(),
  temperatureK: z.number(),
  lon: z.number(),
  lat: z.number(),
  crs: z.enum(COORDINATE_SYSTEMS).default('CGCS2000'),
  bundAreaM2: z.number().nullable().default(null),
  barriers: ParkBarriers.default({}),
  note: text(1000, 0).nullable().default(null),
});
export type ParkVesselInput = z.output<typeof ParkVesselInput>;

/** A vessel of the inventory. */
export const ParkVesselView = z
  .object({
    id: z.uuid(),
    enterpriseId: z.uuid(),
    enterpriseName: z.string(),
    tag: z.string(),
    name: z.string(),
    plant: z.string().nullable(),
    kind: z.enum(PARK_VESSEL_KINDS),
    frequencyKind: z.enum(PARK_FREQUENCY_KINDS).nullable(),
    substance: z.string(),
    substanceZh: z.string(),
    substanceEn: z.string(),
    volumeM3: z.number(),
    fillFraction: z.number(),
    pressurePa: z.number(),
    temperatureK: z.number(),
    /** Liquid or gas inside by the engine's rule, kg; null when the substance is no longer known. */
    inventoryKg: z.number().nullable(),
    /** WGS-84. */
    lon: z.number(),
    lat: z.number(),
    /** As it was given, with its system. */
    crs: z.enum(COORDINATE_SYSTEMS),
    givenLon: z.number(),
    givenLat: z.number(),
    bundAreaM2: z.number().nullable(),
    frequencyFactor: z.number().nullable(),
    barriers: ParkBarriers,
    note: z.string().nullable(),
    state: z.enum(PARK_VESSEL_STATES),
    /** Why the park returned it. */
    reason: z.string().nullable(),
    /** Whether a confirmed edition stands that assessments are made of (also while a newer draft is under way). */
    hasConfirmed: z.boolean(),
    /** hand | excel | data_standard | park_file | demo. */
    origin: z.string(),
    version: z.int(),
    updatedAt: Instant,
  })
  .meta({ id: 'ParkVesselView' });
export type ParkVesselView = z.infer<typeof ParkVesselView>;

const VesselQuery = PageQuery.extend({
  state: z.enum(PARK_VESSEL_STATES).optional(),
  enterpriseId: z.uuid().optional(),
  search: z.string().trim().max(60).optional(),
});

export const listParkVessels = defineRoute({
  id: 'listParkVessels',
  method: 'GET',
  path: `${parkBase}/vessels`,
  tag,
  summary: 'Vessels of the park, by enterprise and tag',
  access: PARK_READERS,
  params: ParkParams,
  query: VesselQuery,
  reply: page(ParkVesselView),
});
/** Confirm what enterprises submitted: the ids, or all that lie there. Rows in another state are left alone and counted. */
export const confirmParkVessels = defineRoute({
  id: 'confirmParkVessels',
  method: 'POST',
  path: `${parkBase}/vessels/confirm`,
  tag,
  summary: 'Confirm submitted vessels, several at once',
  access: PARK_WRITERS,
  params: ParkParams,
  body: z.object({ ids: z.array(z.uuid()).max(20_000).optional() }),
  reply: z.object({ confirmed: z.int(), leftAlone: z.int() }),
});

export const listEnterpriseParkVessels = defineRoute({
  id: 'listEnterpriseParkVessels',
  method: 'GET',
  path: `${parkEnterpriseBase}/park-vessels`,
  tag,
  summary: 'Vessels of one enterprise',
  access: PARK_ENTERPRISE_READERS,
  params: EnterpriseParams,
  query: VesselQuery.omit({ enterpriseId: true }),
  reply: page(ParkVesselView),
});
/** Refusals besides the engine's: 409 `park.enterprise_not_in_park`, 409 `park.vessel_tag_taken`. */
export const createParkVessel = defineRoute({
  id: 'createParkVessel',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-vessels`,
  tag,
  summary: 'Enter a vessel (a draft)',
  access: PARK_ENTERPRISE_WRITERS,
  params: EnterpriseParams,
  body: ParkVesselInput,
  reply: ParkVesselView,
});
export const updateParkVessel = defineRoute({
  id: 'updateParkVessel',
  method: 'PATCH',
  path: `${parkEnterpriseBase}/park-vessels/:id`,
  tag,
  summary: 'Change a vessel; it becomes a draft again, its confirmed edition stands until the new one is confirmed',
  access: PARK_ENTERPRISE_WRITERS,
  params: EnterpriseRowParams,
  body: changeOf(ParkVesselInput).extend({ version: z.int().positive() }),
  reply: ParkVesselView,
});
export const submitParkVessels = defineRoute({
  id: 'submitParkVessels',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-vessels/submit`,
  tag,
  summary: 'Hand drafts to the park: the ids, or all drafts and returned ones',
  access: PARK_ENTERPRISE_WRITERS,
  params: EnterpriseParams,
  body: z.object({ ids: z.array(z.uuid()).max(20_000).optional() }),
  reply: z.object({ submitted: z.int() }),
});
const VesselVersion = z.object({ version: z.int().positive() });
export const withdrawParkVessel = defineRoute({
  id: 'withdrawParkVessel',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-vessels/:id/withdraw`,
  tag,
  summary:
    'Take a vessel out of the inventory (停用); what the park has confirmed is taken out by the park (409 park.withdraw_by_park)',
  access: PARK_ITEM_ACTORS,
  params: EnterpriseRowParams,
  body: VesselVersion,
  reply: ParkVesselView,
});
/** `frequencyFactor`: the park's management factor on every failure frequency of it (0-1000; 1 when absent). */
export const confirmParkVessel = defineRoute({
  id: 'confirmParkVessel',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-vessels/:id/confirm`,
  tag,
  summary: 'Confirm a submitted vessel',
  access: PARK_WRITERS,
  params: EnterpriseRowParams,
  body: VesselVersion.extend({ frequencyFactor: z.number().min(0).max(1000).optional() }),
  reply: ParkVesselView,
});
export const returnParkVessel = defineRoute({
  id: 'returnParkVessel',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-vessels/:id/return`,
  tag,
  summary: 'Return a submitted vessel with a reason',
  access: PARK_WRITERS,
  params: EnterpriseRowParams,
  body: VesselVersion.extend({ reason: text(1000) }),
  reply: ParkVesselView,
});

export const getParkVesselTemplate = defineRoute({
  id: 'getParkVesselTemplate',
  method: 'GET',
  path: `${parkEnterpriseBase}/park-vessels/template`,
  tag,
  summary: 'The import form as Excel, with drop-down lists; `filled`: with the vessels that are there',
  access: PARK_ENTERPRISE_READERS,
  params: EnterpriseParams,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh'), filled: z.stringbool().default(false) }),
  reply: z.unknown(),
  replyKind: 'file',
});

/** What became of one row of an upload. */
export const ParkImportRow = z
  .object({
    /** As the sheet (or the list of the file) counts. */
    row: z.int(),
    key: z.string(),
    result: z.enum(['created', 'updated', 'unchanged', 'refused']),
    errors: z.array(
      z.object({
        /** Head of the column, or field of the file. */
        field: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
      }),
    ),
  })
  .meta({ id: 'ParkImportRow' });
export type ParkImportRow = z.infer<typeof ParkImportRow>;
/** `written`: false when only checked, or when nothing was written because a row is bad (`mode=all`). Refused rows come first. */
export const ParkImportReport = z
  .object({
    written: z.boolean(),
    counts: z.object({ created: z.int(), updated: z.int(), unchanged: z.int(), refused: z.int() }),
    rows: z.array(ParkImportRow),
  })
  .meta({ id: 'ParkImportReport' });
export type ParkImportReport = z.infer<typeof ParkImportReport>;
/** check: report only. all: write if every row is good. good: write the good rows. */
const ImportQuery = z.object({ mode: z.enum(['check', 'all', 'good']).default('check') });

/**
 * What the data standard's table of tanks does not say, told once for the file; the template needs none of it. Without `crs` and `pressure` such a file
 * is refused (422 `park.tank_asked`, field `crs` or `pressure`).
 */
const TankQuery = ImportQuery.extend({
  crs: z.enum(COORDINATE_SYSTEMS).optional(),
  pressure: z.enum(TANK_PRESSURES).optional(),
  /** Unit of the design store SJCL, of which the fill is made. */
  store: z.enum(TANK_STORES).optional(),
  /** Fill of rows whose design store cannot be read; without it they are refused. */
  fillPercent: z.coerce.number().min(1).max(98).optional(),
  /** Kind of rows whose CGXS and CGJG do not tell it; without it they are refused. */
  kind: z.enum(PARK_VESSEL_KINDS).optional(),
  /** Failure frequency row of every row; without it what stands stays, and a new vessel goes by its kind. */
  frequencyKind: z.enum(PARK_FREQUENCY_KINDS).optional(),
});

/**
 * Multipart, field `file`: the template's .xlsx in either language; or the data standard's table of tanks, as .xlsx whose head has its field codes or their
 * labels, or as JSON (`[row, …]` or `{"data": [row, …]}`), told apart by what is in it. Rows meet their vessel by tag (CGWH). New and changed rows are drafts.
 */
export const importParkVessels = defineRoute({
  id: 'importParkVessels',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-vessels/import`,
  tag,
  summary: 'Import vessels from Excel or the data standard’s table of tanks, with a report by row',
  access: PARK_ENTERPRISE_WRITERS,
  params: EnterpriseParams,
  query: TankQuery,
  upload: true,
  reply: ParkImportReport,
});

/** Multipart, field `file`: a `yufang-park/1` JSON file. */
const FileReport = ParkImportReport.extend({
  /** What else of the file was taken: the park's own sets. */
  sets: z.object({ population: z.int(), targets: z.int(), weather: z.int(), settings: z.boolean() }),
});
/**
 * Fill the whole inventory from a park file. Enterprises of the file are met by id, social credit code or exact name among the active enterprises of the
 * park; vessels of others are refused by row (`park.enterprise_unknown`). The park vouches for its own file: rows come in confirmed.
 */
export const importParkFile = defineRoute({
  id: 'importParkFile',
  method: 'POST',
  path: `${parkBase}/import`,
  tag,
  summary: 'Import a whole park file (yufang-park/1) into the inventory',
  access: PARK_WRITERS,
  params: ParkParams,
  query: ImportQuery,
  upload: true,
  reply: FileReport,
});

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
    .object({ histories: z.int().min(1000).max(5_000_000), seed: z.int().min(0).max(4_294_967_295) })
    .nullable()
    .default({ histories: 200_000, seed: 1 }),
  measureVessels: z.int().min(0).max(50).default(5),
  airTemperatureK: z.number().min(233).max(328).optional(),
  relativeHumidity: z.number().min(0.01).max(1).optional(),
  delayedIgnition: z.number().min(0).max(1).optional(),
  tntYield: z.number().min(0.001).max(0.5).optional(),
  societalVulnerability: z.enum(['aqt3046', 'individual']).optional(),
  directionsPerSector: z.int().min(1).max(9).optional(),
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
