import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { RecordRow } from './record-rows.ts';

/** What judging reads of a record beside another. */
export type NeighbourRow = Pick<
  RecordRow,
  | 'id'
  | 'result'
  | 'claimed_at'
  | 'received_at'
  | 'lon'
  | 'lat'
  | 'accuracy_m'
  | 'account_id'
  | 'person_id'
  | 'person_name'
>;

/** More neighbours than a person makes in hours; a flood of them tells nothing more. */
const MOST = 200;

/** Records of these people around a span of time, newest first. */
export async function selectNeighbours(
  trx: Trx,
  enterpriseId: string,
  span: { accounts: readonly string[]; persons: readonly string[]; from: Date; to: Date },
): Promise<NeighbourRow[]> {
  const { rows } = await sql<NeighbourRow>`
    select id, result, claimed_at, received_at, lon, lat, accuracy_m, account_id, person_id, person_name
    from inspection_record
    where enterprise_id = ${enterpriseId} and claimed_at >= ${span.from} and claimed_at <= ${span.to}
      and (account_id = any(${[...span.accounts]}::text[]) or person_id = any(${[...span.persons]}::uuid[]))
    order by claimed_at desc limit ${MOST}`.execute(trx);
  return rows;
}

/** Files of the enterprise with the same content as these, under other ids. */
export async function selectSamePhotos(
  trx: Trx,
  enterpriseId: string,
  photos: readonly { id: string; sha256: string }[],
) {
  const { rows } = await sql<{ id: string; sha256: string; phash: string | null }>`
    select id, sha256, phash from attachment
    where enterprise_id = ${enterpriseId} and sha256 = any(${photos.map((p) => p.sha256)}::text[])
      and not id = any(${photos.map((p) => p.id)}::uuid[]) limit 200`.execute(trx);
  return rows;
}

/** Records that carry any of these photos, oldest first. Asked only when a picture was seen before. */
export async function selectRecordsOfPhotos(
  trx: Trx,
  enterpriseId: string,
  photoIds: readonly string[],
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select * from inspection_record where enterprise_id = ${enterpriseId} and photo_ids && ${[...photoIds]}::uuid[]
    order by claimed_at limit 200`.execute(trx);
  return rows;
}

/** Pictures of the last months to compare a new one with. */
export async function selectPictures(trx: Trx, enterpriseId: string, what: { except: string; since: Date }) {
  const { rows } = await sql<{ id: string; sha256: string; phash: string }>`
    select id, sha256, phash from attachment
    where enterprise_id = ${enterpriseId} and phash is not null and created_at >= ${what.since} and id <> ${what.except} and kind = 'photo'
    order by created_at desc limit 3000`.execute(trx);
  return rows;
}
