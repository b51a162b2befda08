import { PARK_RUN_PHASES, PARK_RUN_STATES } from '@yufang/domain';
import { z } from 'zod';
import { ParkVesselInput } from './park-inventory.ts';
import {
  ContourCollection,
  ParkDirectory,
  ParkResultView,
  ParkTargetResult,
  ParkVesselResult,
  SocietalPart,
} from './park-result.ts';
import { PARK_READERS, PARK_WRITERS, ParkDeed, ParkNote, ParkParams, ParkRowParams, parkBase } from './park-shared.ts';
import { defineRoute, Instant, PageQuery, page, text } from './route.ts';

const tag = 'park';

/** One computation. */
export const ParkRunView = z
  .object({
    id: z.uuid(),
    parkId: z.uuid(),
    assessmentId: z.uuid(),
    assessmentTitle: z.string(),
    /** The access check it computes for, where it does. */
    projectCheckId: z.uuid().nullable(),
    state: z.enum(PARK_RUN_STATES),
    /** Runs before this one in the server's queue; 0 when it runs or is over. */
    ahead: z.int(),
    phase: z.enum(PARK_RUN_PHASES).nullable(),
    /** Of the phase, 0-1. */
    share: z.number(),
    /** Of the whole, 0-1: tables and grid 0.5, domino 0.25, measures 0.25 where they are asked for. */
    overall: z.number(),
    requested: ParkDeed,
    startedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    /** Why it failed: `run.worker_failed`, `run.server_stopped`, or a code of the engine's with its field and figures. */
    code: z.string().nullable(),
    field: z.string().nullable(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    inputHash: z.string(),
    resultHash: z.string().nullable(),
    engine: z.string().nullable(),
    /** Of a done run of an assessment whose result is already known: whether it came out to the same bits. null: nothing to compare, or another engine. */
    sameBits: z.boolean().nullable(),
    headline: z
      .object({
        pllPerYear: z.number(),
        maximumPerYear: z.number(),
        zone: z.enum(['unacceptable', 'alarp', 'acceptable']),
        targetsBroken: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'ParkRunView' });
export type ParkRunView = z.infer<typeof ParkRunView>;

/** One at a time per server, others queue. 409 `park.not_ready`, `park.assessment_state` (withdrawn), `park.run_already_queued` (params.runId). */
export const startParkRun = defineRoute({
  id: 'startParkRun',
  method: 'POST',
  path: `${parkBase}/assessments/:id/runs`,
  tag,
  summary: 'Compute an assessment (again)',
  access: PARK_WRITERS,
  params: ParkRowParams,
  body: z.object({}),
  reply: ParkRunView,
});
export const listParkRuns = defineRoute({
  id: 'listParkRuns',
  method: 'GET',
  path: `${parkBase}/runs`,
  tag,
  summary: 'Runs of the park, newest first',
  access: PARK_READERS,
  params: ParkParams,
  query: PageQuery.extend({ assessmentId: z.uuid().optional() }),
  reply: page(ParkRunView),
});
export const getParkRun = defineRoute({
  id: 'getParkRun',
  method: 'GET',
  path: `${parkBase}/runs/:id`,
  tag,
  summary: 'One run with its progress',
  access: PARK_READERS,
  params: ParkRowParams,
  reply: ParkRunView,
});
/** Events `run` with a ParkRunView whenever it moved (at most twice a second); the stream ends after the state is done, cancelled or failed. */
export const streamParkRun = defineRoute({
  id: 'streamParkRun',
  method: 'GET',
  path: `${parkBase}/runs/:id/progress`,
  tag,
  summary: 'Progress of a run (server-sent events)',
  access: PARK_READERS,
  params: ParkRowParams,
  reply: z.object({ event: z.literal('run'), data: ParkRunView }),
  replyKind: 'stream',
});
/** 409 `park.run_over`. A running one ends within a moment; until then its state stays running. */
export const cancelParkRun = defineRoute({
  id: 'cancelParkRun',
  method: 'POST',
  path: `${parkBase}/runs/:id/cancel`,
  tag,
  summary: 'Cancel a queued or running run',
  access: PARK_WRITERS,
  params: ParkRowParams,
  body: z.object({}),
  reply: ParkRunView,
});
/** The result of one run. 404 `park.no_result`. */
export const getParkRunResult = defineRoute({
  id: 'getParkRunResult',
  method: 'GET',
  path: `${parkBase}/runs/:id/result`,
  tag,
  summary: 'The result of one run',
  access: PARK_READERS,
  params: ParkRowParams,
  reply: z.object({ run: ParkRunView, result: ParkResultView, directory: ParkDirectory }),
});

/** One side of a what-if. Dominoes are left out of both sides unless `domino` says so. */
export const WhatIfSide = z
  .object({
    domino: z.boolean(),
    societal: SocietalPart,
    maximumPerYear: z.number(),
    contours: ContourCollection,
    vessels: z.array(ParkVesselResult),
    targets: z.array(ParkTargetResult),
    targetsBroken: z.int(),
  })
  .meta({ id: 'ParkWhatIfSide' });
export type WhatIfSide = z.infer<typeof WhatIfSide>;

/** A vessel that a what-if adds; it belongs to `enterpriseId` (any text of the assessment's enterprises or a new one). */
const AddedVessel = ParkVesselInput.omit({ tag: true, plant: true, note: true }).extend({
  id: text(60),
  enterpriseId: text(60),
});
/** What is tried. One vessel's move, fill, pressure, bund, barriers or removal answers at once; `add` computes the park anew (seconds). */
export const WhatIfChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('move'), vesselId: z.string(), lon: z.number(), lat: z.number() }),
  z.object({ type: z.literal('fill'), vesselId: z.string(), fillFraction: z.number() }),
  z.object({
    type: z.literal('set'),
    vesselId: z.string(),
    volumeM3: z.number().optional(),
    pressurePa: z.number().optional(),
    temperatureK: z.number().optional(),
    bundAreaM2: z.number().optional(),
    substance: text(100).optional(),
  }),
  z.object({
    type: z.literal('barrier'),
    vesselId: z.string(),
    shutOffS: z.number().nullable().optional(),
    sprayHeatFactor: z.number().nullable().optional(),
    fireproofingMin: z.number().nullable().optional(),
  }),
  z.object({ type: z.literal('remove'), vesselId: z.string() }),
  z.object({ type: z.literal('add'), vessel: AddedVessel }),
]);
export type WhatIfChange = z.output<typeof WhatIfChange>;

