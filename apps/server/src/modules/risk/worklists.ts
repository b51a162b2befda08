import type { Worklist, WorkRow } from '@yufang/contract';
import { type ReviewPeriod, type RiskGrade, reidentificationDue, type Tier, tiersToCover } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { readReference } from '../reference/read.ts';
import { AFTER_REVIEW, notice } from './changes.ts';
import { NO_ITEM } from './register.ts';

type Found = {
  id: string;
  name: string;
  where: string;
  grade: string | null;
  tiers: string[] | null;
  reviewed_on: string | null;
  reviewed_at: Date | null;
  controls_changed_at: Date | null;
  stale: boolean;
  object_id: string | null;
  version: number;
  unit_org: string | null;
};

const NO_REVIEW = sql`null::date as reviewed_on, null::timestamptz as reviewed_at, null::timestamptz as controls_changed_at, false as stale`;

const measures = (enterpriseId: string, lack: RawBuilder<boolean>) => sql`
  select m.id, m.description as name, o.name || ' / ' || u.name || ' / ' || e.name as where, e.live_grade as grade,
    array[coalesce(m.tier, 'post')] as tiers, ${NO_REVIEW}, o.id as object_id, m.version,
    coalesce(u.org_unit_id, o.org_unit_id) as unit_org, 'measure' as entity
  from control_measure m
  join risk_event e on e.enterprise_id = m.enterprise_id and e.id = m.event_id
  join risk_unit u on u.enterprise_id = m.enterprise_id and u.id = m.unit_id
  join risk_object o on o.enterprise_id = u.enterprise_id and o.id = u.object_id
  where m.enterprise_id = ${enterpriseId}::uuid and m.state = 'active' and ${lack}`;

const events = (enterpriseId: string, lack: RawBuilder<boolean>) => sql`
  select e.id, e.name, o.name || ' / ' || u.name as where, e.live_grade as grade, null::text[] as tiers, e.reviewed_on, e.reviewed_at,
    e.controls_changed_at, false as stale,
    o.id as object_id, e.version, coalesce(u.org_unit_id, o.org_unit_id) as unit_org, 'event' as entity
  from risk_event e
  join risk_unit u on u.enterprise_id = e.enterprise_id and u.id = e.unit_id
  join risk_object o on o.enterprise_id = u.enterprise_id and o.id = u.object_id
  where e.enterprise_id = ${enterpriseId}::uuid and e.state = 'active' and ${lack}`;

/** A risk held at a tier of which no measure names a post at that tier or at one below. A firm in simple mode is one post: there is no tier below to name. */
const UNCOVERED = sql<boolean>`e.tier is not null
  and not exists (select from enterprise x where x.enterprise_id = e.enterprise_id and x.simple_mode) and exists (
  select from (values ('company', 0), ('workshop', 1), ('team', 2), ('post', 3)) t (tier, n)
  where t.n >= (case e.tier when 'company' then 0 when 'workshop' then 1 when 'team' then 2 else 3 end)
    and not exists (select from control_measure m where m.enterprise_id = e.enterprise_id and m.event_id = e.id and m.state = 'active'
      and ((m.duty_post_id is not null and coalesce(m.tier, 'post') = t.tier)
        or exists (select from measure_duty d where d.enterprise_id = m.enterprise_id and d.measure_id = m.id
                     and d.state = 'active' and d.tier = t.tier))))`;

/** Posts that answer for a measure and have no card, or one that says what is no longer so. */
const POSTS = (enterpriseId: string) => sql`
  select p.id, p.name, ou.name as where,
    (select e.live_grade from control_measure m join risk_event e on e.enterprise_id = m.enterprise_id and e.id = m.event_id
      where m.enterprise_id = p.enterprise_id and m.duty_post_id = p.id and m.state = 'active' and e.state = 'active'
      order by yf_grade_rank(e.live_grade) limit 1) as grade,
    null::text[] as tiers, null::date as reviewed_on, null::timestamptz as reviewed_at, null::timestamptz as controls_changed_at,
    p.card_issued_on is not null as stale, null::uuid as object_id, p.version, null::uuid as unit_org, 'post' as entity
  from post p join org_unit ou on ou.enterprise_id = p.enterprise_id and ou.id = p.org_unit_id
  where p.enterprise_id = ${enterpriseId}::uuid and p.state = 'active' and (p.card_issued_on is null or p.card_stale_since is not null)
    and (exists (select from control_measure m where m.enterprise_id = p.enterprise_id and m.duty_post_id = p.id and m.state = 'active')
      or exists (select from measure_duty d where d.enterprise_id = p.enterprise_id and d.post_id = p.id and d.state = 'active'))`;

