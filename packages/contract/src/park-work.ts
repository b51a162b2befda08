import {
  COORDINATE_SYSTEMS,
  PARK_FREQUENCY_KINDS,
  PARK_ITEM_COMMANDS,
  PARK_ITEM_STATES,
  PARK_MEASURES,
  PARK_OWN_KINDS,
  PARK_PROJECT_VERDICTS,
  PARK_RUN_STATES,
  PARK_VESSEL_KINDS,
  TIERS,
} from '@yufang/domain';
import { z } from 'zod';
import { ParkBarriers, ParkVesselInput } from './park-inventory.ts';
import { SocietalPart } from './park-result.ts';
import {
  PARK_ENTERPRISE_READERS,
  PARK_ENTERPRISE_WRITERS,
  PARK_ITEM_ACTORS,
  PARK_READERS,
  PARK_WRITERS,
  ParkDeed,
  ParkParams,
  ParkRowParams,
  parkBase,
  parkEnterpriseBase,
} from './park-shared.ts';
import { Day, defineRoute, EnterpriseParams, EnterpriseRowParams, Instant, PageQuery, page, text } from './route.ts';

const tag = 'park';

/**
 * An item of the work list (一园一策, 一企一策). An enterprise's: `measure` on a vessel, with the risk it removes. The park's own: `kind` says what stands
 * against a limit; it removes no figure by itself, so the removed risk is null.
 */
export const ParkWorkItemView = z
  .object({
    id: z.uuid(),
    parkId: z.uuid(),
    assessmentId: z.uuid(),
    /** null: the park's own. */
    enterpriseId: z.uuid().nullable(),
    enterpriseName: z.string().nullable(),
    /** 1 = removes most. */
    rank: z.int(),
    kind: z.enum(['measure', ...PARK_OWN_KINDS]),
    measure: z.enum(PARK_MEASURES).nullable(),
    vesselId: z.string().nullable(),
    vesselName: z.string().nullable(),
    substanceZh: z.string().nullable(),
    substanceEn: z.string().nullable(),
    /** Deaths a year that it takes away by the model, dominoes included, and as a share of the park's. */
    removedPerYear: z.number().nullable(),
    removedShare: z.number().nullable(),
    /**
     * Figures its sentence needs. target: name, targetClass, riskPerYear, limitPerYear, ratio. societal: fatalities, frequencyPerYear, upperPerYear of the worst
     * point; with beyondFatalities and beyondPerYear where accidents beyond the end of the lines make it so. domino_pair: fromName, toName, failuresPerYear,
     * share. measure: its assumed effect.
     */
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    state: z.enum(PARK_ITEM_STATES),
    owner: z.string().nullable(),
    deadline: Day.nullable(),
    overdue: z.boolean(),
    /** What was done, or why it is declined or sent back. */
    note: z.string().nullable(),
    done: ParkDeed.nullable(),
    verified: ParkDeed.nullable(),
    /** The measure of the enterprise's chain that it was turned into. */
    control: z.object({ measureId: z.uuid(), unitId: z.uuid(), itemId: z.uuid().nullable() }).nullable(),
    invented: z.boolean(),
    version: z.int(),
    updatedAt: Instant,
  })
  .meta({ id: 'ParkWorkItemView' });
export type ParkWorkItemView = z.infer<typeof ParkWorkItemView>;

const ItemQuery = PageQuery.extend({
  state: z.enum(PARK_ITEM_STATES).optional(),
  assessmentId: z.uuid().optional(),
  overdue: z.stringbool().optional(),
});

