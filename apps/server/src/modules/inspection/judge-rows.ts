import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { RecordRow } from './record-rows.ts';

/** What judging reads of a record beside another, and no more: a batch has up to two hundred such, and to read them was a tenth of its cost. `marks`: null for none. */
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
  | 'origin'
  | 'marks'
>;

const READ = sql.raw(
  'id, result, claimed_at, received_at, lon, lat, accuracy_m, account_id, person_id, person_name, origin, case when marked then marks end as marks',
);

/** More neighbours than a person makes in hours; a flood of them tells nothing more. */
const MOST = 200;

/** How far back what comes in by night may be claimed: longer than a phone is without a signal. */
const CLAIMED_BACK_DAYS = 60;

type People = { readonly accounts: readonly string[]; readonly persons: readonly string[] };
const theirs = (p: People) =>
  sql<boolean>`(account_id = any(${[...p.accounts]}::text[]) or person_id = any(${[...p.persons]}::uuid[]))`;

/** Where neighbours are looked for: by the time they claim, and where `receivedSince` says so also by when they came in, whatever they claim. */
type Beside = People & { readonly from: Date; readonly to: Date; readonly receivedSince: Date | null };

/** Records of these people beside a batch, each once. */
export async function selectNeighbours(trx: Trx, enterpriseId: string, beside: Beside): Promise<NeighbourRow[]> {
  const claimed = sql<NeighbourRow>`
    select ${READ} from inspection_record
    where enterprise_id = ${enterpriseId} and claimed_at >= ${beside.from} and claimed_at <= ${beside.to} and ${theirs(beside)}
    order by claimed_at desc limit ${MOST}`;
  const { receivedSince } = beside;
  if (receivedSince === null) return (await claimed.execute(trx)).rows;
  const { rows } = await sql<NeighbourRow>`
    with claimed as (${claimed}), received as (
      select ${READ} from inspection_record
      where enterprise_id = ${enterpriseId} and claimed_at >= ${receivedSince}::timestamptz - make_interval(days => ${CLAIMED_BACK_DAYS}::int)
        and received_at >= ${receivedSince} and ${theirs(beside)}
      order by claimed_at desc limit ${MOST})
    select * from claimed union all
    select * from received where not exists (select from claimed where claimed.id = received.id)`.execute(trx);
  return rows;
}

/** Of what a device made before a number of its own count, what claims the latest time after `since`; claims that had to be corrected are left out. */
export async function selectDeviceBefore(
  trx: Trx,
  enterpriseId: string,
  what: { readonly deviceId: string; readonly seq: number; readonly since: Date },
): Promise<{ id: string; claimed_at: Date } | undefined> {
  const { rows } = await sql<{ id: string; claimed_at: Date }>`
    select id, claimed_at from inspection_record
    where enterprise_id = ${enterpriseId} and claimed_at > ${what.since} and device_id = ${what.deviceId} and device_seq < ${what.seq}
      and claimed_raw is null
    order by claimed_at desc limit 1`.execute(trx);
  return rows[0];
}

/** What the log and the counters read of a record that is marked again. */
export type MarkedRow = Pick<RecordRow, 'id' | 'day' | 'result' | 'marks' | 'marked' | 'state' | 'version'>;

/** Of these records those that still count. */
export async function selectToMark(trx: Trx, enterpriseId: string, ids: readonly string[]): Promise<MarkedRow[]> {
  return await trx
    .selectFrom('inspection_record')
    .select(['id', 'day', 'result', 'marks', 'marked', 'state', 'version'])
    .where('enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('state', '=', 'active')
    .execute();
}

/** Set the marks of records that were judged again: one statement. */
export const markAgain = (enterpriseId: string, rows: readonly { id: string; marks: unknown }[]) => sql`
  update inspection_record r set marks = u.marks, marked = true, version = r.version + 1
  from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => JSON.stringify(r.marks))}::jsonb[]) as u (id, marks)
  where r.enterprise_id = ${enterpriseId} and r.id = u.id`;

/** Photos of the enterprise with these contents or under these ids, and all others with the contents of the latter. */
export async function selectSamePhotos(
  trx: Trx,
  enterpriseId: string,
  photos: { readonly sha256: readonly string[]; readonly ids: readonly string[] },
): Promise<{ id: string; sha256: string; phash: string | null }[]> {
  const { rows } = await sql<{ id: string; sha256: string; phash: string | null }>`
    select id, sha256, phash from attachment
    where enterprise_id = ${enterpriseId} and kind = 'photo' and sha256 = any(${[...photos.sha256]}::text[]
      || array(select a.sha256 from attachment a where a.enterprise_id = ${enterpriseId} and a.id = any(${[...photos.ids]}::uuid[])))
    limit 200`.execute(trx);
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
