import { EXPLANATION_VERDICTS, INSPECTION_RESULTS, RECORD_MARKS } from '@yufang/domain';
import { z } from 'zod';
import { InspectionLang, InspectionReach } from './inspection-shared.ts';
import { Day, defineRoute, Instant, PageQuery, page, READERS, setOf } from './route.ts';

/** A reason to look closer; `why` carries the figures of its sentence. */
export const RecordMarkView = z.object({
  mark: z.enum(RECORD_MARKS),
  why: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RecordMarkView = z.infer<typeof RecordMarkView>;

export const RecordRow = z
  .object({
    enterpriseId: z.uuid(),
    id: z.uuid(),
    enterpriseName: z.string(),
    countyCode: z.string(),
    itemId: z.uuid(),
    content: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    result: z.enum(INSPECTION_RESULTS),
    note: z.string().nullable(),
    personName: z.string().nullable(),
    claimedAt: Instant,
    receivedAt: Instant,
    durationMs: z.int().nullable(),
    photos: z.int(),
    dangerId: z.uuid().nullable(),
    marks: z.array(RecordMarkView),
    explanation: z.string().nullable(),
    /** What another person thinks of the explanation; null while nobody has said. */
    judgement: z.enum(EXPLANATION_VERDICTS).nullable(),
    origin: z.string(),
  })
  .meta({ id: 'RecordRow' });
export type RecordRow = z.infer<typeof RecordRow>;

export const RecordFilter = z.object({
  ...InspectionReach,
  result: setOf(INSPECTION_RESULTS).optional(),
  marked: z.stringbool().optional(),
  mark: z.enum(RECORD_MARKS).optional(),
  /** Marked records that nobody has explained, or those that somebody has. */
  explained: z.stringbool().optional(),
  /** Explained records by what was thought of it; `waiting`: nobody has said yet. */
  judgement: z.enum(['waiting', ...EXPLANATION_VERDICTS]).optional(),
  itemId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
  person: z.string().trim().max(60).optional(),
});
export type RecordFilter = z.output<typeof RecordFilter>;

/** Records within the caller's duty, newest first. */
export const listRecords = defineRoute({
  id: 'listRecords',
  method: 'GET',
  path: '/api/v1/inspection/records',
  tag: 'inspection',
  summary: 'Inspection records within the duty of the caller',
  access: READERS,
  query: PageQuery.extend(RecordFilter.shape),
  reply: page(RecordRow),
});
export const exportRecords = defineRoute({
  id: 'exportRecords',
  method: 'GET',
  path: '/api/v1/inspection/records/export',
  tag: 'inspection',
  summary: 'Inspection records as an Excel workbook',
  access: READERS,
  query: RecordFilter.extend({ lang: InspectionLang }),
  reply: z.unknown(),
  replyKind: 'file',
});