/** What stands on a list. Risks due: never approved, a year gone by (or near), something changed since, or their measures did. */
async function source(
  trx: Trx,
  list: Worklist,
  at: { enterpriseId: string; day: string },
): Promise<RawBuilder<unknown>> {
  const { enterpriseId, day } = at;
  switch (list) {
    case 'measures_without_item':
      return measures(enterpriseId, NO_ITEM);
    case 'measures_without_post':
      return measures(enterpriseId, sql<boolean>`m.duty_post_id is null`);
    case 'tiers_uncovered':
      return events(enterpriseId, UNCOVERED);
    case 'posts_without_card':
      return POSTS(enterpriseId);
    case 'risks_ungraded':
      return events(enterpriseId, sql<boolean>`e.grade is null`);
    case 'risks_due': {
      const period = await readReference(trx, 'review_period', day);
      const kinds = period.changes.map((c) => c.change);
      return events(
        enterpriseId,
        sql<boolean>`(e.reviewed_on is null or e.reviewed_on + make_interval(months => ${period.everyMonths}) <= ${day}::date + ${period.remindDaysBefore}::int
          or e.controls_changed_at is not null
          or exists (select from risk_change c where c.enterprise_id = e.enterprise_id and c.state = 'active' and ${AFTER_REVIEW}
            and c.kind = any (${kinds}::text[]) and (c.object_id is null or c.object_id = o.id)))
          and e.review_state in ('approved', 'draft', 'returned')`,
      );
    }
  }
}