/** From a frozen assessment, at most `top` measures by the risk they remove; what is on the list already is left as it is. 409 `park.not_frozen`. */
export const makeParkWorkList = defineRoute({
  id: 'makeParkWorkList',
  method: 'POST',
  path: `${parkBase}/assessments/:id/work-items`,
  tag,
  summary: 'Make the work list of a frozen assessment',
  access: PARK_WRITERS,
  params: ParkRowParams,
  body: z.object({ top: z.int().min(1).max(500).default(50) }),
  reply: z.object({ made: z.int(), alreadyThere: z.int(), withoutEnterprise: z.int() }),
});
/** The park's own first, then enterprises' by rank. */
export const listParkWorkItems = defineRoute({
  id: 'listParkWorkItems',
  method: 'GET',
  path: `${parkBase}/work-items`,
  tag,
  summary: 'The work list of the park and its enterprises',
  access: PARK_READERS,
  params: ParkParams,
  query: ItemQuery.extend({
    enterpriseId: z.uuid().optional(),
    whose: z.enum(['park', 'enterprises', 'all']).default('all'),
  }),
  reply: page(ParkWorkItemView),
});
export const listEnterpriseParkWorkItems = defineRoute({
  id: 'listEnterpriseParkWorkItems',
  method: 'GET',
  path: `${parkEnterpriseBase}/park-work-items`,
  tag,
  summary: 'The work list of one enterprise',
  access: PARK_ENTERPRISE_READERS,
  params: EnterpriseParams,
  query: ItemQuery,
  reply: page(ParkWorkItemView),
});

/**
 * assign: owner and deadline needed. done, send_back, decline: note needed. verify, send_back, decline and reopen are the park's.
 * 409 `park.item_state`, `park.item_side`, `park.own_verification`; 422 `park.item_needs` (params.what).
 */
export const ParkItemCommand = z.object({
  version: z.int().positive(),
  command: z.enum(PARK_ITEM_COMMANDS),
  owner: text(100).optional(),
  deadline: Day.optional(),
  note: text(1000).optional(),
});
export type ParkItemCommand = z.output<typeof ParkItemCommand>;
export const actOnParkItem = defineRoute({
  id: 'actOnParkItem',
  method: 'POST',
  path: `${parkBase}/work-items/:id/act`,
  tag,
  summary: 'Act on one of the park’s own items',
  access: PARK_WRITERS,
  params: ParkRowParams,
  body: ParkItemCommand,
  reply: ParkWorkItemView,
});
export const actOnEnterpriseParkItem = defineRoute({
  id: 'actOnEnterpriseParkItem',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-work-items/:id/act`,
  tag,
  summary: 'Act on an item of an enterprise',
  access: PARK_ITEM_ACTORS,
  params: EnterpriseRowParams,
  body: ParkItemCommand,
  reply: ParkWorkItemView,
});
/**
 * Make it part of the daily work: risk object (the vessel), unit, event, control measure with its post, and the inspection item whose tasks follow.
 * Names are in the language asked for. An object or unit of that vessel that is there already is used. 409 `park.item_has_control`, `park.item_state`.
 */
export const turnParkItemIntoControl = defineRoute({
  id: 'turnParkItemIntoControl',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-work-items/:id/control`,
  tag,
  summary: 'Turn a work item into a control measure with inspection tasks',
  access: PARK_ENTERPRISE_WRITERS,
  params: EnterpriseRowParams,
  body: z.object({
    version: z.int().positive(),
    /** The post that inspects it. */
    dutyPostId: z.uuid(),
    tier: z.enum(TIERS).default('post'),
    /** Every so many days. */
    everyDays: z.int().min(1).max(365).default(7),
    checkContent: text(4000).optional(),
    lang: z.enum(['zh', 'en']).default('zh'),
  }),
  reply: ParkWorkItemView,
});

/** A vessel of a proposed plant, as it was given. */
export const ParkProposedVessel = z
  .object({
    tag: z.string(),
    name: z.string(),
    kind: z.enum(PARK_VESSEL_KINDS),
    frequencyKind: z.enum(PARK_FREQUENCY_KINDS).nullable(),
    substance: z.string(),
    volumeM3: z.number(),
    fillFraction: z.number(),
    pressurePa: z.number(),
    temperatureK: z.number(),
    lon: z.number(),
    lat: z.number(),
    crs: z.enum(COORDINATE_SYSTEMS),
    bundAreaM2: z.number().nullable(),
    barriers: ParkBarriers,
  })
  .meta({ id: 'ParkProposedVessel' });
