import { PARK_ASSESSMENT_STATES, PARK_SCENARIOS } from '@yufang/domain';
import { z } from 'zod';
import { ParkDirectory, ParkResultView } from './park-result.ts';
import {
  PARK_ENTERPRISE_READERS,
  PARK_READERS,
  PARK_REVIEWERS,
  PARK_WRITERS,
  ParkDeed,
  ParkParams,
  ParkReadinessItem,
  ParkRowParams,
  parkBase,
  parkEnterpriseBase,
} from './park-shared.ts';
import { defineRoute, EnterpriseParams, PageQuery, page, text } from './route.ts';

const tag = 'park';
const Version = z.object({ version: z.int().positive() });

/** An assessment of the list. */
export const ParkAssessmentRow = z
  .object({
    id: z.uuid(),
    parkId: z.uuid(),
    /** 1, 2, 3 … within the park. */
    number: z.int(),
    title: z.string(),
    state: z.enum(PARK_ASSESSMENT_STATES),
    /** Of the inventory, of a park file, or of the demonstration (invented). */
    source: z.enum(['inventory', 'file', 'demo']),
    invented: z.boolean(),
    /** The assessment that this one follows. */
    basedOn: z.uuid().nullable(),
    vessels: z.int(),
    enterprises: z.int(),
    /** SHA-256 of the inputs (canonical JSON). */
    inputHash: z.string(),
    /** Of the frozen one: hash of its result and engine it was computed by. */
    resultHash: z.string().nullable(),
    engine: z.string().nullable(),
    created: ParkDeed,
    submitted: ParkDeed.nullable(),
    reviewed: ParkDeed.nullable(),
    /** Why it was sent back or withdrawn. */
    reason: z.string().nullable(),
    /** The finished run whose result stands for just these inputs, if there is one. */
    resultRunId: z.uuid().nullable(),
    version: z.int(),
  })
  .meta({ id: 'ParkAssessmentRow' });
export type ParkAssessmentRow = z.infer<typeof ParkAssessmentRow>;

export const ParkAssessmentView = ParkAssessmentRow.extend({
  readiness: z.array(ParkReadinessItem),
  directory: ParkDirectory,
  /** Whether the inventory has changed since the draft was taken from it; null when it was not taken from it. */
  inventoryMoved: z.boolean().nullable(),
}).meta({ id: 'ParkAssessmentView' });
export type ParkAssessmentView = z.infer<typeof ParkAssessmentView>;

export const listParkAssessments = defineRoute({
  id: 'listParkAssessments',
  method: 'GET',
  path: `${parkBase}/assessments`,
  tag,
  summary: 'Assessments of the park, newest first',
  access: PARK_READERS,
  params: ParkParams,
  query: PageQuery.extend({ state: z.enum(PARK_ASSESSMENT_STATES).optional() }),
  reply: page(ParkAssessmentRow),
});
/** Takes the confirmed vessels and the park's sets as they stand. What is lacking is in `readiness`; a draft may lack something. */
export const createParkAssessment = defineRoute({
  id: 'createParkAssessment',
  method: 'POST',
  path: `${parkBase}/assessments`,
  tag,
  summary: 'Draft an assessment of the inventory',
  access: PARK_WRITERS,
  params: ParkParams,
  body: z.object({ title: text(200), basedOn: z.uuid().nullable().default(null) }),
  reply: ParkAssessmentView,
});
/** Multipart, field `file`: a `yufang-park/1` JSON file as it is, whoever its enterprises are. 422 with the engine's code and field when it cannot be read. */
export const createParkAssessmentOfFile = defineRoute({
  id: 'createParkAssessmentOfFile',
  method: 'POST',
  path: `${parkBase}/assessments/file`,
  tag,
  summary: 'Draft an assessment of a park file',
  access: PARK_WRITERS,
  params: ParkParams,
  query: z.object({ title: text(200).optional() }),
  upload: true,
  reply: ParkAssessmentView,
});
const one = { params: ParkRowParams, tag } as const;
export const getParkAssessment = defineRoute({
  ...one,
  id: 'getParkAssessment',
  method: 'GET',
  path: `${parkBase}/assessments/:id`,
  summary: 'One assessment with what it lacks and the names of its vessels',
  access: PARK_READERS,
  reply: ParkAssessmentView,
});
/** The inputs as a park file: computed again anywhere it gives the same bits (`yufang qra run`). */
export const getParkAssessmentInput = defineRoute({
  ...one,
  id: 'getParkAssessmentInput',
  method: 'GET',
  path: `${parkBase}/assessments/:id/input`,
  summary: 'The inputs as a yufang-park/1 file',
  access: PARK_READERS,
  reply: z.unknown(),
  replyKind: 'file',
});
export const refreshParkAssessment = defineRoute({
  ...one,
  id: 'refreshParkAssessment',
  method: 'POST',
  path: `${parkBase}/assessments/:id/refresh`,
  summary: 'Take the inventory anew into a draft',
  access: PARK_WRITERS,
  body: Version,
  reply: ParkAssessmentView,
});
/** Refusals: 409 `park.not_ready`, `park.assessment_state`. */
export const submitParkAssessment = defineRoute({
  ...one,
  id: 'submitParkAssessment',
  method: 'POST',
  path: `${parkBase}/assessments/:id/submit`,
  summary: 'Hand a draft to review; its inputs no longer change',
  access: PARK_WRITERS,
  body: Version,
  reply: ParkAssessmentView,
});
export const sendBackParkAssessment = defineRoute({
  ...one,
  id: 'sendBackParkAssessment',
  method: 'POST',
  path: `${parkBase}/assessments/:id/send-back`,
  summary: 'Reviewer: back to draft, with a reason',
  access: PARK_REVIEWERS,
  body: Version.extend({ reason: text(1000) }),
  reply: ParkAssessmentView,
});
/** Refusals: 409 `park.own_review` (who submitted it does not freeze it), `park.not_computed` (no finished run of just these inputs). */
export const freezeParkAssessment = defineRoute({
  ...one,
  id: 'freezeParkAssessment',
  method: 'POST',
  path: `${parkBase}/assessments/:id/freeze`,
  summary: 'Reviewer: freeze inputs and result with their hashes',
  access: PARK_REVIEWERS,
  body: Version,
  reply: ParkAssessmentView,
});
export const withdrawParkAssessment = defineRoute({
  ...one,
  id: 'withdrawParkAssessment',
  method: 'POST',
  path: `${parkBase}/assessments/:id/withdraw`,
  summary: 'Withdraw an assessment, with a reason; it stays readable',
  access: PARK_WRITERS,
  body: Version.extend({ reason: text(1000) }),
  reply: ParkAssessmentView,
});
/** The result of the finished run of just these inputs. 404 `park.no_result`. */
export const getParkResult = defineRoute({
  ...one,
  id: 'getParkResult',
  method: 'GET',
  path: `${parkBase}/assessments/:id/result`,
  summary: 'The result that stands for an assessment',
  access: PARK_READERS,
  reply: z.object({
    runId: z.uuid(),
    resultHash: z.string(),
    engine: z.string(),
    result: ParkResultView,
    directory: ParkDirectory,
  }),
});

