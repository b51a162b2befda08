import { z } from 'zod';
import { Day, defineRoute, EnterpriseParams, Instant, READERS } from './route.ts';

/** One thing that happened to one row: who, when, by which device, and each field that changed, before and after. */
export const HistoryRow = z
  .object({
    seq: z.int(),
    at: Instant,
    actorId: z.string(),
    actorName: z.string(),
    /** A role, or `system` for a job or the exchange door. */
    actorRole: z.string(),
    device: z.string().nullable(),
    entity: z.string(),
    entityId: z.uuid(),
    action: z.string(),
    /** Null: the row was made by this change. */
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()),
    /** What brought it about, when it was another row's change in the same command, e.g. the danger behind a re-grading. */
    cause: z
      .object({ entity: z.string(), entityId: z.uuid(), action: z.string(), label: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: 'HistoryRow' });
export type HistoryRow = z.infer<typeof HistoryRow>;

/** The history of one row (`entityId`), of one kind of row (`entity`), or of the whole enterprise; newest first. */
export const getHistory = defineRoute({
  id: 'getHistory',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/history',
  tag: 'history',
  summary: 'Who changed what and when, from the change log',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({
    entityId: z.uuid().optional(),
    entity: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .optional(),
    from: Day.optional(),
    to: Day.optional(),
    /** Rows before this sequence number: the last one seen. */
    after: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ rows: z.array(HistoryRow), next: z.string().nullable(), total: z.null() }),
});

/** One row as it stood at the end of a business day, folded from the change log; `row` null: it did not exist yet. */
export const replayRow = defineRoute({
  id: 'replayRow',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/history/replay',
  tag: 'history',
  summary: 'A row as it stood at the end of a past day',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ entityId: z.uuid(), day: Day }),
  reply: z.object({
    entity: z.string().nullable(),
    day: Day,
    seq: z.int().nullable(),
    row: z.record(z.string(), z.unknown()).nullable(),
  }),
});
