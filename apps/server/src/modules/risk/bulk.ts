import type { BulkChange, BulkResult } from '@yufang/contract';
import { ENTERPRISE_MANAGERS, type RiskGrade } from '@yufang/domain';
import type { Updateable } from 'kysely';
import type { Actor } from '../../platform/db/actor.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { Refused, refuse } from '../../platform/errors/refused.ts';
import { cascade } from './cascade.ts';
import { ensureItems } from './ensure-item.ts';
import { followChanges } from './follow.ts';
import { regradeUnits, tierFor } from './grading.ts';
import { stepReview } from './review.ts';
import { type ChainTable, dayOf, find, need, type RowOf, updateRow, type Work } from './work.ts';

/** The table of each kind of row a bulk command may name, parents first: a parent comes back before what hangs below it. */
export const TABLES = {
  object: 'risk_object',
  unit: 'risk_unit',
  event: 'risk_event',
  measure: 'control_measure',
  duty: 'measure_duty',
  item: 'inspection_item',
} as const satisfies Record<BulkChange['entity'], ChainTable>;
const ORDER = Object.keys(TABLES);

type Outcome = { readonly results: BulkResult[]; readonly inverse: BulkChange[] };

/**
 * Whole objects and units, with everything below them, leave or come back only by those who answer for the enterprise: `bulk.managers_only`.
 * Apply many changes, each with its own result; refusals are values here. The inverse names every row that moved (also those that
 * followed their parent) as it was, with its new version: posted back it undoes the whole.
 */
export async function applyBulk(work: Work, changes: readonly BulkChange[], actor: Actor): Promise<Outcome> {
  const results = new Map<BulkChange, BulkResult>();
  const inverse: BulkChange[] = [];
  const touched = new Set<string>();
  for (const change of changes.toSorted((a, b) => ORDER.indexOf(a.entity) - ORDER.indexOf(b.entity))) {
    results.set(change, await one(work, change, { actor, inverse, touched }));
  }
  await regradeUnits(work, [...touched], dayOf(work));
  await followChanges(work);
  const current = new Map<string, number>();
  for (const e of work.entries) current.set(e.entityId, Number(e.after.version));
  return {
    results: changes.map((c) => {
      const r = results.get(c) ?? { entity: c.entity, id: c.id, result: 'unchanged' as const, version: null };
      return { ...r, version: current.get(c.id) ?? r.version };
    }),
    inverse: merged(inverse).map((c) => ({ ...c, version: current.get(c.id) ?? c.version })),
  };
}

/** A row changed twice (by itself and by its parent) goes back to what it was first. */
function merged(list: readonly BulkChange[]): BulkChange[] {
  const of = new Map<string, BulkChange>();
  for (const c of list) of.set(c.id, { ...c, set: { ...c.set, ...of.get(c.id)?.set } });
  return [...of.values()];
}

type Ctx = { readonly actor: Actor; readonly inverse: BulkChange[]; readonly touched: Set<string> };

async function one(work: Work, change: BulkChange, ctx: Ctx): Promise<BulkResult> {
  const head = { entity: change.entity, id: change.id };
  const mark = work.entries.length;
  try {
    const row = await need(work.trx, TABLES[change.entity], {
      enterpriseId: work.chain.dims.enterpriseId,
      id: change.id,
    });
    if (row.version !== change.version) throw refuse(409, { code: 'row.stale', params: { version: row.version } });
    await apply(work, change, { ...ctx, row });
    const done = work.entries.length > mark;
    return { ...head, result: done ? 'done' : 'unchanged', version: row.version };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, params } = error.refusal;
    return { ...head, result: 'refused', version: null, code, ...(params ? { params: { ...params } } : {}) };
  }
}

async function apply(
  work: Work,
  change: BulkChange,
  ctx: Ctx & { row: RowOf<(typeof TABLES)[BulkChange['entity']]> },
): Promise<void> {
  const { set, entity } = change;
  const back = (of: BulkChange['set'], row: { id: string; version: number } = ctx.row) =>
    ctx.inverse.push({ entity, id: row.id, version: row.version, set: of });
  // Everything is checked before anything is written, so that a refused row leaves nothing half done.
  if (set.state !== undefined && set.state !== ctx.row.state) {
    if ((entity === 'object' || entity === 'unit') && !ENTERPRISE_MANAGERS.some((r) => r === ctx.actor.role))
      throw refuse(403, { code: 'bulk.managers_only', params: { entity } });
    await mayReturn(work, set.state, ctx.row);
    const moved = await cascade(work, { entity, row: ctx.row, state: set.state, alone: set.state === 'active' });
    for (const m of moved) {
      ctx.inverse.push({
        entity: m.entity,
        id: m.id,
        version: m.version,
        set: { state: set.state === 'active' ? 'withdrawn' : 'active' },
      });
      if (m.unitId) ctx.touched.add(m.unitId);
    }
    return;
  }
  if (set.state === undefined && ctx.row.state !== 'active') throw refuse(409, { code: 'row.withdrawn' });
  if (entity === 'event') await event(work, change, { ...ctx, row: ctx.row as RowOf<'risk_event'>, back });
  else if (entity === 'measure') await measure(work, change, { row: ctx.row as RowOf<'control_measure'>, back });
  else if (set.tier !== undefined || set.dutyPostId !== undefined || set.review !== undefined)
    throw refuse(422, { code: 'bulk.not_for_this_row', params: { entity } });
}

