import { type MeasureClass, type RiskGrade, type Tier, worstGrade } from '@yufang/domain';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import { readEdition, readReference } from '../reference/read.ts';
import { selectDutyPosts } from '../risk/posts.ts';

export type PaperMeasure = {
  id: string;
  measureClass: MeasureClass;
  description: string;
  check: string | null;
  tier: Tier | null;
  cycleN: number | null;
  cycleUnit: string | null;
};
export type PaperRisk = {
  id: string;
  object: string;
  objectKind: string;
  unit: string;
  name: string;
  /** The kind of accident by name: rows that came by exchange or template carry its code. */
  accident: { zh: string; en: string } | null;
  consequence: string | null;
  sheet: Record<string, unknown>;
  grade: RiskGrade | null;
  liveGrade: RiskGrade | null;
  tier: Tier | null;
  revision: number;
  reviewedOn: string | null;
  orgUnit: string | null;
  duty: string | null;
  measures: PaperMeasure[];
  /** Posts that answer for a measure of it. */
  postIds: string[];
  postNames: string[];
};
export type PaperPost = {
  id: string;
  name: string;
  orgUnit: string;
  holders: string[];
  duty: string | null;
  emergency: string | null;
  risks: (PaperRisk & { own: PaperMeasure[] })[];
  worst: RiskGrade | null;
};
export type PaperHead = {
  name: string;
  code: string;
  cardCode: string;
  address: string | null;
  invented: boolean;
  basis: string;
  basisDraft: boolean;
  revision: number;
  reviewedOn: string | null;
};

/** What every sheet carries: whose it is, by which table the grades were made, which revision. */
export async function paperHead(
  trx: Trx,
  enterpriseId: string,
  at: { day: string; lang: 'zh' | 'en' },
): Promise<PaperHead> {
  const e = await trx
    .selectFrom('enterprise')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ method: string; n: number; revision: number; reviewed_on: string | null }>`
    select case when method in ('LEC', 'LS', 'MES') then method else 'LEC' end as method, count(*) as n, max(revision) as revision,
      max(reviewed_on) as reviewed_on from risk_event where enterprise_id = ${enterpriseId}::uuid and state = 'active' group by 1 order by 2 desc`.execute(
    trx,
  );
  const methods = rows.length > 0 ? rows.map((r) => r.method as 'LEC') : (['LEC'] as const);
  const editions = await Promise.all(methods.map((m) => readEdition(trx, `risk_method.${m}`, at.day)));
  return {
    name: e.name,
    code: e.code,
    cardCode: e.card_code,
    address: e.address,
    invented: e.invented,
    basis: editions
      .map((x) => `${x.standard ?? (at.lang === 'zh' ? x.title : (x.titleEn ?? x.title))} ${x.edition}`)
      .join(at.lang === 'zh' ? '；' : '; '),
    basisDraft: editions.some((x) => x.status === 'draft'),
    revision: Math.max(1, ...rows.map((r) => Number(r.revision))),
    reviewedOn:
      rows
        .map((r) => r.reviewed_on)
        .filter((d) => d !== null)
        .toSorted()
        .at(-1) ?? null,
  };
}

