import { DangerRow, type listDangers, type RouteReply } from '@yufang/contract';
import { ROLES } from '@yufang/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { notClosed } from '../../platform/db/not-closed.ts';
import { onePlan } from '../../platform/db/one-plan.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type JsonText, jsonPage } from '../../platform/http/json-text.ts';
import { dangerWhere, nameSearch, reachWithin, sameForAll } from './filter.ts';

type Filter = z.output<typeof listDangers.query>;

/** Beyond this an exact total costs more than it tells; screens say "10,000+". */
const COUNTED = 10_000;

/**
 * A page as one row: the JSON of its rows with {@link BETWEEN} between them, how many were read (one more than the page when there are more), and where the page's last one
 * stands.
 */
type Read = {
  readonly json: string | null;
  readonly n: number;
  readonly id: string | null;
  readonly cursor: string | null;
};
/** Between two rows; a line's end stands inside no JSON text, so the row behind a page is cut off at it. */
const BETWEEN = ',\n';
type Page = { readonly json: string; readonly count: number; readonly next: string | null };

/** What orders a page and names its rows; what a row shows ({@link DangerRow}) stands in `shown`, written with the row, behind the enterprise's name. */
const COLUMNS = sql`d.enterprise_id, d.id, d.found_at, d.deadline, d.shown`;

/**
 * The list as one statement: filter and sort within the scope, cut to a page, and only then the name of each row's enterprise. Joined
 * first, both tables' policies would be taken for independent of one another and of the filter, and the planner would give up the
 * index's order. `cursor` carries the sort value in PostgreSQL's own text, because a Date would cut microseconds and lose rows
 * between two pages. The limit stands in the text: as a parameter it is taken for a tenth of the rows by a plan that serves all, and everything is sorted for a page of
 * seven. Soonest deadline first reads those that have one; what has none yet is a statement of its own, newest first.
 */
export function listStatement(actor: Actor, f: Filter): RawBuilder<Read> {
  const byDeadline = f.sort === 'deadline';
  const [at = '', id = ''] = f.after ? decodeCursor(f.after, 2) : [];
  const behind = byDeadline ? sql`and (d.deadline, d.id) > (${at}::date, ${id}::uuid)` : olderThan(at, id);
  return pageStatement({
    where: sql`${dangerWhere(actor, f, byDeadline)} ${byDeadline ? sql`and d.deadline is not null` : sql``} ${f.after ? behind : sql``}`,
    ...(byDeadline ? BY_DEADLINE : BY_NEWEST),
    limit: f.limit,
  });
}

const NEWEST = sql`d.found_at desc, d.id desc`;
const BY_NEWEST = { order: NEWEST, cursor: sql`d.found_at` };
const BY_DEADLINE = { order: sql`d.deadline, d.id`, cursor: sql`d.deadline` };
/** Behind a place in the order of the newest. */
const olderThan = (foundAt: string, id: string) => sql`and (d.found_at, d.id) < (${foundAt}::timestamptz, ${id}::uuid)`;

type PageOf = {
  readonly where: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
  readonly cursor: RawBuilder<unknown>;
  readonly limit: number;
};

const pageStatement = ({ where, order, cursor, limit }: PageOf): RawBuilder<Read> =>
  asPage(sql`select ${COLUMNS} from hidden_danger d where ${where} order by ${order} limit ${sql.lit(limit + 1)}`, {
    order,
    cursor,
    limit,
  });

/**
 * One row comes back, not fifty: taking rows apart and putting them together again is half of what a page costs the server. They are put together in the order in which the
 * inner query gives them, which is sorted already, so nothing is sorted twice.
 */
function asPage(rows: RawBuilder<unknown>, { order, cursor, limit }: Omit<PageOf, 'where'>): RawBuilder<Read> {
  const size = sql.lit(limit);
  return sql<Read>`select string_agg(p.json, ${sql.lit(BETWEEN)}) as json, count(*)::int as n,
      (array_agg(p.id))[${size}]::text as id, (array_agg(p.cursor))[${size}]::text as cursor
    from (
      select '{"enterpriseName":' || to_json(e.name) || ',' || d.shown as json, d.id, ${cursor} as cursor
      from (${rows}) d join enterprise e on e.enterprise_id = d.enterprise_id order by ${order}
    ) p`;
}

const pageOf = ({ json, n, id, cursor }: Read, limit: number, mark = ''): Page => {
  const more = n > limit;
  // Of a page of no rows only the row behind it was read, with nothing to cut it off at.
  const own = limit > 0 ? (json ?? '') : '';
  return {
    json: more ? own.slice(0, own.lastIndexOf(BETWEEN)) : own,
    count: Math.min(n, limit),
    next: more ? encodeCursor([`${mark}${cursor}`, id]) : null,
  };
};

async function readPage(trx: Trx, f: Filter, statement: RawBuilder<Read>): Promise<Read> {
  const { rows } = await (sameForAll(f) ? onePlan(trx, statement) : statement.execute(trx));
  return rows[0] ?? { json: null, n: 0, id: null, cursor: null };
}