export type ParkProposedVessel = z.output<typeof ParkProposedVessel>;

/** The access check of a proposed plant (准入), as it stands in the list. */
export const ParkProjectCheckRow = z
  .object({
    id: z.uuid(),
    parkId: z.uuid(),
    assessmentId: z.uuid(),
    /** The frozen assessment that the plant was added to. */
    assessment: z.object({ number: z.int(), title: z.string(), invented: z.boolean() }),
    name: z.string(),
    applicant: z.string(),
    /** The column of GB 36894 that targets were held to. */
    limits: z.enum(['new', 'in-service']),
    vessels: z.int(),
    requested: ParkDeed,
    runId: z.uuid().nullable(),
    /** Where its run stands; a failed or cancelled one leaves no verdict. */
    runState: z.enum(PARK_RUN_STATES).nullable(),
    /** Hash of the frozen inputs with the proposed vessels added. */
    inputHash: z.string(),
    /** null: not computed yet, or the run failed (see the run). */
    verdict: z.enum(PARK_PROJECT_VERDICTS).nullable(),
    findings: z
      .object({
        /** Limits that only the new plant breaks, or that were broken and get worse. */
        targets: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            limitPerYear: z.number(),
            beforePerYear: z.number(),
            afterPerYear: z.number(),
            change: z.enum(['newly_broken', 'worse']),
          }),
        ),
        societalBefore: SocietalPart,
        societalAfter: SocietalPart,
        societalBreaks: z.boolean(),
        /** The societal risk was beyond the line before and rises further. */
        societalWorse: z.boolean().default(false),
        maximumBeforePerYear: z.number(),
        maximumAfterPerYear: z.number(),
        pllBeforePerYear: z.number(),
        pllAfterPerYear: z.number(),
      })
      .nullable(),
  })
  .meta({ id: 'ParkProjectCheckRow' });
export type ParkProjectCheckRow = z.infer<typeof ParkProjectCheckRow>;

/** One check with the vessels it was made of, so that another siting can be tried on them. Empty of a check from before they were kept. */
export const ParkProjectCheckView = ParkProjectCheckRow.extend({
  given: z.array(ParkProposedVessel),
}).meta({ id: 'ParkProjectCheckView' });
export type ParkProjectCheckView = z.infer<typeof ParkProjectCheckView>;

export const listParkProjectChecks = defineRoute({
  id: 'listParkProjectChecks',
  method: 'GET',
  path: `${parkBase}/project-checks`,
  tag,
  summary: 'Access checks of proposed plants, newest first',
  access: PARK_READERS,
  params: ParkParams,
  query: PageQuery,
  reply: page(ParkProjectCheckRow),
});
export const getParkProjectCheck = defineRoute({
  id: 'getParkProjectCheck',
  method: 'GET',
  path: `${parkBase}/project-checks/:id`,
  tag,
  summary: 'One access check with its verdict',
  access: PARK_READERS,
  params: ParkRowParams,
  reply: ParkProjectCheckView,
});
/** Adds the vessels to a frozen assessment's inputs and queues a run. `limits`: the column of GB 36894 that the targets are held to. 409 `park.not_frozen`; 422 with the engine's code. */
export const createParkProjectCheck = defineRoute({
  id: 'createParkProjectCheck',
  method: 'POST',
  path: `${parkBase}/project-checks`,
  tag,
  summary: 'Check whether a proposed plant would break a limit',
  access: PARK_WRITERS,
  params: ParkParams,
  body: z.object({
    assessmentId: z.uuid(),
    name: text(200),
    applicant: text(200),
    limits: z.enum(['new', 'in-service']).default('new'),
    vessels: z
      .array(ParkVesselInput.omit({ plant: true, note: true }))
      .min(1)
      .max(500),
  }),
  reply: ParkProjectCheckView,
});
