import type { RiskFilter, RiskRow } from '@yufang/contract';
import type { RiskGrade, Tier } from '@yufang/domain';
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { notClosed } from '../../platform/db/not-closed.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';

type Page = { readonly after?: string | undefined; readonly limit: number };
type Asked = {
  readonly filter: RiskFilter;
  readonly page: Page;
  readonly day: string;
  readonly ownEnterprise: string | null;
};

const rank = sql<number>`yf_grade_rank(e.live_grade)`;

// Conditions on a risk's unit, object or enterprise look that one row up. Joined instead, each table's policy would be taken for independent of the others
// (half a percent of the rows each), and the planner would go through whole tables row by row.
const ofUnit = (what: RawBuilder<unknown>) =>
  sql`(select ${what} from risk_unit u where u.enterprise_id = e.enterprise_id and u.id = e.unit_id)`;
const ofObject = (what: RawBuilder<unknown>) =>
  sql`(select ${what} from risk_unit u, risk_object o where u.enterprise_id = e.enterprise_id and u.id = e.unit_id
    and o.enterprise_id = e.enterprise_id and o.id = u.object_id)`;
/** Read once a query and kept as a hash: `is true` has the planner leave it one. */
const ofEnterprises = (which: RawBuilder<unknown>) =>
  sql<boolean>`(e.enterprise_id in (select x.enterprise_id from enterprise x where ${which})) is true`;

/** Risks under the filter. */
function filtered(trx: Trx, a: Asked) {
  const f = a.filter;
  let q = trx.selectFrom('risk_event as e').where('e.state', '=', f.state);
  const enterpriseId = f.enterpriseId ?? a.ownEnterprise;
  if (enterpriseId) q = q.where('e.enterprise_id', '=', enterpriseId);
  if (f.region) q = q.where(regionWhere('e', f.region));
  if (!enterpriseId) q = q.where(notClosed('e'));
  if (f.parkId) q = q.where('e.park_id', '=', f.parkId);
  if (f.sector) q = q.where('e.sector', '=', f.sector);
  if (f.industry) q = q.where(ofEnterprises(sql`x.industry = ${f.industry}`));
  if (f.scale) q = q.where(ofEnterprises(sql`x.scale = ${f.scale}`));
  if (f.grade) q = q.where('e.grade', f.grade === 'none' ? 'is' : '=', f.grade === 'none' ? null : f.grade);
  if (f.liveGrade)
    q = q.where('e.live_grade', f.liveGrade === 'none' ? 'is' : '=', f.liveGrade === 'none' ? null : f.liveGrade);
  if (f.kind) q = q.where(sql<boolean>`${ofObject(sql`o.kind`)} = ${f.kind}`);
  if (f.worksheet) q = q.where(sql<boolean>`${ofUnit(sql`u.worksheet`)} = ${f.worksheet}`);
  if (f.tier) q = q.where('e.tier', '=', f.tier);
  if (f.objectId) q = q.where(sql<boolean>`${ofUnit(sql`u.object_id`)} = ${f.objectId}`);
  if (f.unitId) q = q.where('e.unit_id', '=', f.unitId);
  if (f.reviewState) q = q.where('e.review_state', '=', f.reviewState);
  if (f.postId) {
    q =
      q.where(sql<boolean>`exists (select from control_measure m where m.enterprise_id = e.enterprise_id and m.event_id = e.id
      and m.state = 'active' and (m.duty_post_id = ${f.postId} or exists (select from measure_duty d where d.enterprise_id = m.enterprise_id
        and d.measure_id = m.id and d.state = 'active' and d.post_id = ${f.postId})))`);
  }
  if (f.lacks === 'post') q = q.where(sql<boolean>`exists (${lacking(sql`m.duty_post_id is null`)})`);
  if (f.lacks === 'item') q = q.where(sql<boolean>`exists (${lacking(NO_ITEM)})`);
  if (f.lacks === 'control')
    q = q.where(sql<boolean>`exists (${lacking(sql`(m.duty_post_id is null or coalesce(m.check_content, '') = '')`)})`);
  if (f.lacks === 'measure')
    q = q.where(
      sql<boolean>`not exists (select from control_measure m where m.enterprise_id = e.enterprise_id and m.event_id = e.id and m.state = 'active')`,
    );
  if (f.lacks === 'grade') q = q.where('e.grade', 'is', null);
  if (f.due === 'overdue')
    q = q.where((w) => w.or([w('e.next_review_on', 'is', null), w('e.next_review_on', '<', a.day)]));
  if (f.due === 'soon')
    q = q.where('e.next_review_on', '>=', a.day).where(sql<boolean>`e.next_review_on <= ${a.day}::date + 30`);
  if (f.search) {
    const like = `%${f.search.replace(/[\\%_]/g, '\\$&')}%`;
    q = q.where(
      sql<boolean>`(e.name like ${like} or ${ofUnit(sql`u.name`)} like ${like} or ${ofObject(sql`o.name`)} like ${like})`,
    );
  }
  return q;
}

