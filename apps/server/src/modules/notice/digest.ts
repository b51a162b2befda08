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
  insert into notice as n (enterprise_id, id, city_code, county_code, sector, park_id, at, topic, urgency, entity, entity_id, params, actor_id, to_role,
                           digest, reach)
  select $1::uuid, u.id, $2::text, $3::text, $4::text, $5::uuid, $6::timestamptz, u.topic, u.urgency, u.entity, u.entity_id,
         jsonb_build_object('digest', true, 'count', u.count), $7::text, u.role, u.key, u.reach
  from unnest($8::uuid[], $9::text[], $10::text[], $11::text[], $12::uuid[], $13::int[], $14::text[], $15::text[], $16::text[])
       as u (id, topic, urgency, entity, entity_id, count, role, key, reach)
  on conflict (digest) where digest is not null do update
  set at = excluded.at, params = jsonb_build_object('digest', true, 'count', (n.params ->> 'count')::int + (excluded.params ->> 'count')::int)`;

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
