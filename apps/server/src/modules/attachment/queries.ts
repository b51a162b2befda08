import type { AttachmentClaim, AttachmentKind, AttachmentView } from '@yufang/contract';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { uuidArray } from '../../platform/db/binary-array.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { AttachmentTable } from '../../platform/db/schema.gen.ts';
import type { Entry } from '../change/record.ts';

/** A row of the table. */
export type AttachmentRow = Selectable<AttachmentTable>;

/** One file's row of an enterprise within the scope. */
export const selectAttachment = (trx: Trx, enterpriseId: string, id: string): Promise<AttachmentRow | undefined> =>
  trx
    .selectFrom('attachment')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', id)
    .executeTakeFirst();

/** Of these ids, the rows that are there. */
export const selectAttachments = (trx: Trx, enterpriseId: string, ids: readonly string[]): Promise<AttachmentRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : trx
        .selectFrom('attachment')
        .selectAll()
        .where('enterprise_id', '=', enterpriseId)
        .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
        .execute();

/** Of these ids, those that were announced and whose bytes are not here. */
export async function selectMissing(trx: Trx, enterpriseId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('attachment')
    .select('id')
    .where('enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`id = any(${uuidArray(ids)}::uuid[])`)
    .where('stored', '=', false)
    .execute();
  return rows.map((r) => r.id);
}

/** Write a row as it is to be, or move the announced one to it. */
export async function writeAttachment(
  trx: Trx,
  before: AttachmentRow | undefined,
  row: Omit<AttachmentRow, 'version' | 'created_at' | 'updated_at' | 'exif'> & { exif: string | null },
): Promise<AttachmentRow> {
  if (!before) return await trx.insertInto('attachment').values(row).returningAll().executeTakeFirstOrThrow();
  return await trx
    .updateTable('attachment')
    .set({ ...row, version: before.version + 1, updated_at: sql<Date>`now()` })
    .where('enterprise_id', '=', before.enterprise_id)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Announce files whose bytes a phone still holds: one statement for all of them. Ids that are there already stay as they are.
 * @returns what is new, as entries of the change log
 */
export async function announce(
  trx: Trx,
  dims: EnterpriseDims,
  what: { readonly claims: readonly AttachmentClaim[]; readonly uploadedBy: string },
): Promise<Entry[]> {
  if (what.claims.length === 0) return [];
  const rows = what.claims.map((c) => ({
    id: c.id,
    kind: c.kind,
    sha256: c.sha256,
    mime: c.mime ?? DEFAULT_MIME[c.kind],
    bytes: c.bytes,
    taken_at: c.takenAt ?? null,
    lon: c.lon ?? null,
    lat: c.lat ?? null,
    accuracy_m: c.accuracyM ?? null,
  }));
  const d = dimColumns(dims);
  const { rows: made } = await sql<AttachmentRow>`
    insert into attachment (enterprise_id, city_code, county_code, sector, park_id, id, kind, sha256, mime, bytes, taken_at, lon, lat,
                            accuracy_m, uploaded_by)
    select ${d.enterprise_id}::uuid, ${d.city_code}, ${d.county_code}, ${d.sector}, ${d.park_id}::uuid, r.*, ${what.uploadedBy}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, kind text, sha256 text, mime text, bytes integer,
      taken_at timestamptz, lon double precision, lat double precision, accuracy_m double precision)
    on conflict (enterprise_id, id) do nothing returning *`.execute(trx);
  return made.map((after) => ({ entity: 'attachment', entityId: after.id, action: 'announce', before: null, after }));
}

const DEFAULT_MIME: Readonly<Record<AttachmentKind, string>> = {
  photo: 'image/jpeg',
  voice: 'audio/webm',
  plan: 'image/png',
  document: 'application/octet-stream',
};

const ExifView = z.record(z.string(), z.union([z.string(), z.number()])).nullable();

/** A row as the contract shows it. */
export const present = (r: AttachmentRow): AttachmentView => ({
  id: r.id,
  kind: r.kind as AttachmentKind,
  sha256: r.sha256,
  phash: r.phash,
  mime: r.mime,
  bytes: r.bytes,
  width: r.width,
  height: r.height,
  takenAt: r.taken_at?.toISOString() ?? null,
  lon: r.lon,
  lat: r.lat,
  accuracyM: r.accuracy_m,
  exif: ExifView.catch(null).parse(r.exif ?? null),
  stored: r.stored,
  uploadedBy: r.uploaded_by,
  createdAt: r.created_at.toISOString(),
});