/** Active risks with their measures, gravest live grade first. */
export async function paperRisks(trx: Trx, enterpriseId: string): Promise<PaperRisk[]> {
  const { rows } = await sql<{
    id: string;
    object: string;
    kind: string;
    unit: string;
    name: string;
    accident_type: string | null;
    consequence: string | null;
    worksheet_row: Record<string, unknown> | null;
    grade: string | null;
    live_grade: string | null;
    tier: string | null;
    revision: number;
    reviewed_on: string | null;
    org: string | null;
    duty: string | null;
  }>`select e.id, o.name as object, o.kind, u.name as unit, e.name, e.accident_type, e.consequence, e.worksheet_row, e.grade, e.live_grade, e.tier,
      e.revision, e.reviewed_on, ou.name as org, coalesce(u.duty_person_name, o.duty_person_name) as duty
    from risk_event e
    join risk_unit u on u.enterprise_id = e.enterprise_id and u.id = e.unit_id
    join risk_object o on o.enterprise_id = u.enterprise_id and o.id = u.object_id
    left join org_unit ou on ou.enterprise_id = e.enterprise_id and ou.id = coalesce(u.org_unit_id, o.org_unit_id)
    where e.enterprise_id = ${enterpriseId}::uuid and e.state = 'active'
    order by yf_grade_rank(e.live_grade), o.name, u.name, e.name, e.id`.execute(trx);
  const { rows: measures } = await sql<{
    id: string;
    event_id: string;
    measure_class: string;
    description: string;
    check_content: string | null;
    tier: string | null;
    posts: string[];
    cycle_n: number | null;
    cycle_unit: string | null;
  }>`select m.id, m.event_id, m.measure_class, m.description, m.check_content, m.tier,
      array_remove(array(select d.post_id from measure_duty d where d.enterprise_id = m.enterprise_id and d.measure_id = m.id and d.state = 'active')
        || m.duty_post_id, null) as posts, i.cycle_n, i.cycle_unit
    from control_measure m
    left join lateral (select cycle_n, cycle_unit from inspection_item i where i.enterprise_id = m.enterprise_id and i.measure_id = m.id
      and i.state = 'active' order by (i.tier = 'post') desc nulls last limit 1) i on true
    where m.enterprise_id = ${enterpriseId}::uuid and m.state = 'active' order by m.created_at, m.id`.execute(trx);
  const of = Map.groupBy(measures, (m) => m.event_id);
  const posts = new Map(
    (await trx.selectFrom('post').select(['id', 'name']).where('enterprise_id', '=', enterpriseId).execute()).map(
      (post) => [post.id, post.name],
    ),
  );
  const types = (await readReference(trx, 'accident_types')).items;
  const accident = (given: string | null) => {
    if (!given) return null;
    const found = types.find((type) => type.label === given || type.code === given.padStart(2, '0'));
    return found ? { zh: found.label, en: found.labelEn } : { zh: given, en: given };
  };
  return rows.map((r) => {
    const own = of.get(r.id) ?? [];
    return {
      id: r.id,
      object: r.object,
      objectKind: r.kind,
      unit: r.unit,
      name: r.name,
      accident: accident(r.accident_type),
      consequence: r.consequence,
      sheet: r.worksheet_row ?? {},
      grade: r.grade as RiskGrade | null,
      liveGrade: r.live_grade as RiskGrade | null,
      tier: r.tier as Tier | null,
      revision: r.revision,
      reviewedOn: r.reviewed_on,
      orgUnit: r.org,
      duty: r.duty,
      measures: own.map((m) => ({
        id: m.id,
        measureClass: m.measure_class as MeasureClass,
        description: m.description,
        check: m.check_content,
        tier: m.tier as Tier | null,
        cycleN: m.cycle_n,
        cycleUnit: m.cycle_unit,
        posts: m.posts,
      })),
      postIds: own.flatMap((m) => m.posts),
      postNames: [...new Set(own.flatMap((m) => m.posts))].flatMap((id) => posts.get(id) ?? []),
    };
  });
}

/** Posts with the risks whose measures they answer for. `ids` empty: every post that has any. */
export async function paperPosts(
  trx: Trx,
  enterpriseId: string,
  at: { day: string; ids: readonly string[] },
): Promise<PaperPost[]> {
  const { posts } = await selectDutyPosts(trx, enterpriseId, at.day);
  const risks = await paperRisks(trx, enterpriseId);
  const texts = await trx
    .selectFrom('post')
    .select(['id', 'duty', 'emergency'])
    .where('enterprise_id', '=', enterpriseId)
    .execute();
  const textOf = new Map(texts.map((t) => [t.id, t]));
  const chosen = posts.filter((p) => (at.ids.length > 0 ? at.ids.includes(p.id) : p.measures > 0));
  return chosen.map((p) => {
    const own = risks
      .filter((r) => r.postIds.includes(p.id))
      .map((r) => ({
        ...r,
        own: r.measures.filter((m) => 'posts' in m && Array.isArray(m.posts) && m.posts.includes(p.id)),
      }));
    return {
      id: p.id,
      name: p.name,
      orgUnit: p.orgUnitName,
      holders: p.holders,
      duty: textOf.get(p.id)?.duty ?? null,
      emergency: textOf.get(p.id)?.emergency ?? null,
      risks: own,
      worst: worstGrade(own.map((r) => r.liveGrade)),
    };
  });
}
