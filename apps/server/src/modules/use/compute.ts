import { median, type UseFacts, type UseIndexRules, useIndex } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import { sql } from 'kysely';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { readEditions, readReference } from '../reference/read.ts';

/** The window that use is judged by. */
const WINDOW_DAYS = 90;
/** Rows written at a time. */
const BATCH = 2_000;

type Counted = UseFacts & { enterprise_id: string; industry: string };

/** So many enterprises one look between two nights judges anew. */
const LATELY = 2_000;

/**
 * Judge again those that something happened to since then, so that the list follows what they do and not the night: against the peers that the last
 * whole computation left. Safe to run at any time; at most 2,000, the rest at night.
 *
 * @returns how many enterprises were judged
 */
export async function computeUseLately(db: Database, now: Date, since: Date): Promise<number> {
  const day = businessDay(now);
  const { counted, peers, rules, edition } = await asSystem(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select distinct enterprise_id as id from outbox where at > ${since} limit ${LATELY}`.execute(trx);
    const ids = rows.map((r) => r.id);
    const found = ids.length === 0 ? [] : await countFacts(trx, { day, now, ids });
    return { counted: found, peers: await readPeers(trx, found), ...(await readRules(trx, day)) };
  });
  if (counted.length > 0) await asSystem(db, (trx) => write(trx, { batch: counted, peers, rules, edition, day, now }));
  return counted.length;
}

/** The peers of these trades, out of the facts that were judged last. */
async function readPeers(trx: Trx, counted: readonly Counted[]): Promise<Map<string, Peers>> {
  const industries = [...new Set(counted.map((c) => c.industry))];
  const { rows } = await sql<{ industry: string; median: number | null; enterprises: number }>`
    select e.industry, count(*)::int as enterprises,
      percentile_cont(0.5) within group (order by 100.0 * (u.facts ->> 'dangersFound')::int / (u.facts ->> 'records')::int) as median
    from use_index u join enterprise e using (enterprise_id)
    where e.industry = any(${industries}::text[]) and (u.facts ->> 'records')::int > 0 group by 1`.execute(trx);
  return new Map(rows.map((r) => [r.industry, { dangersPer100: r.median, enterprises: r.enterprises }]));
}

const readRules = async (trx: Trx, day: string) => ({
  rules: await readReference(trx, 'use_index', day),
  edition: (await readEditions(trx, 'use_index')).at(-1)?.edition ?? '',
});

/**
 * Compute the use index of every registered enterprise from what was done in the last ninety days, and replace the earlier one.
 * One pass over each table, grouped by enterprise; peers are the enterprises of the same trade (GB/T 4754 division) that inspected at all.
 *
 * @returns how many enterprises were judged
 */
export async function computeUse(db: Database, now: Date): Promise<number> {
  const day = businessDay(now);
  const { counted, rules, edition } = await asSystem(db, async (trx) => ({
    counted: await countFacts(trx, { day, now }),
    ...(await readRules(trx, day)),
  }));
  const peers = peersOf(counted);
  for (let at = 0; at < counted.length; at += BATCH) {
    const batch = counted.slice(at, at + BATCH);
    await asSystem(db, (trx) => write(trx, { batch, peers, rules, edition, day, now }));
  }
  return counted.length;
}

async function countFacts(trx: Trx, what: { day: string; now: Date; ids?: readonly string[] }): Promise<Counted[]> {
  const of = (column: string) => (what.ids ? sql`and ${sql.ref(column)} = any(${[...what.ids]}::uuid[])` : sql``);
  const from = new Date(Date.parse(what.day) - WINDOW_DAYS * 86_400_000).toISOString().slice(0, 10);
  const { rows } = await sql<Counted>`
    select e.enterprise_id, e.industry,
      coalesce(t.due, 0)::int as "tasksDue", coalesce(t.on_time, 0)::int as "tasksOnTime",
      coalesce(r.n, 0)::int as records, coalesce(r.marked, 0)::int as "recordsMarked", coalesce(d.n, 0)::int as "dangersFound",
      greatest(0, extract(day from ${what.now}::timestamptz - coalesce(e.last_activity_at, e.created_at)))::int as "daysSilent",
      coalesce(m.n, 0)::int as measures, coalesce(m.loose, 0)::int as "measuresWithoutItem",
      coalesce(p.n, 0)::int as posts, coalesce(p.loose, 0)::int as "postsWithoutCard"
    from enterprise e
    left join (select enterprise_id, count(*) filter (where state <> 'cancelled' and due_at <= ${what.now}) as due, count(*) filter (where state = 'done') as on_time
               from inspection_task where day >= ${from} and window_start >= ${from}::date ${of('enterprise_id')} group by 1) t using (enterprise_id)
    left join (select n.enterprise_id, count(*) as n, count(*) filter (where n.marked and j.record_id is null) as marked from inspection_record n
               left join record_judgement j on j.enterprise_id = n.enterprise_id and j.record_id = n.id and j.official and j.verdict = 'accepted'
               where n.state = 'active' and n.result <> 'not_inspected' and n.day >= ${from} ${of('n.enterprise_id')} group by 1) r using (enterprise_id)
    left join (select enterprise_id, count(*) as n from hidden_danger where found_day >= ${from} and status not in ('withdrawn', 'invalid') ${of('enterprise_id')} group by 1) d
      using (enterprise_id)
    left join (select m.enterprise_id, count(*) as n, count(*) filter (where not exists (select from inspection_item i where i.enterprise_id = m.enterprise_id
               and i.measure_id = m.id and i.state = 'active')) as loose from control_measure m where m.state = 'active' and m.data_source = 'inspection' ${of('m.enterprise_id')} group by 1) m
      using (enterprise_id)
    left join (select enterprise_id, count(*) as n, count(*) filter (where card_issued_on is null or card_stale_since is not null) as loose from post where state = 'active' ${of('enterprise_id')} group by 1) p
      using (enterprise_id)
    where e.status in ('active', 'suspended') ${of('e.enterprise_id')} order by e.enterprise_id`.execute(trx);
  return rows;
}

type Peers = { readonly dangersPer100: number | null; readonly enterprises: number };

function peersOf(counted: readonly Counted[]): Map<string, Peers> {
  const inspecting = counted.filter((c) => c.records > 0);
  return new Map(
    [...Map.groupBy(inspecting, (c) => c.industry)].map(([industry, list]) => [
      industry,
      { dangersPer100: median(list.map((c) => (100 * c.dangersFound) / c.records)), enterprises: list.length },
    ]),
  );
}

async function write(
  trx: Trx,
  what: {
    batch: readonly Counted[];
    peers: ReadonlyMap<string, Peers>;
    rules: UseIndexRules;
    edition: string;
    day: string;
    now: Date;
  },
): Promise<void> {
  const rows = what.batch.map(({ enterprise_id, industry, ...facts }) => {
    const { index, reasons } = useIndex(
      facts,
      what.peers.get(industry) ?? { dangersPer100: null, enterprises: 0 },
      what.rules,
    );
    return { enterprise_id, score: index, reasons, facts };
  });
  await sql`
    insert into use_index (enterprise_id, city_code, county_code, sector, park_id, day, score, reasons, facts, edition, computed_at)
    select e.enterprise_id, e.city_code, e.county_code, e.sector, e.park_id, ${what.day}, u.score, u.reasons, u.facts, ${what.edition}, ${what.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u (enterprise_id uuid, score numeric, reasons jsonb, facts jsonb)
    join enterprise e using (enterprise_id)
    on conflict (enterprise_id) do update set city_code = excluded.city_code, county_code = excluded.county_code, sector = excluded.sector, park_id = excluded.park_id,
      day = excluded.day, score = excluded.score, reasons = excluded.reasons, facts = excluded.facts, edition = excluded.edition, computed_at = excluded.computed_at`.execute(
    trx,
  );
}
