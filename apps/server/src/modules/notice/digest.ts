import { REGULATOR_ROLES } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import { CompiledQuery } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { NoticeRole } from './audience.ts';
import type { Telling } from './write.ts';

type Digested = Pick<Telling, 'topic' | 'urgency' | 'entity' | 'entityId' | 'params'> & {
  readonly role: NoticeRole | null;
};

/** One enterprise's part of a digest. */
export type DigestRow = Pick<Telling, 'topic' | 'urgency' | 'entity' | 'entityId'> & {
  readonly key: string;
  readonly role: NoticeRole;
  readonly reach: 'county' | 'city' | 'province' | null;
  readonly count: number;
};

/** Whether a role stands above the enterprise: it watches many, and a notice for each late row of theirs would bury what it must see. */
export const isAbove = (role: NoticeRole | null): role is NoticeRole => REGULATOR_ROLES.some((r) => r === role);

/**
 * What these notices add to the digests of the day: one a topic, role and area. A department hears at each of its levels, in a digest of its own;
 * everybody else at the level of the role.
 */
export function digestRows(d: EnterpriseDims, at: Date, rows: readonly Digested[]): DigestRow[] {
  const day = businessDay(at);
  const found = new Map<string, DigestRow>();
  for (const { topic, urgency, entity, entityId, role, params } of rows) {
    if (!isAbove(role)) continue;
    for (const [area, reach] of areasOf(role, d)) {
      const key = [day, role, topic, area].join('|');
      const count = (found.get(key)?.count ?? 0) + (typeof params.count === 'number' ? params.count : 1);
      found.set(key, { key, topic, urgency, entity, entityId, role, reach, count });
    }
  }
  return [...found.values()];
}

function areasOf(role: NoticeRole, d: EnterpriseDims): [string, DigestRow['reach']][] {
  const province = `${d.countyCode.slice(0, 2)}0000`;
  if (role === 'department_officer')
    return [
      [`${d.sector}|${d.countyCode}`, 'county'],
      [`${d.sector}|${d.cityCode}`, 'city'],
      [`${d.sector}|${province}`, 'province'],
    ];
  if (role === 'park_officer') return [[d.parkId ?? d.countyCode, null]];
  if (role === 'city_officer') return [[d.cityCode, null]];
  return [[role === 'province_officer' ? province : d.countyCode, null]];
}

const UPSERT = `
  with want as (
    select * from unnest($8::uuid[], $9::text[], $10::text[], $11::text[], $12::uuid[], $13::int[], $14::text[], $15::text[], $16::text[])
         as u (id, topic, urgency, entity, entity_id, count, role, key, reach)
  ), carried as (
    insert into notice_digest as d (key, enterprise_id, notice_id) select key, $1::uuid, id from want
    on conflict (key) do update set key = d.key returning d.key, d.enterprise_id, d.notice_id
  ), grown as (
    update notice n set at = $6::timestamptz,
           params = jsonb_build_object('digest', true, 'count', (n.params ->> 'count')::int + w.count)
    from carried c join want w using (key)
    where n.enterprise_id = c.enterprise_id and n.id = c.notice_id and c.notice_id <> w.id
  )
  insert into notice (enterprise_id, id, city_code, county_code, sector, park_id, at, topic, urgency, entity, entity_id, params, actor_id, to_role,
                      digest, reach)
  select $1::uuid, w.id, $2::text, $3::text, $4::text, $5::uuid, $6::timestamptz, w.topic, w.urgency, w.entity, w.entity_id,
         jsonb_build_object('digest', true, 'count', w.count), $7::text, w.role, w.key, w.reach
  from want w join carried c on c.key = w.key and c.notice_id = w.id`;

/** Begin or add to digests. Only in the system scope: the row may be another enterprise's. */
export function addToDigests(
  d: EnterpriseDims,
  what: { readonly at: Date; readonly actorId: string; readonly digests: readonly DigestRow[] },
): CompiledQuery {
  const rows = what.digests.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return CompiledQuery.raw(UPSERT, [
    ...[d.enterpriseId, d.cityCode, d.countyCode, d.sector, d.parkId, what.at, what.actorId],
    ...[rows.map(() => newId()), rows.map((r) => r.topic), rows.map((r) => r.urgency), rows.map((r) => r.entity)],
    ...[rows.map((r) => r.entityId), rows.map((r) => r.count), rows.map((r) => r.role), rows.map((r) => r.key)],
    rows.map((r) => r.reach),
  ]);
}