/**
 * A session: a park held open in the server's memory. It ends by DELETE, after 15 minutes untouched, or with the server (404 `park.what_if_gone`: open
 * another). `opening`: the park is computed for the first time, ask again in a second. `after` equals `before` while nothing is changed.
 */
export const ParkWhatIfView = z.object({
  id: z.uuid(),
  assessmentId: z.uuid(),
  state: z.enum(['opening', 'ready', 'computing', 'failed']),
  share: z.number(),
  code: z.string().nullable(),
  changes: z.array(WhatIfChange),
  before: WhatIfSide.nullable(),
  after: WhatIfSide.nullable(),
  /** Where the changed park's vessels stand now (ids as in the assessment; added ones too). */
  directory: ParkDirectory.nullable(),
  /** Milliseconds that the engine took for the last change. */
  tookMs: z.number().nullable(),
  notes: z.array(ParkNote),
  expiresAt: Instant,
});
export type ParkWhatIfView = z.infer<typeof ParkWhatIfView>;

/** 429 `park.what_if_full` when the server holds as many as it can (params.limit); one's own older session on the same park is closed first. */
export const openParkWhatIf = defineRoute({
  id: 'openParkWhatIf',
  method: 'POST',
  path: `${parkBase}/assessments/:id/what-ifs`,
  tag,
  summary: 'Open a what-if on an assessment',
  access: PARK_READERS,
  params: ParkRowParams,
  body: z.object({}),
  reply: ParkWhatIfView,
});
export const getParkWhatIf = defineRoute({
  id: 'getParkWhatIf',
  method: 'GET',
  path: `${parkBase}/what-ifs/:id`,
  tag,
  summary: 'A what-if with before and after',
  access: PARK_READERS,
  params: ParkRowParams,
  reply: ParkWhatIfView,
});
/** 409 `engine.busy` while another change of it is computed; 422 with the engine's code when it makes no sense (nothing is changed then). */
export const changeParkWhatIf = defineRoute({
  id: 'changeParkWhatIf',
  method: 'POST',
  path: `${parkBase}/what-ifs/:id/changes`,
  tag,
  summary: 'Try a change',
  access: PARK_READERS,
  params: ParkRowParams,
  body: z.object({ change: WhatIfChange }),
  reply: ParkWhatIfView,
});
/** `all`: back to the assessment. */
export const undoParkWhatIf = defineRoute({
  id: 'undoParkWhatIf',
  method: 'POST',
  path: `${parkBase}/what-ifs/:id/undo`,
  tag,
  summary: 'Take back the last change, or all',
  access: PARK_READERS,
  params: ParkRowParams,
  body: z.object({ all: z.boolean().default(false) }),
  reply: ParkWhatIfView,
});
/** Play the dominoes of both sides (seconds; state `computing` meanwhile). */
export const dominoParkWhatIf = defineRoute({
  id: 'dominoParkWhatIf',
  method: 'POST',
  path: `${parkBase}/what-ifs/:id/domino`,
  tag,
  summary: 'Play the dominoes before and after',
  access: PARK_READERS,
  params: ParkRowParams,
  body: z.object({}),
  reply: ParkWhatIfView,
});
export const closeParkWhatIf = defineRoute({
  id: 'closeParkWhatIf',
  method: 'DELETE',
  path: `${parkBase}/what-ifs/:id`,
  tag,
  summary: 'Close a what-if',
  access: PARK_READERS,
  params: ParkRowParams,
  reply: z.object({ closed: z.boolean() }),
});
