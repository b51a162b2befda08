import type { getHistory, HistoryRow } from '@yufang/contract';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { type Fields, foldChanges } from './fold.ts';
import { maskNumbers } from './masks.ts';

type Filter = z.output<typeof getHistory.query>;
const FieldsSchema = z.record(z.string(), z.unknown());

const COLUMNS = [
  'seq',
  'at',
  'actor_id',
  'actor_name',
  'actor_role',
  'device',
  'entity',
  'entity_id',
  'action',
  'before',
  'after',
] as const;

/** Encrypted values and their fingerprints stay in the log (its hash covers them) and are never shown. */
const SECRET = /_(cipher|hash)$|^(password|secret|totp)/;

/** The start of a business day in Asia/Shanghai. */
const dayStart = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
const dayEnd = (day: string): Date => new Date(dayStart(day).getTime() + 86_400_000);

/** A page of the change log of one enterprise, newest first. */
export async function selectHistory(trx: Trx, enterpriseId: string, f: Filter) {
  let query = trx.selectFrom('change').select(COLUMNS).where('enterprise_id', '=', enterpriseId);
  if (f.entityId) query = query.where('entity_id', '=', f.entityId);
  if (f.entity) query = query.where('entity', '=', f.entity);
  if (f.from) query = query.where('at', '>=', dayStart(f.from));
  if (f.to) query = query.where('at', '<', dayEnd(f.to));
  if (f.after) query = query.where('seq', '<', f.after);
  const found = await query
    .orderBy('seq', 'desc')
    .limit(f.limit + 1)
    .execute();
  const shown = found.slice(0, f.limit);
  const causes = await selectCauses(
    trx,
    enterpriseId,
    shown.filter((r) => r.action === 'regrade').map((r) => r.seq),
  );
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => presentChange(row, causes.get(row.seq) ?? null)),
    next: found.length > f.limit && last ? String(last.seq) : null,
    total: null,
  };
}

/** The changes of one row after the newest `count`, newest first: what a second editor has not seen. */
export async function selectLastChanges(trx: Trx, enterpriseId: string, of: { entityId: string; count: number }) {
  const rows = await trx
    .selectFrom('change')
    .select(COLUMNS)
    .where('enterprise_id', '=', enterpriseId)
    .where('entity_id', '=', of.entityId)
    .orderBy('seq', 'desc')
    .limit(Math.min(of.count, 50))
    .execute();
  return rows.map((row) => presentChange(row, null));
}

/** For re-gradings: the change just before them in the same command, with the danger's number. */
async function selectCauses(trx: Trx, enterpriseId: string, seqs: readonly number[]) {
  const causes = new Map<number, HistoryRow['cause']>();
  if (seqs.length === 0) return causes;
  const { rows } = await sql<{ seq: number; entity: string; entity_id: string; action: string; number: string | null }>`
    select r.seq, c.entity, c.entity_id, c.action, d.number
    from change r
    join change c on c.enterprise_id = r.enterprise_id and c.seq < r.seq and c.seq >= r.seq - 20
      and c.at = r.at and c.actor_id = r.actor_id and c.entity = 'hidden_danger'
    left join hidden_danger d on d.enterprise_id = c.enterprise_id and d.id = c.entity_id
    where r.enterprise_id = ${enterpriseId} and r.seq = any(${[...seqs]}::bigint[])
    order by c.seq`.execute(trx);
  // The nearest one before it wins: rows come oldest first, so the last write stays.
  for (const r of rows)
    causes.set(r.seq, { entity: r.entity, entityId: r.entity_id, action: r.action, label: r.number });
  return causes;
}

type Selected = {
  seq: number;
  at: Date;
  actor_id: string;
  actor_name: string;
  actor_role: string;
  device: string | null;
  entity: string;
  entity_id: string;
  action: string;
  before: unknown;
  after: unknown;
};

/** A change as it is shown. */
export function presentChange(row: Selected, cause: HistoryRow['cause']): HistoryRow {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorRole: row.actor_role,
    device: row.device,
    entity: row.entity,
    entityId: row.entity_id,
    action: row.action,
    before: row.before === null ? null : shown(row.before),
    after: shown(row.after ?? {}),
    cause,
  };
}

const shown = (fields: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(FieldsSchema.parse(fields))
      .filter(([key]) => !SECRET.test(key))
      .map(([key, value]) => [key, maskNumbers(value, key)]),
  );

/** A row as it stood at an instant (exclusive), folded from the log; null when it did not exist yet. */
export async function rowAt(trx: Trx, enterpriseId: string, of: { entityId: string; before: Date }) {
  const changes = await trx
    .selectFrom('change')
    .select(['seq', 'entity', 'before', 'after'])
    .where('enterprise_id', '=', enterpriseId)
    .where('entity_id', '=', of.entityId)
    .where('at', '<', of.before)
    .orderBy('seq')
    .execute();
  const row = foldChanges(changes.map((c) => ({ before: asFields(c.before), after: asFields(c.after) ?? {} })));
  const last = changes.at(-1);
  return { entity: last?.entity ?? null, seq: last?.seq ?? null, row: row && shown(row) };
}

/**
 * Every row of some tables as they stood at the end of a business day, by table: the archive page on a past day.
 * Reads the enterprise's log once; bounded by the log of one enterprise.
 */
export async function rowsAt(trx: Trx, enterpriseId: string, of: { entities: readonly string[]; day: string }) {
  const changes = await trx
    .selectFrom('change')
    .select(['entity', 'entity_id', 'after'])
    .where('enterprise_id', '=', enterpriseId)
    .where('entity', 'in', [...of.entities])
    .where('at', '<', dayEnd(of.day))
    .orderBy('seq')
    .execute();
  const rows = new Map<string, Map<string, Fields>>();
  for (const change of changes) {
    const table = rows.get(change.entity) ?? new Map<string, Fields>();
    rows.set(change.entity, table);
    table.set(change.entity_id, { ...table.get(change.entity_id), ...shown(change.after ?? {}) });
  }
  return new Map([...rows].map(([entity, table]) => [entity, [...table.values()]]));
}

/** One row at the end of a business day. */
export const rowAtDay = (trx: Trx, enterpriseId: string, of: { entityId: string; day: string }) =>
  rowAt(trx, enterpriseId, { entityId: of.entityId, before: dayEnd(of.day) });

const asFields = (value: unknown): Fields | null => (value === null ? null : FieldsSchema.parse(value));
