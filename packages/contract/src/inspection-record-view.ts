import { INSPECTION_RESULTS, ROLES, TASK_STATES } from '@yufang/domain';
import { z } from 'zod';
import { AttachmentView } from './attachment.ts';
import { RecordRow } from './inspection-record.ts';
import { defineRoute, EnterpriseRowParams, Instant, READERS } from './route.ts';

const Place = z.object({ lon: z.number(), lat: z.number() });

/** One record with everything that speaks for or against it. */
export const RecordView = RecordRow.extend({
  taskId: z.uuid().nullable(),
  taskState: z.enum(TASK_STATES).nullable(),
  dueAt: Instant.nullable(),
  /** The phone's own claim where its clock was corrected. */
  claimedRaw: Instant.nullable(),
  clockOffsetMs: z.int().nullable(),
  place: Place.extend({ accuracyM: z.number().nullable() }).nullable(),
  point: Place.nullable(),
  /** Between the two, in metres. */
  distanceM: z.number().nullable(),
  scanned: z.boolean(),
  deviceId: z.string().nullable(),
  files: z.array(AttachmentView),
  voiceId: z.uuid().nullable(),
  dangerNumber: z.string().nullable(),
  explainedBy: z.string().nullable(),
  explainedAt: Instant.nullable(),
  /** The same person's records just before and after, for the walk between points. */
  walk: z.array(
    z.object({
      id: z.uuid(),
      unitName: z.string(),
      claimedAt: Instant,
      place: Place.nullable(),
      result: z.enum(INSPECTION_RESULTS),
      self: z.boolean(),
    }),
  ),
  /** Where the point lies on a floor plan. */
  plan: z
    .object({
      id: z.uuid(),
      name: z.string(),
      attachmentId: z.uuid(),
      width: z.int(),
      height: z.int(),
      polygon: z.array(z.array(z.number())),
    })
    .nullable(),
  mayExplain: z.boolean(),
  judgedBy: z.string().nullable(),
  judgedRole: z.enum(ROLES).nullable(),
  judgedAt: Instant.nullable(),
  judgementNote: z.string().nullable(),
  mayJudge: z.boolean(),
  version: z.int(),
}).meta({ id: 'RecordView' });
export type RecordView = z.infer<typeof RecordView>;

export const getRecord = defineRoute({
  id: 'getRecord',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/records/:id',
  tag: 'inspection',
  summary: 'One inspection record',
  access: READERS,
  params: EnterpriseRowParams,
  reply: RecordView,
});