/** Effect distances of one scenario of a vessel in one weather class, for circles on the map. A reach of 20 000 m means "at least". */
export const getParkConsequences = defineRoute({
  ...one,
  id: 'getParkConsequences',
  method: 'GET',
  path: `${parkBase}/assessments/:id/consequences`,
  summary: 'How far one scenario reaches in one weather',
  access: PARK_READERS,
  query: z.object({
    vesselId: z.string().max(200),
    scenario: z.enum(PARK_SCENARIOS),
    /** Index in `directory.weather`. */
    weather: z.coerce.number().int().min(0),
  }),
  reply: z.object({
    consequences: z.array(
      z.object({
        outcome: z.string(),
        frequencyPerYear: z.number(),
        /** Centre of the circles downwind of the vessel, m. */
        centreM: z.number(),
        zones: z.array(
          z.object({ quantity: z.string(), level: z.number(), reachM: z.number(), halfWidthM: z.number() }),
        ),
      }),
    ),
  }),
});

/**
 * What an enterprise sees of its park's newest frozen assessment: its own vessels and sums, what neighbours bring on it, measures on its own vessels, the
 * contours and its own part of each broken target; never a neighbour's inventory. `assessment` null: there is none yet.
 */
export const getEnterpriseParkRisk = defineRoute({
  id: 'getEnterpriseParkRisk',
  method: 'GET',
  path: `${parkEnterpriseBase}/park-risk`,
  tag,
  summary: 'The enterprise’s own part of its park’s risk',
  access: PARK_ENTERPRISE_READERS,
  params: EnterpriseParams,
  reply: z.object({
    parkId: z.uuid().nullable(),
    parkName: z.string().nullable(),
    assessment: z
      .object({ id: z.uuid(), number: z.int(), title: z.string(), frozenAt: z.string(), invented: z.boolean() })
      .nullable(),
    own: z
      .object({
        share: z.number(),
        pllPerYear: z.number(),
        dominoPllPerYear: z.number(),
        /** Failures a year that its vessels bring to others, and others to its own. */
        toOthersPerYear: z.number(),
        fromOthersPerYear: z.number(),
        vessels: ParkResultView.shape.vessels,
        directory: ParkDirectory,
        contours: ParkResultView.shape.individual.shape.contours,
        targets: z.array(
          z.object({ id: z.string(), name: z.string(), breaks: z.boolean(), ratio: z.number(), ownShare: z.number() }),
        ),
        measures: z.array(ParkResultView.shape.measures.unwrap().shape.ranked.element),
        notes: ParkResultView.shape.notes,
      })
      .nullable(),
  }),
});
