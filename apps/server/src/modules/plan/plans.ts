import type { createPlan, PlanView, savePlan, setPlanState } from '@yufang/contract';
import type { RiskGrade } from '@yufang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { insertRow, mustBeCurrent, need, type RowOf, updateRow, type Work } from '../risk/work.ts';

type Key = { readonly enterpriseId: string; readonly id: string };
type AreaRow = {
  id: string;
  plan_id: string;
  name: string;
  object_id: string | null;
  unit_id: string | null;
  target: string | null;
  polygon: unknown;
  grade: string | null;
  live_grade: string | null;
};

/** Areas of the plans with the grade of what they are linked to: of a unit its own, of an object its worst unit's. */
async function areasOf(trx: Trx, enterpriseId: string, planIds: readonly string[]): Promise<AreaRow[]> {
  if (planIds.length === 0) return [];
  const { rows } = await sql<AreaRow>`
    select a.id, a.plan_id, a.name, a.object_id, a.unit_id, a.polygon, coalesce(u.name, o.name) as target,
      coalesce(u.grade, (select x.grade from risk_unit x where x.enterprise_id = a.enterprise_id and x.object_id = o.id and x.state = 'active'
        order by yf_grade_rank(x.grade) limit 1)) as grade,
      coalesce(u.live_grade, (select x.live_grade from risk_unit x where x.enterprise_id = a.enterprise_id and x.object_id = o.id and x.state = 'active'
        order by yf_grade_rank(x.live_grade) limit 1)) as live_grade
    from plan_area a
    left join risk_unit u on u.enterprise_id = a.enterprise_id and u.id = a.unit_id and u.state = 'active'
    left join risk_object o on o.enterprise_id = a.enterprise_id and o.id = a.object_id and o.state = 'active' and a.unit_id is null
    where a.enterprise_id = ${enterpriseId}::uuid and a.plan_id = any (${[...planIds]}::uuid[]) and a.state = 'active'
    order by a.sort, a.created_at, a.id`.execute(trx);
  return rows;
}

const view = (p: RowOf<'floor_plan'>, areas: readonly AreaRow[]): PlanView => ({
  id: p.id,
  name: p.name,
  attachmentId: p.attachment_id,
  width: p.width,
  height: p.height,
  state: p.state as 'active',
  version: p.version,
  updatedAt: p.updated_at.toISOString(),
  areas: areas
    .filter((a) => a.plan_id === p.id)
    .map((a) => ({
      id: a.id,
      name: a.name,
      objectId: a.object_id,
      unitId: a.unit_id,
      targetName: a.target,
      polygon: a.polygon as [number, number][],
      grade: a.grade as RiskGrade | null,
      liveGrade: a.live_grade as RiskGrade | null,
    })),
});

/** The active plans of an enterprise. */
export async function selectPlans(trx: Trx, enterpriseId: string): Promise<PlanView[]> {
  const plans = await trx
    .selectFrom('floor_plan')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'active')
    .orderBy('name')
    .orderBy('id')
    .execute();
  const areas = await areasOf(
    trx,
    enterpriseId,
    plans.map((p) => p.id),
  );
  return plans.map((p) => view(p, areas));
}

/** One plan, whatever its state. */
export async function planView(trx: Trx, key: Key): Promise<PlanView> {
  const plan = await need(trx, 'floor_plan', key);
  return view(plan, await areasOf(trx, key.enterpriseId, [plan.id]));
}

/** The picture a plan is drawn on: an image that has arrived. 422 `plan.not_a_picture` */
async function picture(work: Work, id: string) {
  const file = await work.trx
    .selectFrom('attachment')
    .select(['id', 'kind', 'stored', 'width', 'height'])
    .where('enterprise_id', '=', work.chain.dims.enterpriseId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!file?.stored || file.kind !== 'plan' || !file.width || !file.height)
    throw refuse(422, { code: 'plan.not_a_picture', field: 'attachmentId' });
  return { attachment_id: file.id, width: file.width, height: file.height };
}