/** True for an active inspected measure without an active inspection item. */
export const NO_ITEM = sql<boolean>`m.data_source = 'inspection' and not exists (select from inspection_item i
  where i.enterprise_id = m.enterprise_id and i.measure_id = m.id and i.state = 'active')`;
const lacking = (what: ReturnType<typeof sql<boolean>>) =>
  sql`select from control_measure m where m.enterprise_id = e.enterprise_id and m.event_id = e.id and m.state = 'active' and ${what}`;

/** A page of the register, gravest first unless told. 422 `list.sort_needs_enterprise` for orders that no index of a region carries. */
export async function selectRisks(trx: Trx, a: Asked) {
  const { filter: f } = a;
  if (f.sort !== 'live' && !f.enterpriseId && !a.ownEnterprise)
    throw refuse(422, { code: 'list.sort_needs_enterprise', field: 'sort', params: { sort: f.sort } });
  const base = filtered(trx, a);
  const total = await countUpTo(trx, base as unknown as SelectQueryBuilder<never, never, never>);
  const { rows, next } = await pageOf(trx, base, a);
  return { rows: await withCounts(trx, rows), next, total };
}

async function pageOf(trx: Trx, base: ReturnType<typeof filtered>, a: Asked) {
  const { filter: f, page } = a;
  // Of one colour the rank is the same for all: the order behind it is the whole order.
  const oneColour = f.sort === 'live' && f.liveGrade !== undefined;
  let q = base;
  if (page.after) {
    const [key = '', ent = '', id = ''] = decodeCursor(page.after, 3);
    if (!/^[0-9a-f-]{36}$/.test(ent) || !/^[0-9a-f-]{36}$/.test(id))
      throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
    if (oneColour) q = q.where(sql<boolean>`(e.enterprise_id, e.id) > (${ent}::uuid, ${id}::uuid)`);
    else if (f.sort === 'live')
      q = q.where(
        sql<boolean>`(${rank}, e.enterprise_id, e.id) > (${Number(key) || 0}::smallint, ${ent}::uuid, ${id}::uuid)`,
      );
    else if (f.sort === 'name') q = q.where(sql<boolean>`(e.name, e.id) > (${key}, ${id}::uuid)`);
    else
      q = q.where(sql<boolean>`(coalesce(e.next_review_on, '0001-01-01'::date), e.id) > (${key}::date, ${id}::uuid)`);
  }
  const order =
    f.sort === 'live'
      ? [...(oneColour ? [] : [rank]), sql`e.enterprise_id`, sql`e.id`]
      : f.sort === 'name'
        ? [sql`e.name`, sql`e.id`]
        : [sql`coalesce(e.next_review_on, '0001-01-01'::date)`, sql`e.id`];
  let ordered = q.selectAll('e').select(rank.as('rank'));
  for (const by of order) ordered = ordered.orderBy(by);
  let named = trx
    .selectFrom(ordered.limit(page.limit + 1).as('e'))
    .innerJoinLateral(
      (l) =>
        l
          .selectFrom('risk_unit as u')
          .innerJoin('risk_object as o', (j) =>
            j.onRef('o.enterprise_id', '=', 'u.enterprise_id').onRef('o.id', '=', 'u.object_id'),
          )
          .whereRef('u.enterprise_id', '=', 'e.enterprise_id')
          .whereRef('u.id', '=', 'e.unit_id')
          .select(['o.id as object_id', 'o.name as object_name', 'o.kind as object_kind'])
          .select(['u.name as unit_name', 'u.stopped as unit_stopped', 'u.worksheet'])
          .limit(1)
          .as('u'),
      (j) => j.onTrue(),
    )
    .innerJoinLateral(
      (l) =>
        l
          .selectFrom('enterprise as x')
          .whereRef('x.enterprise_id', '=', 'e.enterprise_id')
          .select('x.name as enterprise_name')
          .limit(1)
          .as('x'),
      (j) => j.onTrue(),
    )
    .selectAll('e')
    .selectAll('u')
    .select('x.enterprise_name');
  for (const by of order) named = named.orderBy(by);
  const found = await named.execute();
  const rows = found.slice(0, page.limit);
  const last = rows.at(-1);
  const key =
    last && (f.sort === 'live' ? last.rank : f.sort === 'name' ? last.name : (last.next_review_on ?? '0001-01-01'));
  return {
    rows,
    next: found.length > page.limit && last ? encodeCursor([key ?? '', last.enterprise_id, last.id]) : null,
  };
}

