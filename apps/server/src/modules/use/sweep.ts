import { sql } from 'kysely';
import { asSystem, type Database } from '../../platform/db/database.ts';
import { dimsOf } from '../../platform/http/enterprise-dims.ts';
import { openChain, record, systemActor } from '../change/record.ts';
import { readReference } from '../reference/read.ts';

/** Enterprises moved in one pass; what is left comes in the next. */
const LIMIT = 20_000;

/**
 * Bring the standing of enterprises in line with what they do: dormant after the silence that reference data allows their scale (counted from the
 * registration where nothing was ever done), covered once a
 * measure has a named post and an inspection item. Each change goes through the enterprise's chain, so that counters and history follow.
 *
 * @param since only those that something happened to since then
 * @returns how many enterprises changed
 */
export async function sweepEnterprises(db: Database, now: Date, since?: Date): Promise<number> {
  const due = await asSystem(db, async (trx) => {
    const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    const touched = since
      ? sql`e.enterprise_id in (select o.enterprise_id from outbox o where o.at > ${since})`
      : sql`true`;
    const { silentDays } = await readReference(trx, 'enterprise_dormancy', day);
    const { rows } = await sql<{ enterprise_id: string; activity: string; covered: boolean }>`
      with facts as (
        select e.enterprise_id, e.activity, e.covered,
          case when e.activity <> 'dormant' and coalesce(e.last_activity_at, e.created_at) < ${now}::timestamptz
                 - make_interval(days => case e.scale when 'above' then ${silentDays.above}::int when 'small' then ${silentDays.small}::int else ${silentDays.micro}::int end)
               then 'dormant' else e.activity end as should_activity,
          exists (select from control_measure m join inspection_item i on i.enterprise_id = m.enterprise_id and i.measure_id = m.id and i.state = 'active'
                  where m.enterprise_id = e.enterprise_id and m.state = 'active' and m.duty_post_id is not null) as should_cover
        from enterprise e where e.status in ('active', 'suspended') and ${touched})
      select enterprise_id, should_activity as activity, should_cover as covered from facts
      where activity <> should_activity or covered <> should_cover limit ${LIMIT}`.execute(trx);
    return rows;
  });
  for (const change of due) await apply(db, change, now);
  return due.length;
}

async function apply(
  db: Database,
  change: { enterprise_id: string; activity: string; covered: boolean },
  now: Date,
): Promise<void> {
  await asSystem(db, async (trx) => {
    const seen = await trx
      .selectFrom('enterprise')
      .selectAll()
      .where('enterprise_id', '=', change.enterprise_id)
      .executeTakeFirst();
    if (!seen) return;
    const chain = await openChain(trx, dimsOf(seen));
    const before = await trx
      .selectFrom('enterprise')
      .selectAll()
      .where('enterprise_id', '=', change.enterprise_id)
      .executeTakeFirstOrThrow();
    // It may have come to life between the look and the lock.
    const activity =
      before.last_activity_at?.getTime() === seen.last_activity_at?.getTime() ? change.activity : before.activity;
    const after = await trx
      .updateTable('enterprise')
      .set({ activity, covered: change.covered })
      .where('enterprise_id', '=', change.enterprise_id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await record(trx, chain, {
      actor: systemActor('job:enterprise-standing'),
      at: now,
      entries: [{ entity: 'enterprise', entityId: change.enterprise_id, action: 'stand', before, after }],
    });
  });
}
