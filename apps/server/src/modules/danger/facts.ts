import {
  DANGER_LEVELS,
  DANGER_SOURCES,
  DANGER_STATUSES,
  DangerExtension,
  type DangerFacts,
  DangerMajor,
  type DangerPatch,
  DangerSupervision,
  TREATMENTS,
} from '@yufang/domain';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { HiddenDangerTable } from '../../platform/db/schema.gen.ts';

/** A whole row of `hidden_danger`. */
export type DangerRecord = Selectable<HiddenDangerTable>;
/** Columns to write. Instants as Date, jsonb as JSON text. */
export type DangerColumns = { -readonly [K in Exclude<keyof DangerRecord, 'shown'>]?: DangerRecord[K] };

const Level = z.enum(DANGER_LEVELS);
const Status = z.enum(DANGER_STATUSES);
const Source = z.enum(DANGER_SOURCES).catch('other');
const Treatment = z.enum(TREATMENTS).nullable();

/** A due day beside the loop's own: reporting up, deciding an extension, publishing, reviewing. */
export const Dues = z.record(z.string(), z.object({ on: z.string(), late: z.boolean() }));
export type Dues = z.infer<typeof Dues>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Where a danger came from and who has listed it: all that decides whose side judges it. */
export const sideOf = (row: { readonly source: string; readonly supervision: unknown }) => ({
  source: Source.parse(row.source),
  supervision: jsonOf(DangerSupervision, row.supervision),
});

/** What the rules read of a row. */
export function factsOf(row: DangerRecord): DangerFacts {
  return {
    status: Status.parse(row.status),
    level: Level.parse(row.level),
    treatment: Treatment.parse(row.treatment),
    ...sideOf(row),
    reportedBy: row.reported_by,
    reportedAt: row.received_at.toISOString(),
    handleSince: iso(row.handle_since),
    assigneeId: row.assignee_id,
    rectifiedBy: row.rectified_by,
    rectifiedAt: iso(row.rectified_at),
    rectifiedReceivedAt: iso(row.rectified_received_at ?? null),
    deadline: row.deadline,
    extension: jsonOf(DangerExtension, row.extension),
    major: jsonOf(DangerMajor, row.major),
    failedAcceptances: row.failed_acceptances,
    reopened: row.reopened,
  };
}

/** A jsonb column read through its schema; what another system left there in a shape of its own reads as nothing. */
export const jsonOf = <T>(schema: z.ZodType<T>, value: unknown): T | null => {
  if (value === null || value === undefined) return null;
  const parsed = schema.safeParse(typeof value === 'string' ? JSON.parse(value) : value);
  return parsed.success ? parsed.data : null;
};

const date = (at: string | null): Date | null => (at === null ? null : new Date(at));
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** The columns that a decision of the rules writes. */
export function columnsOf(patch: DangerPatch): DangerColumns {
  const to: DangerColumns = {};
  if (patch.status !== undefined) to.status = patch.status;
  if (patch.level !== undefined) to.level = patch.level;
  if (patch.treatment !== undefined) to.treatment = patch.treatment;
  if (patch.handleSince !== undefined) to.handle_since = date(patch.handleSince);
  if (patch.assigneeId !== undefined) to.assignee_id = patch.assigneeId;
  if (patch.rectifiedBy !== undefined) to.rectified_by = patch.rectifiedBy;
  if (patch.rectifiedAt !== undefined) to.rectified_at = date(patch.rectifiedAt);
  if (patch.rectifiedReceivedAt !== undefined) to.rectified_received_at = date(patch.rectifiedReceivedAt);
  if (patch.rectifiedNote !== undefined) to.rectified_note = patch.rectifiedNote;
  if (patch.rectifiedPhotoIds !== undefined) to.rectified_photo_ids = [...patch.rectifiedPhotoIds];
  if (patch.deadline !== undefined) to.deadline = patch.deadline;
  if (patch.extension !== undefined) to.extension = json(patch.extension);
  if (patch.supervision !== undefined) to.supervision = json(patch.supervision);
  if (patch.major !== undefined) to.major = json(patch.major);
  if (patch.five !== undefined) to.five = json(patch.five);
  if (patch.criteria !== undefined) to.criteria = [...patch.criteria];
  if (patch.acceptedBy !== undefined) to.accepted_by = patch.acceptedBy;
  if (patch.acceptedAt !== undefined) to.accepted_at = date(patch.acceptedAt);
  if (patch.acceptedNote !== undefined) to.accepted_note = patch.acceptedNote;
  if (patch.closedAt !== undefined) to.closed_at = date(patch.closedAt);
  if (patch.closedDay !== undefined) to.closed_day = patch.closedDay;
  if (patch.closedOnTime !== undefined) to.closed_on_time = patch.closedOnTime;
  if (patch.failedAcceptances !== undefined) to.failed_acceptances = patch.failedAcceptances;
  if (patch.reopened !== undefined) to.reopened = patch.reopened;
  return to;
}
