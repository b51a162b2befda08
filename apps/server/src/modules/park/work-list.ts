import type { listParkWorkItems, ParkWorkItemView } from '@yufang/contract/park';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { ownItemView, workItemView } from './work-view.ts';

type Query = z.output<typeof listParkWorkItems.query>;
type Whose = { readonly parkId: string } | { readonly enterpriseId: string };
type Cursor = { readonly part: 'park' | 'enterprises'; readonly rank: number; readonly id: string };

function cursorOf(after: string | undefined): Cursor | null {
  if (after === undefined) return null;
  const [part, rank, id = ''] = decodeCursor(after, 3);
  const n = Number(rank);
  if (
    (part !== 'park' && part !== 'enterprises') ||
    !Number.isInteger(n) ||
    Math.abs(n) > 2e9 ||
    !/^[0-9a-f-]{36}$/.test(id)
  )
    throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
  return { part, rank: n, id };
}

const OPEN = ['proposed', 'assigned'];

async function ownItems(
  trx: Trx,
  parkId: string,
  f: Query,
  at: { today: string; after: Cursor | null; limit: number },
) {
  let q = trx.selectFrom('park_own_item').selectAll().where('park_id', '=', parkId);
  if (f.state) q = q.where('state', '=', f.state);
  if (f.assessmentId) q = q.where('assessment_id', '=', f.assessmentId);
  if (f.overdue) q = q.where('deadline', '<', at.today).where('state', 'in', OPEN);
  if (at.after) q = q.where(sql<boolean>`(rank, id) > (${at.after.rank}, ${at.after.id}::uuid)`);
  const rows = await q.orderBy('rank').orderBy('id').limit(at.limit).execute();
  return rows.map((r) => ownItemView(r, at.today));
}

async function enterpriseItems(
  trx: Trx,
  whose: Whose,
  f: Query,
  at: { today: string; after: Cursor | null; limit: number },
) {
  let q = trx
    .selectFrom('park_work_item as w')
    .innerJoin('enterprise as e', 'e.enterprise_id', 'w.enterprise_id')
    .selectAll('w')
    .select('e.name as enterprise_name');
  q =
    'parkId' in whose
      ? q.where('w.park_id', '=', whose.parkId).where('e.status', 'not in', ['closed', 'withdrawn'])
      : q.where('w.enterprise_id', '=', whose.enterpriseId);
  if (f.enterpriseId) q = q.where('w.enterprise_id', '=', f.enterpriseId);
  if (f.state) q = q.where('w.state', '=', f.state);
  if (f.assessmentId) q = q.where('w.assessment_id', '=', f.assessmentId);
  if (f.overdue) q = q.where('w.deadline', '<', at.today).where('w.state', 'in', OPEN);
  if (at.after) q = q.where(sql<boolean>`(w.rank, w.id) > (${at.after.rank}, ${at.after.id}::uuid)`);
  const rows = await q.orderBy('w.rank').orderBy('w.id').limit(at.limit).execute();
  return rows.map((r) => workItemView(r, at.today));
}

/** A page of a work list: the park's own items first, then the enterprises' by what they remove. */
export async function selectWorkItems(trx: Trx, whose: Whose, f: Query, today: string) {
  const after = cursorOf(f.after);
  const limit = f.limit + 1;
  const rows: ParkWorkItemView[] = [];
  const own = 'parkId' in whose && f.whose !== 'enterprises' && f.enterpriseId === undefined;
  if (own && after?.part !== 'enterprises')
    rows.push(...(await ownItems(trx, whose.parkId, f, { today, after, limit })));
  if (rows.length < limit && f.whose !== 'park') {
    const from = after?.part === 'enterprises' ? after : null;
    rows.push(...(await enterpriseItems(trx, whose, f, { today, after: from, limit: limit - rows.length })));
  }
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  const part = last?.enterpriseId === null ? 'park' : 'enterprises';
  return {
    rows: shown,
    next: rows.length > f.limit && last ? encodeCursor([part, last.rank, last.id]) : null,
    total: null,
  };
}

/** One item of an enterprise. @throws 404 `row.not_found` */
export async function readWorkItem(trx: Trx, key: { enterpriseId: string; id: string }, today: string) {
  const row = await trx
    .selectFrom('park_work_item as w')
    .innerJoin('enterprise as e', 'e.enterprise_id', 'w.enterprise_id')
    .selectAll('w')
    .select('e.name as enterprise_name')
    .where('w.enterprise_id', '=', key.enterpriseId)
    .where('w.id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'park_work_item' } });
  return workItemView(row, today);
}