type Found = Awaited<ReturnType<typeof pageOf>>['rows'][number];

/** How far the measures of each shown risk stand: one query for the page. */
async function withCounts(trx: Trx, rows: readonly Found[]): Promise<RiskRow[]> {
  if (rows.length === 0) return [];
  const { rows: counts } = await sql<{
    event_id: string;
    n: number;
    posted: number;
    itemed: number;
    posts: string[] | null;
  }>`
    select k.event_id, c.* from unnest(${rows.map((r) => r.enterprise_id)}::uuid[], ${rows.map((r) => r.id)}::uuid[]) k (enterprise_id, event_id)
    cross join lateral (
      select count(*) as n, count(m.duty_post_id) as posted,
        count(*) filter (where m.data_source = 'monitoring' or exists (select from inspection_item i
          where i.enterprise_id = m.enterprise_id and i.measure_id = m.id and i.state = 'active')) as itemed,
        array_agg(distinct p.name) filter (where p.name is not null) as posts
      from control_measure m left join post p on p.enterprise_id = m.enterprise_id and p.id = m.duty_post_id
      where m.enterprise_id = k.enterprise_id and m.event_id = k.event_id and m.state = 'active') c`.execute(trx);
  const of = new Map(counts.map((c) => [c.event_id, c]));
  return rows.map((r) => {
    const c = of.get(r.id);
    return {
      id: r.id,
      enterpriseId: r.enterprise_id,
      enterpriseName: r.enterprise_name,
      countyCode: r.county_code,
      objectId: r.object_id,
      objectName: r.object_name,
      objectKind: r.object_kind as RiskRow['objectKind'],
      unitId: r.unit_id,
      unitName: r.unit_name,
      unitStopped: r.unit_stopped,
      name: r.name,
      accidentType: r.accident_type,
      worksheet: r.worksheet as RiskRow['worksheet'],
      method: r.method as RiskRow['method'],
      product: r.product,
      grade: r.grade as RiskGrade | null,
      liveGrade: r.live_grade as RiskGrade | null,
      tier: r.tier as Tier | null,
      reviewState: r.review_state as RiskRow['reviewState'],
      revision: r.revision,
      reviewedOn: r.reviewed_on,
      nextReviewOn: r.next_review_on,
      measures: Number(c?.n ?? 0),
      measuresWithPost: Number(c?.posted ?? 0),
      measuresWithItem: Number(c?.itemed ?? 0),
      posts: c?.posts ?? [],
      state: r.state as 'active',
      version: r.version,
      updatedAt: r.updated_at.toISOString(),
    };
  });
}

/** Pages of the register one after another, for the export: keyset, so that a long one never holds more than a page. */
export async function* eachPage(trx: Trx, asked: Omit<Asked, 'page'>, limit = 500): AsyncGenerator<RiskRow[]> {
  let after: string | undefined;
  do {
    const { rows, next } = await pageOf(trx, filtered(trx, { ...asked, page: { after, limit } }), {
      ...asked,
      page: { after, limit },
    });
    yield await withCounts(trx, rows);
    after = next ?? undefined;
  } while (after);
}
