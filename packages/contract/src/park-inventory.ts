import { COORDINATE_SYSTEMS, PARK_FREQUENCY_KINDS, PARK_VESSEL_KINDS, PARK_VESSEL_STATES } from '@yufang/domain';
import { z } from 'zod';
import {
  PARK_ENTERPRISE_READERS,
  PARK_ENTERPRISE_WRITERS,
  PARK_ITEM_ACTORS,
  PARK_READERS,
  PARK_WRITERS,
  ParkParams,
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
