import { dayStartMs, isoInstant } from '@yufang/domain/calendar/day';

/** What rows are counted by, and what joins that to a table which has `enterprise_id`. */
export type Key = {
  readonly column: string;
  readonly join: string;
  /** Leave out flows of days before this one, where that spares reading them. */
  readonly since?: string;
};
/** `of`: what is counted, in words; `makes`: the metrics that come from it. */
type Contribution = { readonly of: string; readonly makes: RegExp; readonly sql: (key: Key) => string };

/**
 * What each table contributes, said a second time, in SQL over whole tables. It must equal `domain/rollup/rows.ts`, which the live path uses row
 * by row; the property test `rollup.db.test.ts` holds the two together. Each selects key, metric, day and n; no metric comes from two of them.
 */
export const CONTRIBUTIONS: readonly Contribution[] = [
  {
    of: 'enterprises',
    makes: /^enterprises_/,
    sql: ({
      column,
      join,
    }) => `select ${column}, v.metric, null::date as day, v.n from enterprise e ${join} cross join lateral (values
     ('enterprises_applied', (e.status = 'applied')::int),
     ('enterprises_registered', (e.status in ('active', 'suspended'))::int),
     ('enterprises_active', (e.status in ('active', 'suspended') and e.activity = 'active')::int),
     ('enterprises_dormant', (e.status in ('active', 'suspended') and e.activity = 'dormant')::int),
     ('enterprises_new', (e.status in ('active', 'suspended') and e.activity = 'new')::int),
     ('enterprises_covered', (e.status in ('active', 'suspended') and e.covered)::int)) v (metric, n)`,
  },
  {
    of: 'units',
    makes: /^units_/,
    sql: ({ column, join }) => `select u.key, v.metric, null::date, v.n from (
     select ${column} as key, live_grade, count(*) as n from risk_unit ${join} where state = 'active' group by 1, 2) u
   cross join lateral (values ('units_total', u.n), ('units_' || u.live_grade, u.n)) v (metric, n)`,
  },
  {
    of: 'risks',
    makes: /^risks_/,
    sql: ({ column, join }) => `select r.key, v.metric, null::date, v.n from (
     select ${column} as key, live_grade, count(*) as n, count(*) filter (where review_state = 'approved') as approved
     from risk_event ${join} where state = 'active' group by 1, 2) r
   cross join lateral (values ('risks_total', r.n), ('risks_approved', r.approved), ('risks_' || r.live_grade, r.n)) v (metric, n)`,
  },
  {
    of: 'measures',
    makes: /^measures_/,
    sql: ({ column, join }) => `select m.key, v.metric, null::date, v.n from (
     select ${column} as key, count(*) as n, count(*) filter (where duty_post_id is not null and coalesce(check_content, '') <> '') as controlled
     from control_measure ${join} where state = 'active' group by 1) m
   cross join lateral (values ('measures_total', m.n), ('measures_controlled', m.controlled)) v (metric, n)`,
  },
  {
    of: 'inspection items',
    makes: /^items_total$/,
    sql: ({ column, join }) =>
      `select ${column}, 'items_total', null::date, count(*) from inspection_item ${join} where state = 'active' group by 1`,
  },
  {
    of: 'tasks',
    makes: /^tasks_/,
    sql: ({ column, join, since }) => `select t.key, v.metric, v.day, v.n from (
     select ${column} as key, day, state, count(*) as n from ${since ? tasksSince(since) : 'inspection_task'} ${join} group by 1, 2, 3) t
   cross join lateral (values
     ('tasks_due', t.day, case when t.state <> 'cancelled' then t.n else 0 end),
     ('tasks_done', t.day, case when t.state in ('done', 'done_late') then t.n else 0 end),
     ('tasks_done_late', t.day, case when t.state = 'done_late' then t.n else 0 end),
     ('tasks_overdue', t.day, case when t.state in ('overdue', 'done_late') then t.n else 0 end),
     ('tasks_cancelled', t.day, case when t.state = 'cancelled' then t.n else 0 end),
     ('tasks_overdue_now', null, case when t.state = 'overdue' then t.n else 0 end)) v (metric, day, n)`,
  },
  {
    of: 'inspection records',
    makes: /^records/,
    sql: ({ column, join, since }) => `select r.key, v.metric, r.day, v.n from (
     select ${column} as key, day, count(*) as n, count(*) filter (where result = 'abnormal') as abnormal, count(*) filter (where marked) as marked
     from inspection_record ${join} where state = 'active' and result <> 'not_inspected'
     ${since ? `and claimed_at >= '${dayStart(since)}'` : ''} group by 1, 2) r
   cross join lateral (values ('records', r.n), ('records_abnormal', r.abnormal), ('records_marked', r.marked)) v (metric, n)`,
  },
  {
    of: 'dangers found',
    makes: /^dangers_found/,
    sql: ({ column, join, since }) => `select h.key, v.metric, v.day, v.n from (
     select ${column} as key, found_day, level, count(*) as n from hidden_danger ${join} where status not in ('withdrawn', 'invalid')
     ${since ? `and found_day >= '${since}'` : ''} group by 1, 2, 3) h
   cross join lateral (values
     ('dangers_found', h.found_day, h.n), ('dangers_found_major', h.found_day, case when h.level = 'major' then h.n else 0 end)) v (metric, day, n)`,
  },
  {
    of: 'open dangers',
    makes: /^dangers_(open|overdue|listed)/,
    sql: ({ column, join }) => `select h.key, v.metric, null::date, v.n from (
     select ${column} as key, level, overdue, count(*) as n,
            count(*) filter (where jsonb_typeof(supervision) = 'object' and supervision ->> 'listedAt' is not null
                                   and supervision ->> 'liftedAt' is null) as listed
     from hidden_danger ${join} where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') group by 1, 2, 3) h
   cross join lateral (values
     ('dangers_open', h.n), ('dangers_open_major', case when h.level = 'major' then h.n else 0 end),
     ('dangers_overdue', case when h.overdue then h.n else 0 end),
     ('dangers_overdue_major', case when h.overdue and h.level = 'major' then h.n else 0 end),
     ('dangers_listed', h.listed)) v (metric, n)`,
  },
  {
    of: 'closed dangers',
    makes: /^dangers_closed/,
    sql: ({ column, join, since }) => `select h.key, v.metric, h.closed_day, v.n from (
     select ${column} as key, closed_day, count(*) as n, count(*) filter (where closed_on_time) as on_time
     from hidden_danger ${join} where status = 'closed' and closed_day is not null
     ${since ? `and closed_day >= '${since}'` : ''} group by 1, 2) h
   cross join lateral (values ('dangers_closed', h.n), ('dangers_closed_on_time', h.on_time)) v (metric, n)`,
  },
];

/** A task's day is the day its window opens on. Of older ones those that are overdue still count, as a stock. */
const tasksSince = (day: string): string => `(
  select enterprise_id, day, state from inspection_task where window_start >= '${dayStart(day)}'
  union all
  select enterprise_id, day, state from inspection_task where window_start < '${dayStart(day)}' and state = 'overdue') tasks`;

/** When a business day begins, as SQL reads an instant. */
const dayStart = (day: string): string => isoInstant(dayStartMs(day));

/**
 * The contributions by enterprise (enterprise_id, metric, day, n); a condition on enterprise_id reaches into each part.
 * @param what.metrics only the parts that make one of these are read
 * @param what.since  a day YYYY-MM-DD: flows of days before it need not be there
 */
export function recountSql(what: { readonly metrics?: readonly string[]; readonly since?: string } = {}): string {
  const { metrics, since } = what;
  const parts = metrics ? CONTRIBUTIONS.filter((c) => metrics.some((m) => c.makes.test(m))) : CONTRIBUTIONS;
  const key = { column: 'enterprise_id', join: '', ...(since ? { since } : {}) };
  const texts = parts.map((c) => c.sql(key));
  return `select * from (${texts.join('\n union all \n')}) p (enterprise_id, metric, day, n)`;
}