/** A page of dangers within the scope: its rows as JSON, one after the other, how many they are, and where the next page begins. */
export async function selectDangerPage(trx: Trx, actor: Actor, f: Filter): Promise<Page> {
  if (f.sort === 'deadline') return await soonestFirst(trx, actor, f);
  const name = nameSearch(f);
  const read = name ? await byName(trx, actor, { f, name }) : await readPage(trx, f, listStatement(actor, f));
  return pageOf(read, f.limit);
}

/** So many of the newest are looked through before all are. */
const NEWEST_FIRST = 5_000;

/**
 * A part of a name, newest first: among the newest dangers, and where they do not fill the page among all, read as they lie. No index serves a part of a word under
 * row-level security, and in an index's order every row of a province is fetched by itself: ten seconds for a word that nobody wrote, instead of one.
 */
async function byName(trx: Trx, actor: Actor, { f, name }: { f: Filter; name: RawBuilder<SqlBool> }): Promise<Read> {
  const [at = '', id = ''] = f.after ? decodeCursor(f.after, 2) : [];
  const from = f.after ? olderThan(at, id) : sql``;
  const others = sql`select ${COLUMNS}, d.name from hidden_danger d where ${dangerWhere(actor, { ...f, search: undefined }, false)} ${from}`;
  const page = (rows: RawBuilder<unknown>) =>
    asPage(sql`select * from (${rows}) d where ${name} order by ${NEWEST} limit ${sql.lit(f.limit + 1)}`, {
      ...BY_NEWEST,
      limit: f.limit,
    });
  const newest = await readPage(trx, f, page(sql`${others} order by ${NEWEST} limit ${sql.lit(NEWEST_FIRST)}`));
  // Without the offset the planner would go by the index's order again.
  return newest.n > f.limit ? newest : await readPage(trx, f, page(sql`${others} and ${name} offset 0`));
}

/** Marks a place among those without a deadline. */
const UNDATED = '~';

/** Those with a deadline by it, and when they end, those without. */
async function soonestFirst(trx: Trx, actor: Actor, f: Filter): Promise<Page> {
  const [at = '', id = ''] = f.after ? decodeCursor(f.after, 2) : [];
  const behind = at.startsWith(UNDATED) ? { at: at.slice(UNDATED.length), id } : null;
  const first = behind ? null : await readPage(trx, f, listStatement(actor, f));
  const dated = first && pageOf(first, f.limit);
  if (dated && dated.next !== null) return dated;
  const left = f.limit - (dated?.count ?? 0);
  const from = behind ? olderThan(behind.at, behind.id) : sql``;
  const where = sql`${dangerWhere(actor, f, true)} and d.deadline is null ${from}`;
  const statement = pageStatement({ where, ...BY_NEWEST, limit: left });
  const read = await readPage(trx, f, statement);
  const undated = pageOf(read, left, UNDATED);
  // A page that those with a deadline fill to the last row: the next one begins behind it.
  const full = left === 0 && read.n > 0 && first;
  return {
    json: [dated?.json, undated.json].filter(Boolean).join(','),
    count: (dated?.count ?? 0) + undated.count,
    next: full ? encodeCursor([first.cursor, first.id]) : undated.next,
  };
}

/** The list's reply; the total too when asked for. */
export async function selectDangers(
  trx: Trx,
  actor: Actor,
  f: Filter,
): Promise<JsonText<RouteReply<typeof listDangers>>> {
  const { json, count, next } = await selectDangerPage(trx, actor, f);
  // A first page that is the last one needs no counting; later pages know the total already.
  const counted = f.count && !f.after && next !== null ? await countDangers(trx, actor, f) : null;
  const total = !f.after && next === null ? count : counted;
  return jsonPage(json, { next, total });
}

async function countDangers(trx: Trx, actor: Actor, f: Filter): Promise<number | null> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (
    select 1 from hidden_danger d
    where ${dangerWhere(actor, f, f.sort === 'deadline')}
    limit ${COUNTED + 1}) counted`.execute(trx);
  const n = rows[0]?.n ?? 0;
  return n > COUNTED ? null : n;
}

const Rung = z.object({
  escalatedTo: z.enum(ROLES).nullable(),
  level: DangerRow.shape.level,
  overdue: z.number(),
  escalated: z.number(),
  oldestDeadline: z.string().nullable(),
});

/** Overdue and escalated dangers by the level that was told. Reads the partial indexes of what is open only. */
export async function selectOverdueRungs(trx: Trx, actor: Actor, region: string | undefined) {
  const { rows } = await sql`
    select d.escalated_to as "escalatedTo", d.level, count(*) filter (where d.overdue) as overdue,
           count(*) filter (where d.escalation_level > 0) as escalated, min(d.deadline) filter (where d.overdue) as "oldestDeadline"
    from hidden_danger d
    where ${reachWithin(actor.scope, region)}
      and d.status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept')
      and (d.overdue or d.escalation_level > 0) and ${actor.scope.kind === 'enterprise' ? sql`true` : notClosed('d')}
    group by 1, 2 order by 1, 2`.execute(trx);
  return { rungs: z.array(Rung).parse(rows) };
}
