import { CERTAINTIES, PARK_GRADES, PARK_GRADING_STATES, ParkGradingTable, PROVISIONAL_REASONS } from '@yufang/domain';
import { z } from 'zod';
import { HistoryRow } from './history.ts';
import {
  PARK_READERS,
  PARK_REVIEWERS,
  PARK_WRITERS,
  ParkDeed,
  ParkParams,
  ParkRowParams,
  parkBase,
} from './park-shared.ts';
import { Day, defineRoute, Instant, text } from './route.ts';

const tag = 'park-grading';
const base = `${parkBase}/gradings` as const;
const Version = z.int().positive();
const Grade = z.enum(PARK_GRADES).nullable();

/** A file brought as evidence. */
export const ParkGradingFile = z
  .object({ id: z.uuid(), name: z.string(), mime: z.string(), bytes: z.int(), by: z.string(), at: Instant })
  .meta({ id: 'ParkGradingFile' });
export type ParkGradingFile = z.infer<typeof ParkGradingFile>;

/** What is answered to one item, with its evidence: a note and files. `score` null: not yet. */
const AnswerInput = z.object({
  item: text(40),
  score: z.number().min(0).max(10_000).nullable(),
  applicable: z.boolean().default(true),
  note: text(2000, 0).nullable().default(null),
  files: z.array(z.uuid()).max(20).default([]),
});
/** The same as it was kept. */
export const ParkGradingAnswer = z
  .object({
    item: z.string(),
    score: z.number().nullable(),
    applicable: z.boolean(),
    note: z.string().nullable(),
    files: z.array(z.uuid()),
  })
  .meta({ id: 'ParkGradingAnswer' });
export type ParkGradingAnswer = z.output<typeof ParkGradingAnswer>;

/** A condition that gives class A at once, and why it was found to hold. */
const VetoInput = z.object({ code: text(40), note: text(2000) });
export const ParkGradingVeto = z.object({ code: z.string(), note: z.string() }).meta({ id: 'ParkGradingVeto' });

/** The arithmetic: points earned over points that apply. `grade` null while an item waits. */
export const ParkGradeResult = z
  .object({
    earned: z.number(),
    applicable: z.number(),
    percent: z.number().nullable(),
    grade: Grade,
    vetoed: z.array(z.string()),
    missing: z.array(z.string()),
    elements: z.array(
      z.object({
        id: z.string(),
        earned: z.number(),
        applicable: z.number(),
        listed: z.number(),
        points: z.number().nullable(),
      }),
    ),
    /** Why the grade is only provisional (暂评); empty: it is not. */
    provisional: z.array(z.enum(PROVISIONAL_REASONS)),
  })
  .meta({ id: 'ParkGradeResult' });
export type ParkGradeResult = z.infer<typeof ParkGradeResult>;

export const ParkGradingRow = z
  .object({
    id: z.uuid(),
    parkId: z.uuid(),
    /** 1, 2, 3 … within the park. */
    number: z.int(),
    title: z.string(),
    state: z.enum(PARK_GRADING_STATES),
    edition: z.string(),
    grade: Grade,
    percent: z.number().nullable(),
    provisional: z.boolean(),
    invented: z.boolean(),
    basedOn: z.uuid().nullable(),
    created: ParkDeed,
    submitted: ParkDeed.nullable(),
    reviewed: ParkDeed.nullable(),
    /** Why it was sent back or withdrawn. */
    reason: z.string().nullable(),
    /** The day from which the park is to be graded again, of an approved one where the table says. */
    againOn: Day.nullable(),
    version: z.int(),
  })
  .meta({ id: 'ParkGradingRow' });
export type ParkGradingRow = z.infer<typeof ParkGradingRow>;

/** One grading with the table it goes by. */
export const ParkGradingView = ParkGradingRow.extend({
  table: z.object({
    edition: z.string(),
    title: z.string(),
    titleEn: z.string(),
    standard: z.string().nullable(),
    status: z.string(),
    certainty: z.enum(CERTAINTIES),
    source: z.string(),
    payload: ParkGradingTable,
  }),
  answers: z.array(ParkGradingAnswer),
  vetoes: z.array(ParkGradingVeto),
  files: z.array(ParkGradingFile),
  result: ParkGradeResult,
  /** Whether the caller scored and submitted none of it, so may judge it if his role may. */
  mayReview: z.boolean(),
}).meta({ id: 'ParkGradingView' });
export type ParkGradingView = z.infer<typeof ParkGradingView>;

const one = { params: ParkRowParams, tag } as const;

