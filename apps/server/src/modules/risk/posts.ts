import type { RiskGrade } from '@yufang/domain';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';

type Found = {
  id: string;
  name: string;
  org_unit_id: string;
  org_unit_name: string;
  holders: string[] | null;
  measures: number;
  worst: string | null;
  card_issued_on: string | null;
  version: number;
};

/** Posts with their holders on a day, how many measures they answer for, and the worst live grade among those. */
export async function selectDutyPosts(trx: Trx, enterpriseId: string, day: string) {
  const { rows } = await sql<Found>`
    with duty as (
      select m.duty_post_id as post_id, m.id, e.live_grade from control_measure m
        join risk_event e on e.enterprise_id = m.enterprise_id and e.id = m.event_id
        where m.enterprise_id = ${enterpriseId}::uuid and m.state = 'active' and e.state = 'active' and m.duty_post_id is not null
      union
      select d.post_id, m.id, e.live_grade from measure_duty d
        join control_measure m on m.enterprise_id = d.enterprise_id and m.id = d.measure_id
        join risk_event e on e.enterprise_id = m.enterprise_id and e.id = m.event_id
        where d.enterprise_id = ${enterpriseId}::uuid and d.state = 'active' and m.state = 'active' and e.state = 'active'),
    summed as (select post_id, count(distinct id) as n, min(yf_grade_rank(live_grade)) as worst from duty group by post_id)
    select p.id, p.name, p.org_unit_id, o.name as org_unit_name, p.card_issued_on, p.version, coalesce(s.n, 0) as measures,
      (array['red', 'orange', 'yellow', 'blue'])[s.worst + 1] as worst,
      array(select pe.name from post_holder h join person pe on pe.enterprise_id = h.enterprise_id and pe.id = h.person_id
        where h.enterprise_id = p.enterprise_id and h.post_id = p.id and h.from_on <= ${day}::date
          and (h.to_on is null or h.to_on >= ${day}::date) order by pe.name) as holders
    from post p join org_unit o on o.enterprise_id = p.enterprise_id and o.id = p.org_unit_id
      left join summed s on s.post_id = p.id
    where p.enterprise_id = ${enterpriseId}::uuid and p.state = 'active'
    order by o.path, p.name, p.id`.execute(trx);
  const units = await trx
    .selectFrom('org_unit')
    .select(['id', 'parent_id', 'kind', 'name'])
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'active')
    .orderBy('path')
    .execute();
  return {
    posts: rows.map((r) => ({
      id: r.id,
      name: r.name,
      orgUnitId: r.org_unit_id,
      orgUnitName: r.org_unit_name,
      holders: r.holders ?? [],
      measures: Number(r.measures),
      worstGrade: r.worst as RiskGrade | null,
      cardIssuedOn: r.card_issued_on,
      version: r.version,
    })),
    orgUnits: units.map((u) => ({ id: u.id, parentId: u.parent_id, kind: u.kind, name: u.name })),
  };
}
