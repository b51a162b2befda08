import type { MeasureFilter, MeasureRow } from '@yufang/contract';
import { sql } from 'kysely';
import type { Scope } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { notClosed } from '../../platform/db/not-closed.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { all, like, within } from '../inspection/filter.ts';
import { countRows } from '../inspection/task-list.ts';
import { NO_ITEM } from './register.ts';

type Asked = {
  readonly filter: MeasureFilter;
  readonly after?: string | undefined;
  readonly limit: number;
  readonly day: string;
};

/** Posts that answer for a measure `m`: its own and those of further tiers. */
const ANSWERS = sql`(select m.duty_post_id where m.duty_post_id is not null
  union all select d.post_id from measure_duty d where d.enterprise_id = m.enterprise_id and d.measure_id = m.id and d.state = 'active')`;

function where(scope: Scope, { filter: f, day }: Asked) {
  const and = within(scope, f, 'm');
  and.push(sql`m.state = 'active'`);
  if (scope.kind !== 'enterprise' && !f.enterpriseId) and.push(notClosed('m'));
  if (f.measureClass) and.push(sql`m.measure_class = ${f.measureClass}`);
  if (f.postId) and.push(sql`${f.postId}::uuid in ${ANSWERS}`);
  if (f.personId)
    and.push(sql`exists (select from post_holder h where h.enterprise_id = m.enterprise_id and h.person_id = ${f.personId}
      and h.from_on <= ${day}::date and (h.to_on is null or h.to_on >= ${day}::date) and h.post_id in ${ANSWERS})`);
  if (f.tier)
    and.push(sql`((m.duty_post_id is not null and coalesce(m.tier, 'post') = ${f.tier}) or exists (select from measure_duty d
      where d.enterprise_id = m.enterprise_id and d.measure_id = m.id and d.state = 'active' and d.tier = ${f.tier}))`);
  if (f.lacks === 'post') and.push(sql`m.duty_post_id is null`);
  if (f.lacks === 'item') and.push(NO_ITEM);
  if (f.search) and.push(sql`m.description like ${like(f.search)}`);
  return all(and);
}

/** A page of measures within the scope, an enterprise's next to each other; who answers for them is looked up for the page alone. */
export async function selectMeasures(trx: Trx, scope: Scope, asked: Asked) {
  const at = asked.after ? decodeCursor(asked.after, 2) : null;
  const from = at ? sql`and (m.enterprise_id, m.id) > (${at[0]}::uuid, ${at[1]}::uuid)` : sql``;
  const { rows } = await sql<MeasureRow>`
    select m.enterprise_id as "enterpriseId", m.id, x.name as "enterpriseName", o.name as "objectName", u.name as "unitName", m.event_id as "eventId",
      e.name as "eventName", e.live_grade as "liveGrade", m.measure_class as "measureClass", m.description, m.check_content as "checkContent",
      m.version, (select count(*)::int from inspection_item i where i.enterprise_id = m.enterprise_id and i.measure_id = m.id and i.state = 'active') as items,
      coalesce((select jsonb_agg(jsonb_build_object('tier', y.tier, 'postId', p.id, 'postName', p.name, 'people',
          array(select n.name from post_holder h join person n on n.enterprise_id = h.enterprise_id and n.id = h.person_id
            where h.enterprise_id = p.enterprise_id and h.post_id = p.id and h.from_on <= ${asked.day}::date
              and (h.to_on is null or h.to_on >= ${asked.day}::date) order by n.name))
          order by array_position(array['company', 'workshop', 'team', 'post'], y.tier))
        from (select coalesce(m.tier, 'post') as tier, m.duty_post_id as post_id where m.duty_post_id is not null
          union all select d.tier, d.post_id from measure_duty d where d.enterprise_id = m.enterprise_id and d.measure_id = m.id and d.state = 'active') y
        join post p on p.enterprise_id = m.enterprise_id and p.id = y.post_id), '[]') as duties
    from (select * from control_measure m where ${where(scope, asked)} ${from} order by m.enterprise_id, m.id limit ${asked.limit + 1}) m
    join enterprise x on x.enterprise_id = m.enterprise_id
    join risk_event e on e.enterprise_id = m.enterprise_id and e.id = m.event_id
    join risk_unit u on u.enterprise_id = m.enterprise_id and u.id = m.unit_id
    join risk_object o on o.enterprise_id = u.enterprise_id and o.id = u.object_id
    order by m.enterprise_id, m.id`.execute(trx);
  const shown = rows.slice(0, asked.limit);
  const last = shown.at(-1);
  const next = rows.length > asked.limit && last ? encodeCursor([last.enterpriseId, last.id]) : null;
  const total = asked.after
    ? null
    : next === null
      ? shown.length
      : await countRows(trx, sql`control_measure m where ${where(scope, asked)}`);
  return { rows: shown, next, total };
}