/** How much is left on one list. */
export async function countWork(trx: Trx, list: Worklist, at: { enterpriseId: string; day: string }): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${await source(trx, list, at)}) w`.execute(trx);
  return Number(rows[0]?.n ?? 0);
}

/** A page of one list, gravest first, each row with the post that the remedy would name. */
export async function selectWork(
  trx: Trx,
  list: Worklist,
  at: { enterpriseId: string; day: string; after?: string | undefined; limit: number; ids?: readonly string[] },
) {
  const from = await source(trx, list, at);
  let where = sql`true`;
  if (at.after) {
    const [r = '', id = ''] = decodeCursor(at.after, 2);
    where = sql`(yf_grade_rank(grade), id) > (${Number(r) || 0}::smallint, ${id}::uuid)`;
  }
  if (at.ids) where = sql`id = any (${[...at.ids]}::uuid[])`;
  const { rows } = await sql<Found & { rank: number; entity: WorkRow['entity'] }>`
    select w.*, yf_grade_rank(grade) as rank from (${from}) w where ${where}
    order by yf_grade_rank(grade), id limit ${at.limit + 1}`.execute(trx);
  const shown = rows.slice(0, at.limit);
  const last = shown.at(-1);
  const due = list === 'risks_due' ? await dueReader(trx, at) : null;
  const uncovered =
    list === 'tiers_uncovered'
      ? await coveredTiers(
          trx,
          at.enterpriseId,
          shown.map((r) => r.id),
        )
      : null;
  const suggest = list === 'measures_without_post' ? await suggester(trx, at.enterpriseId) : null;
  return {
    rows: shown.map((r): WorkRow => {
      const when = due?.(r) ?? null;
      return {
        id: r.id,
        entity: r.entity,
        name: r.name,
        where: r.where,
        grade: r.grade as RiskGrade | null,
        tiers: (uncovered?.get(r.id) ?? r.tiers ?? []) as Tier[],
        dueOn: when?.dueOn ?? null,
        daysLeft: when?.daysLeft ?? null,
        reason: when?.reason ?? (r.stale ? 'card_stale' : null),
        version: r.version,
        suggestion: suggest?.(r.unit_org) ?? null,
      };
    }),
    next: rows.length > at.limit && last ? encodeCursor([last.rank, last.id]) : null,
    total: at.ids ? shown.length : await countWork(trx, list, at),
  };
}

async function dueReader(trx: Trx, at: { enterpriseId: string; day: string }) {
  const period: ReviewPeriod = await readReference(trx, 'review_period', at.day);
  const changes = await trx
    .selectFrom('risk_change')
    .select(['kind', 'happened_on', 'object_id', 'created_at'])
    .where('enterprise_id', '=', at.enterpriseId)
    .where('state', '=', 'active')
    .execute();
  return (r: Found) =>
    reidentificationDue(
      r.reviewed_on,
      changes.filter((c) => c.object_id === null || c.object_id === r.object_id).map((c) => notice(c, r.reviewed_at)),
      period,
      at.day,
      r.controls_changed_at && shanghaiDay(r.controls_changed_at.toISOString()),
    );
}

/** Which tiers each of these risks still lacks. */
async function coveredTiers(trx: Trx, enterpriseId: string, ids: readonly string[]): Promise<Map<string, Tier[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; tier: string; covered: string[] | null }>`
    select e.id, e.tier, array(
      select distinct x.tier from (
        select coalesce(m.tier, 'post') as tier from control_measure m where m.enterprise_id = e.enterprise_id and m.event_id = e.id
          and m.state = 'active' and m.duty_post_id is not null
        union all
        select d.tier from control_measure m join measure_duty d on d.enterprise_id = m.enterprise_id and d.measure_id = m.id
          where m.enterprise_id = e.enterprise_id and m.event_id = e.id and m.state = 'active' and d.state = 'active') x) as covered
    from risk_event e where e.enterprise_id = ${enterpriseId}::uuid and e.id = any (${[...ids]}::uuid[])`.execute(trx);
  return new Map(rows.map((r) => [r.id, tiersToCover(r.tier as Tier).filter((t) => !(r.covered ?? []).includes(t))]));
}

/** The post to propose for a place: one of the unit that owns it, else of the nearest unit above, the one with least to do. */
export async function suggester(trx: Trx, enterpriseId: string) {
  const units = await trx
    .selectFrom('org_unit')
    .select(['id', 'parent_id', 'kind'])
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'active')
    .execute();
  const posts = await trx
    .selectFrom('post as p')
    .select((e) => [
      'p.id',
      'p.name',
      'p.org_unit_id',
      e
        .selectFrom('control_measure as m')
        .select((x) => x.fn.countAll<number>().as('n'))
        .whereRef('m.enterprise_id', '=', 'p.enterprise_id')
        .whereRef('m.duty_post_id', '=', 'p.id')
        .where('m.state', '=', 'active')
        .as('n'),
    ])
    .where('p.enterprise_id', '=', enterpriseId)
    .where('p.state', '=', 'active')
    .orderBy('p.name')
    .orderBy('p.id')
    .execute();
  const parentOf = new Map(units.map((u) => [u.id, u.parent_id]));
  const kindOf = new Map(units.map((u) => [u.id, u.kind]));
  const best = (list: typeof posts) => {
    const found = list.toSorted((a, b) => Number(a.n ?? 0) - Number(b.n ?? 0))[0];
    return found ? { postId: found.id, postName: found.name } : null;
  };
  return (orgUnitId: string | null, tier?: Tier) => {
    if (tier && tier !== 'post') {
      const kinds =
        tier === 'company'
          ? ['company', 'department']
          : tier === 'workshop'
            ? ['workshop', 'department']
            : ['team', 'workshop'];
      for (const kind of kinds) {
        const found = best(posts.filter((p) => kindOf.get(p.org_unit_id) === kind));
        if (found) return found;
      }
    }
    for (let at = orgUnitId; at; at = parentOf.get(at) ?? null) {
      const found = best(posts.filter((p) => p.org_unit_id === at));
      if (found) return found;
    }
    return best(posts);
  };
}