export const listParkGradings = defineRoute({
  id: 'listParkGradings',
  method: 'GET',
  path: base,
  tag,
  summary: 'Safety gradings of the park, newest first',
  access: PARK_READERS,
  params: ParkParams,
  reply: z.object({ rows: z.array(ParkGradingRow) }),
});
/** Takes the edition of the table that applies today; answers to items that both tables know come from `basedOn`, without their files. */
export const createParkGrading = defineRoute({
  id: 'createParkGrading',
  method: 'POST',
  path: base,
  tag,
  summary: 'Begin a grading by the table that applies today',
  access: PARK_WRITERS,
  params: ParkParams,
  body: z.object({ title: text(200), basedOn: z.uuid().nullable().default(null) }),
  reply: ParkGradingView,
});
export const getParkGrading = defineRoute({
  ...one,
  id: 'getParkGrading',
  method: 'GET',
  path: `${base}/:id`,
  summary: 'One grading with its table, answers and arithmetic',
  access: PARK_READERS,
  reply: ParkGradingView,
});
/** Refusals: 409 `row.stale`, `park_grading.state`; 422 `park_grading.unknown_item`, `.score_out_of_range`, `.not_on_ladder`, `.must_apply`, `.unknown_file`. */
export const saveParkGrading = defineRoute({
  ...one,
  id: 'saveParkGrading',
  method: 'PUT',
  path: `${base}/:id`,
  summary: 'Save the scores with their evidence; the grade follows',
  access: PARK_WRITERS,
  body: z.object({
    version: Version,
    title: text(200).optional(),
    answers: z.array(AnswerInput).max(400),
    vetoes: z.array(VetoInput).max(100).default([]),
  }),
  reply: ParkGradingView,
});
/** Refusals: 409 `park_grading.state`, `park_grading.unscored`, `park_grading.no_evidence`. */
export const submitParkGrading = defineRoute({
  ...one,
  id: 'submitParkGrading',
  method: 'POST',
  path: `${base}/:id/submit`,
  summary: 'Hand a grading to review',
  access: PARK_WRITERS,
  body: z.object({ version: Version }),
  reply: ParkGradingView,
});
/** Refusals: 409 `park_grading.own_review`, `park_grading.state`. */
export const approveParkGrading = defineRoute({
  ...one,
  id: 'approveParkGrading',
  method: 'POST',
  path: `${base}/:id/approve`,
  summary: 'Reviewer: the grading stands',
  access: PARK_REVIEWERS,
  body: z.object({ version: Version }),
  reply: ParkGradingView,
});
export const sendBackParkGrading = defineRoute({
  ...one,
  id: 'sendBackParkGrading',
  method: 'POST',
  path: `${base}/:id/send-back`,
  summary: 'Reviewer: back to scoring, with a reason',
  access: PARK_REVIEWERS,
  body: z.object({ version: Version, reason: text(1000) }),
  reply: ParkGradingView,
});
export const withdrawParkGrading = defineRoute({
  ...one,
  id: 'withdrawParkGrading',
  method: 'POST',
  path: `${base}/:id/withdraw`,
  summary: 'Withdraw a grading, with a reason; it stays readable',
  access: PARK_WRITERS,
  body: z.object({ version: Version, reason: text(1000) }),
  reply: ParkGradingView,
});
export const getParkGradingHistory = defineRoute({
  ...one,
  id: 'getParkGradingHistory',
  method: 'GET',
  path: `${base}/:id/history`,
  summary: 'What happened to a grading, newest first',
  access: PARK_READERS,
  reply: z.object({ rows: z.array(HistoryRow) }),
});
const file = { params: ParkRowParams.extend({ fileId: z.uuid() }), tag } as const;
/** The bytes as the raw body (PDF, Office or image). Idempotent by id. Refusals as of `putAttachment`. */
export const putParkGradingFile = defineRoute({
  ...file,
  id: 'putParkGradingFile',
  method: 'PUT',
  path: `${base}/:id/files/:fileId`,
  summary: 'Upload a file as evidence',
  access: PARK_WRITERS,
  query: z.object({ name: text(200) }),
  upload: true,
  reply: ParkGradingFile,
});
export const getParkGradingFile = defineRoute({
  ...file,
  id: 'getParkGradingFile',
  method: 'GET',
  path: `${base}/:id/files/:fileId`,
  summary: 'Download a file of the evidence',
  access: PARK_READERS,
  reply: z.unknown(),
  replyKind: 'file',
});
export const printParkGrading = defineRoute({
  ...one,
  id: 'printParkGrading',
  method: 'GET',
  path: `${base}/:id/print`,
  summary: 'PDF: the grading item by item with its arithmetic and evidence',
  access: PARK_READERS,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});