/** A row comes back only under a parent that is there. 409 `row.parent_withdrawn` */
async function mayReturn(work: Work, state: string, row: object): Promise<void> {
  if (state !== 'active') return;
  const parents: readonly [string, ChainTable][] = [
    ['object_id', 'risk_object'],
    ['event_id', 'risk_event'],
    ['measure_id', 'control_measure'],
    ['unit_id', 'risk_unit'],
  ];
  for (const [column, table] of parents) {
    const id = (row as Record<string, unknown>)[column];
    if (typeof id !== 'string') continue;
    const parent = await find(work.trx, table, { enterpriseId: work.chain.dims.enterpriseId, id });
    if (parent && 'state' in parent && parent.state !== 'active') throw refuse(409, { code: 'row.parent_withdrawn' });
  }
}

type Back = (of: BulkChange['set'], row?: { id: string; version: number }) => void;

async function event(
  work: Work,
  change: BulkChange,
  ctx: { row: RowOf<'risk_event'>; actor: Actor; back: Back },
): Promise<void> {
  const { set } = change;
  const { row, back } = ctx;
  if (set.dutyPostId !== undefined) throw refuse(422, { code: 'bulk.not_for_this_row', params: { entity: 'event' } });
  if (set.tier !== undefined && set.review !== undefined) throw refuse(422, { code: 'bulk.one_at_a_time' });
  let now = row;
  if (set.tier !== undefined) {
    const tier = await tierFor(work.trx, dayOf(work), { tier: set.tier, grade: row.grade as RiskGrade | null });
    if (tier !== row.tier) back({ tier: row.tier as BulkChange['set']['tier'] });
    now = await updateRow(work, 'risk_event', { before: row, patch: { tier } });
  }
  if (set.review === 'submit') {
    await stepReview(work, now, { command: { type: 'submit' }, actor: ctx.actor });
    back({ review: row.review_state === 'returned' ? 'recall_returned' : 'recall_draft' });
  } else if (set.review)
    await recall(work, now, { to: set.review === 'recall_draft' ? 'draft' : 'returned', by: ctx.actor.accountId });
}

/** Take a submission back: by its author, while nobody has reviewed it. */
async function recall(
  work: Work,
  row: RowOf<'risk_event'>,
  how: { to: 'draft' | 'returned'; by: string },
): Promise<void> {
  if (row.review_state !== 'submitted')
    throw refuse(409, { code: 'review.wrong_state', params: { state: row.review_state, command: 'recall' } });
  if (row.author_id !== how.by) throw refuse(409, { code: 'review.not_author' });
  await updateRow(work, 'risk_event', { before: row, patch: { review_state: how.to }, action: 'recall' });
}

async function measure(
  work: Work,
  change: BulkChange,
  ctx: { row: RowOf<'control_measure'>; back: Back },
): Promise<void> {
  const { set } = change;
  const { row, back } = ctx;
  if (set.review !== undefined) throw refuse(422, { code: 'bulk.not_for_this_row', params: { entity: 'measure' } });
  const patch: Updateable<DB['control_measure']> = {};
  const was: BulkChange['set'] = {};
  if (set.dutyPostId !== undefined) {
    if (set.dutyPostId !== null) {
      const post = await find(work.trx, 'post', { enterpriseId: row.enterprise_id, id: set.dutyPostId });
      if (post?.state !== 'active')
        throw refuse(422, { code: 'row.not_found', field: 'dutyPostId', params: { entity: 'post' } });
    }
    patch.duty_post_id = set.dutyPostId;
    was.dutyPostId = row.duty_post_id;
    if (set.dutyPostId !== null && row.tier === null && set.tier === undefined) {
      patch.tier = 'post';
      was.tier = null;
    }
  }
  if (set.tier !== undefined) {
    const twice = await work.trx
      .selectFrom('measure_duty')
      .select('id')
      .where('enterprise_id', '=', row.enterprise_id)
      .where('measure_id', '=', row.id)
      .where('state', '=', 'active')
      .where('tier', '=', set.tier ?? '')
      .executeTakeFirst();
    if (twice) throw refuse(422, { code: 'risk.tier_twice', field: 'tier', params: { tier: set.tier } });
    patch.tier = set.tier;
    was.tier = row.tier as BulkChange['set']['tier'];
  }
  const after = await updateRow(work, 'control_measure', { before: row, patch });
  if (after === row) return;
  back(was);
  await ensureItems(work, after);
}