/** Make a plan of an uploaded picture. */
export async function addPlan(work: Work, body: z.output<typeof createPlan.body>) {
  return await insertRow(work, 'floor_plan', {
    values: { name: body.name, ...(await picture(work, body.attachmentId)) },
  });
}

/** Twice the signed area of a polygon in shares of the plan. */
const doubleArea = (p: readonly (readonly [number, number])[]): number =>
  p.reduce((sum, [x, y], i) => {
    const [nx, ny] = p[(i + 1) % p.length] ?? [x, y];
    return sum + x * ny - nx * y;
  }, 0);

/** Save a plan as drawn: areas by their own ids, those left out are withdrawn. */
export async function writePlan(work: Work, id: string, body: z.output<typeof savePlan.body>) {
  const { trx } = work;
  const { enterpriseId } = work.chain.dims;
  const plan = await need(trx, 'floor_plan', { enterpriseId, id });
  mustBeCurrent(plan, body.version, await planView(trx, { enterpriseId, id }));
  if (plan.state !== 'active') throw refuse(409, { code: 'row.withdrawn' });
  const standing = await trx
    .selectFrom('plan_area')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('plan_id', '=', id)
    .execute();
  const before = work.entries.length;
  for (const [sort, area] of body.areas.entries()) {
    if (Math.abs(doubleArea(area.polygon)) < 2e-5)
      throw refuse(422, { code: 'plan.area_flat', field: 'areas', params: { name: area.name } });
    if (area.objectId) await need(trx, 'risk_object', { enterpriseId, id: area.objectId, field: 'areas' });
    if (area.unitId) await need(trx, 'risk_unit', { enterpriseId, id: area.unitId, field: 'areas' });
    const values = {
      name: area.name,
      object_id: area.objectId,
      unit_id: area.unitId,
      polygon: JSON.stringify(area.polygon),
      state: 'active',
      sort,
    };
    const row = standing.find((s) => s.id === area.id);
    if (row) await updateRow(work, 'plan_area', { before: row, patch: values });
    else await insertRow(work, 'plan_area', { values: { id: area.id, plan_id: id, ...values } });
  }
  for (const row of standing.filter((s) => s.state === 'active' && !body.areas.some((a) => a.id === s.id)))
    await updateRow(work, 'plan_area', { before: row, patch: { state: 'withdrawn' }, action: 'withdraw' });
  const file =
    body.attachmentId && body.attachmentId !== plan.attachment_id ? await picture(work, body.attachmentId) : {};
  const drawn = work.entries.length > before;
  // The plan's version guards its areas: it moves with any of them, so that the second of two editors is told.
  const after = await updateRow(work, 'floor_plan', { before: plan, patch: { name: body.name, ...file } });
  if (drawn && after.version === plan.version) await touch(work, plan);
  return await planView(trx, { enterpriseId, id });
}

async function touch(work: Work, plan: RowOf<'floor_plan'>): Promise<void> {
  const after = await work.trx
    .updateTable('floor_plan')
    .set({ version: plan.version + 1, updated_at: work.now })
    .where('enterprise_id', '=', plan.enterprise_id)
    .where('id', '=', plan.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  work.entries.push({ entity: 'floor_plan', entityId: plan.id, action: 'draw', before: plan, after });
}

/** Withdraw a plan or bring it back. */
export async function movePlan(work: Work, id: string, body: z.output<typeof setPlanState.body>) {
  const key = { enterpriseId: work.chain.dims.enterpriseId, id };
  const plan = await need(work.trx, 'floor_plan', key);
  mustBeCurrent(plan, body.version, await planView(work.trx, key));
  await updateRow(work, 'floor_plan', {
    before: plan,
    patch: { state: body.state },
    action: body.state === 'active' ? 'restore' : 'withdraw',
  });
  return await planView(work.trx, key);
}
