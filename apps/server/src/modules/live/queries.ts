import { LiveRow, NoticeRow } from '@yufang/contract';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { type Position, parsePosition } from './position.ts';

const Dims = { enterpriseId: z.string(), cityCode: z.string(), countyCode: z.string(), sector: z.string() };

const Change = z.object({
  ...Dims,
  id: z.string(),
  parkId: z.string().nullable(),
  at: z.string(),
  topic: z.string(),
  summary: z.record(z.string(), z.unknown()),
});
/** An outbox entry as the stream reads it, with the codes it is filtered by. */
export type StreamedChange = z.infer<typeof Change>;

const Notice = NoticeRow.omit({ personal: true, read: true }).extend({
  ...Dims,
  parkId: z.string().nullable(),
  at: z.string(),
  actorId: z.string(),
  toAccount: z.string().nullable(),
  toRole: z.string().nullable(),
  /** The level of department it is for; null: the county's. */
  reach: z.enum(['county', 'city', 'province']).nullable(),
});
/** A notice with whom it is for. */
export type StreamedNotice = z.infer<typeof Notice>;

const Batch = z.object({ position: z.string(), changes: z.array(Change), notices: z.array(Notice) });
/** Everything that became visible since a position, and the new position. `full`: there was more than `limit`. */
export type StreamedBatch = {
  readonly position: Position;
  readonly changes: readonly StreamedChange[];
  readonly notices: readonly StreamedNotice[];
  readonly full: boolean;
};

/** The newest position, without reading anything. */
export async function readPosition(trx: Trx): Promise<Position> {
  const { rows } = await sql<{ position: string }>`select pg_current_snapshot()::text as position`.execute(trx);
  return positionOf(rows[0]?.position);
}

/** What became visible since a position, in one statement and therefore in one snapshot. Cut to the transaction's scope. */
export async function readSince(trx: Trx, since: Position, limit: number): Promise<StreamedBatch> {
  const fresh = sql`(xid >= ${since.xmax} or xid = any(${[...since.running]}::bigint[]))`;
  const { rows } = await sql`
    select pg_current_snapshot()::text as position,
      coalesce((select jsonb_agg(c) from (
        select id, enterprise_id as "enterpriseId", city_code as "cityCode", county_code as "countyCode", sector,
               park_id as "parkId", at, topic, summary
        from outbox where ${fresh} order by id limit ${limit + 1}) c), '[]') as changes,
      coalesce((select jsonb_agg(n) from (
        select n.id, n.enterprise_id as "enterpriseId", case when n.digest is null then coalesce(e.name, '') else '' end as "enterpriseName",
               n.city_code as "cityCode",
               n.county_code as "countyCode", n.sector, n.park_id as "parkId", n.at, n.topic, n.urgency, n.entity,
               n.entity_id as "entityId", n.params, n.actor_id as "actorId", n.to_account as "toAccount", n.to_role as "toRole", n.reach
        from notice n left join enterprise e on e.enterprise_id = n.enterprise_id
        where ${sql`(n.xid >= ${since.xmax} or n.xid = any(${[...since.running]}::bigint[]))`}
        order by n.id limit ${limit + 1}) n), '[]') as notices`.execute(trx);
  const batch = Batch.parse(rows[0]);
  return {
    position: positionOf(batch.position),
    changes: batch.changes.slice(0, limit).map((c) => ({ ...c, at: new Date(c.at).toISOString() })),
    notices: batch.notices.slice(0, limit).map((n) => ({ ...n, at: new Date(n.at).toISOString() })),
    full: batch.changes.length > limit || batch.notices.length > limit,
  };
}

/** The newest changes of the last minute within the transaction's scope. */
export async function readLately(trx: Trx, now: Date): Promise<LiveRow[]> {
  const { rows } = await sql`
    select id, enterprise_id as "enterpriseId", county_code as "countyCode", at, topic, summary from outbox
    where at > ${new Date(now.getTime() - 60_000)} and topic !~ '^(attachment|task_run)\\.'
    order by at desc, id desc limit 20`.execute(trx);
  return z.array(Lately).parse(rows);
}

const Lately = LiveRow.omit({ entityId: true, at: true })
  .extend({ at: z.date() })
  .transform((row) => ({
    ...row,
    at: row.at.toISOString(),
    entityId: typeof row.summary.entityId === 'string' ? row.summary.entityId : null,
  }));

function positionOf(text: string | undefined): Position {
  const position = parsePosition(text ?? '');
  // More than 500 transactions at once cannot happen with our pools; then the stream says "reset" rather than guess.
  if (!position) throw new Error(`not a snapshot: ${text}`);
  return position;
}
