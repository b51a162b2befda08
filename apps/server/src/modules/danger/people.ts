import type { listDangerAssignees, listDangerPlaces, RouteReply } from '@yufang/contract';
import type { RiskGrade } from '@yufang/domain';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';

const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** People of the enterprise with an account, with the posts they hold today. At most 50; search narrows. */
export async function selectAssignees(
  trx: Trx,
  enterpriseId: string,
  what: { search: string | undefined; today: string },
): Promise<RouteReply<typeof listDangerAssignees>> {
  const { rows } = await sql<{ accountId: string; name: string; posts: string[] }>`
    select p.account_id as "accountId", p.name,
      coalesce((select array_agg(t.name order by t.name) from post_holder h
        join post t on t.enterprise_id = h.enterprise_id and t.id = h.post_id
        where h.enterprise_id = p.enterprise_id and h.person_id = p.id
          and h.from_on <= ${what.today}::date and (h.to_on is null or h.to_on >= ${what.today}::date)), '{}') as posts
    from person p
    where p.enterprise_id = ${enterpriseId} and p.account_id is not null and p.state = 'active'
      ${what.search ? sql`and p.name like ${like(what.search)}` : sql``}
    order by p.name, p.id limit 50`.execute(trx);
  return { rows };
}

type Place = { id: string; name: string; grade: RiskGrade | null; liveGrade: RiskGrade | null };

/** Units by name, and the events of one unit: what the report form offers. At most 50 of each. */
export async function selectPlaces(
  trx: Trx,
  enterpriseId: string,
  what: { search: string | undefined; unitId: string | undefined },
): Promise<RouteReply<typeof listDangerPlaces>> {
  const units = await sql<Place>`
    select id, name, grade, live_grade as "liveGrade" from risk_unit
    where enterprise_id = ${enterpriseId} and state = 'active' ${what.search ? sql`and name like ${like(what.search)}` : sql``}
    order by name, id limit 50`.execute(trx);
  const events = what.unitId
    ? await sql<Place>`
        select id, name, grade, live_grade as "liveGrade" from risk_event
        where enterprise_id = ${enterpriseId} and unit_id = ${what.unitId} and state = 'active' order by name, id limit 50`.execute(
        trx,
      )
    : { rows: [] };
  return { units: units.rows, events: events.rows };
}
