import { sql } from 'kysely';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';

/** Tasks moved alike: of one enterprise and one business day. */
export type Moved = {
  readonly enterprise_id: string;
  readonly day: string;
  readonly n: number;
  readonly ids: string[];
};
type Take = {
  /** Enterprises that have some, at most a batch of them. */
  due(trx: Trx, now: Date): Promise<string[]>;
  /** Move theirs, each written with its enterprise's number. */
  move(trx: Trx, given: { now: Date; enterprises: readonly { id: string; seq: number }[] }): Promise<Moved[]>;
};

/** Tasks looked at for one batch. */
const LOOK = 10_000;

const given = (enterprises: readonly { id: string; seq: number }[]) =>
  sql`unnest(${enterprises.map((e) => e.id)}::uuid[], ${enterprises.map((e) => e.seq)}::bigint[]) as g (e, seq)`;

const idsOf = (rows: readonly { enterprise_id: string }[]) => rows.map((r) => r.enterprise_id);

/** Open tasks past their window, oldest first. */
export const markOverdue: Take = {
  async due(trx, now) {
    const { rows } = await sql<{ enterprise_id: string }>`
      select distinct enterprise_id from (
        select enterprise_id from inspection_task where state = 'open' and due_at < ${now} order by due_at limit ${LOOK}) as found`.execute(
      trx,
    );
    return idsOf(rows);
  },
  async move(trx, { now, enterprises }) {
    const { rows } = await sql<Moved>`
      with moved as (
        update inspection_task t set state = 'overdue', seq = g.seq, version = t.version + 1, updated_at = now()
        from ${given(enterprises)} where t.enterprise_id = g.e and t.state = 'open' and t.due_at < ${now}
        returning t.enterprise_id, t.day, t.id
      )
      select enterprise_id, day, count(*)::int as n, (array_agg(id))[1:200]::text[] as ids from moved group by 1, 2`.execute(
      trx,
    );
    return rows;
  },
};

/** Open tasks whose unit stands still when they open, whose item is withdrawn, or whose enterprise is closed. */
const ORPHANED = sql`t.state = 'open' and t.kind = 'generated' and (i.state <> 'active' or u.state <> 'active' or e.status not in ('active', 'suspended')
  or (u.stopped and (u.stopped_from is null or u.stopped_from <= t.window_start) and (u.stopped_to is null or u.stopped_to > t.window_start)))`;
const HANGS_ON = sql`inspection_item i, risk_unit u, enterprise e`;
const HANGING = sql`i.enterprise_id = t.enterprise_id and i.id = t.item_id and u.enterprise_id = t.enterprise_id and u.id = t.unit_id
  and e.enterprise_id = t.enterprise_id`;

export const cancelStopped: Take = {
  async due(trx) {
    const { rows } = await sql<{ enterprise_id: string }>`
      select distinct enterprise_id from (
        select t.enterprise_id from inspection_task t, ${HANGS_ON} where ${HANGING} and ${ORPHANED} limit ${LOOK}) as found`.execute(
      trx,
    );
    return idsOf(rows);
  },
  async move(trx, { enterprises }) {
    const { rows } = await sql<Moved>`
      with moved as (
        update inspection_task t set state = 'cancelled', seq = g.seq, version = t.version + 1, updated_at = now()
        from ${given(enterprises)}, ${HANGS_ON} where t.enterprise_id = g.e and ${HANGING} and ${ORPHANED}
        returning t.enterprise_id, t.day, t.id
      )
      select enterprise_id, day, count(*)::int as n, (array_agg(id))[1:200]::text[] as ids from moved group by 1, 2`.execute(
      trx,
    );
    return rows;
  },
};

/** The codes of these enterprises. */
export async function selectEnterprises(trx: Trx, ids: readonly string[]): Promise<EnterpriseDims[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<EnterpriseDims>`
    select enterprise_id as "enterpriseId", city_code as "cityCode", county_code as "countyCode", sector, park_id as "parkId", industry, scale
    from enterprise where enterprise_id = any(${[...ids]}::uuid[]) order by county_code, enterprise_id`.execute(trx);
  return rows;
}

/** An overdue task that may climb. */
export type Climbing = {
  readonly enterprise_id: string;
  readonly window_start: Date;
  readonly id: string;
  readonly due_at: Date;
  readonly post_id: string | null;
  readonly tier: string | null;
  readonly content: string;
};

/** How long after its last step an overdue task is still looked at. */
const LAST_DAYS = 14;

/** Overdue tasks between two steps of the ladder (hours) that are not yet where they belong. */
export async function selectClimbing(
  trx: Trx,
  now: Date,
  span: { tier: string; from: number | null; to: number },
): Promise<Climbing[]> {
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const oldest = ago(span.from ?? span.to + LAST_DAYS * 24);
  const { rows } = await sql<Climbing>`
    select t.enterprise_id, t.window_start, t.id, t.due_at, t.post_id, i.tier, i.content
    from inspection_task t join inspection_item i on i.enterprise_id = t.enterprise_id and i.id = t.item_id
    where t.state = 'overdue' and t.due_at > ${oldest} and t.due_at <= ${ago(span.to)}
      and (t.escalated_to is null
        or array_position(array['post', 'team', 'workshop', 'company', 'county'], t.escalated_to)
           < array_position(array['post', 'team', 'workshop', 'company', 'county'], ${span.tier}))
    order by t.due_at limit ${LOOK}`.execute(trx);
  return rows;
}

/** Write how far tasks have climbed. */
export async function markClimbed(
  trx: Trx,
  tasks: readonly (Climbing & { readonly to: string; readonly seq: number })[],
): Promise<void> {
  await sql`
    update inspection_task t set escalated_to = g.tier, seq = g.seq, version = t.version + 1, updated_at = now()
    from unnest(${tasks.map((t) => t.enterprise_id)}::uuid[], ${tasks.map((t) => t.window_start)}::timestamptz[], ${tasks.map((t) => t.id)}::uuid[],
                ${tasks.map((t) => t.to)}::text[], ${tasks.map((t) => t.seq)}::bigint[]) as g (e, w, id, tier, seq)
    where t.enterprise_id = g.e and t.window_start = g.w and t.id = g.id and t.state = 'overdue'`.execute(trx);
}
