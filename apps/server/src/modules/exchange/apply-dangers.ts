import { createHash } from 'node:crypto';
import type { ExchangeRowResult } from '@yufang/contract';
import { type CanonicalDanger, type CanonicalRecord, shanghaiDayOf } from '@yufang/exchange';
import { sql } from 'kysely';
import type { Row } from '../change/record.ts';
import { selectDanger } from '../danger/command.ts';
import type { DangerColumns } from '../danger/facts.ts';
import { readDangerReference } from '../danger/rules.ts';
import { saveDanger } from '../danger/save.ts';
import type { RecordDraft } from '../inspection/record-rows.ts';
import { writeRecords } from '../inspection/records.ts';
import { dayOf } from '../risk/work.ts';
import type { Applying } from './apply-chain.ts';
import { dangerColumns, resultOf } from './mapping.ts';
import { answer, type Incoming, judge } from './outcome.ts';
import { change, existing, says } from './rows.ts';

/** Records: new ones by the very path that phones use, known ones by their update time. */
export async function applyRecords(
  a: Applying,
  rows: readonly Incoming<CanonicalRecord>[],
): Promise<ExchangeRowResult[]> {
  if (rows.length === 0) return [];
  const { trx, chain, actor, now } = a.work;
  const stored = await existing(
    trx,
    chain.dims.enterpriseId,
    'inspection_record',
    rows.map((r) => r.row.id),
  );
  const results: ExchangeRowResult[] = [];
  const fresh: Incoming<CanonicalRecord>[] = [];
  for (const incoming of rows) {
    const { row } = incoming;
    const there = stored.get(row.id);
    if (!there) {
      if (row.deleted) results.push(answer(incoming, 'unchanged'));
      else fresh.push(incoming);
      continue;
    }
    const columns: Row = {
      item_id: row.taskId,
      result: resultOf(row),
      claimed_at: new Date(row.checkedAt),
      day: shanghaiDayOf(row.checkedAt),
      person_name: row.person,
      device_id: row.device,
      state: row.deleted ? 'withdrawn' : 'active',
    };
    const verdict = judge(there, incoming, says(there, columns));
    if (verdict === 'apply') {
      await change(a.work, 'inspection_record', there, { ...columns, source_updated_at: new Date(row.updatedAt) });
      results.push(answer(incoming, row.deleted ? 'deleted' : 'updated'));
    } else results.push(answer(incoming, verdict === 'create' ? 'created' : verdict));
  }
  const tasks = await tasksAt(a, fresh);
  const outcomes = await writeRecords(
    trx,
    chain,
    fresh.map((i) => draftOf(a, i, tasks.get(i.row.id))),
    { actor, now },
  );
  for (const [i, outcome] of outcomes.entries()) {
    const incoming = fresh[i];
    if (!incoming) continue;
    if (outcome.status === 'refused') {
      results.push(answer(incoming, 'refused', [{ field: outcome.refusal.field ?? 'id', code: outcome.refusal.code }]));
    } else results.push(answer(incoming, outcome.status === 'accepted' ? 'created' : 'unchanged'));
  }
  return results;
}

type TaskAt = { readonly id: string; readonly window: Date };

/** The open or overdue task whose window each record falls into. */
async function tasksAt(a: Applying, rows: readonly Incoming<CanonicalRecord>[]): Promise<Map<string, TaskAt>> {
  if (rows.length === 0) return new Map();
  const { rows: found } = await sql<{ record: string; id: string; window_start: Date }>`
    select r.record, t.id, t.window_start
    from unnest(${rows.map((r) => r.row.id)}::uuid[], ${rows.map((r) => r.row.taskId)}::uuid[], ${rows.map((r) => r.row.checkedAt)}::timestamptz[])
         as r (record, item, at)
    join inspection_task t on t.enterprise_id = ${a.work.chain.dims.enterpriseId} and t.item_id = r.item
         and t.window_start <= r.at and t.due_at > r.at and t.state in ('open', 'overdue')`.execute(a.work.trx);
  return new Map(found.map((f) => [f.record, { id: f.id, window: f.window_start }]));
}

function draftOf(a: Applying, { row }: Incoming<CanonicalRecord>, task: TaskAt | undefined): RecordDraft {
  return {
    id: row.id,
    itemId: row.taskId,
    taskId: task?.id ?? null,
    windowStart: task?.window ?? null,
    result: resultOf(row),
    note: null,
    photos: [],
    voice: null,
    dangerId: null,
    personId: null,
    accountId: null,
    personName: row.person,
    claimedAt: new Date(row.checkedAt),
    claimedRaw: null,
    clockOffsetMs: null,
    clockWrong: false,
    lon: null,
    lat: null,
    accuracyM: null,
    durationMs: null,
    deviceId: row.device,
    deviceSeq: null,
    pointCode: null,
    origin: a.origin,
    sourceUpdatedAt: new Date(row.updatedAt),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([row.taskId, row.checkedAt, row.status]))
      .digest('hex')
      .slice(0, 32),
  };
}

/** Dangers, through the one writer of dangers: it grades their risk anew and keeps deadlines and escalation. */
export async function applyDangers(
  a: Applying,
  rows: readonly Incoming<CanonicalDanger>[],
): Promise<ExchangeRowResult[]> {
  if (rows.length === 0) return [];
  const { trx, chain, actor, now } = a.work;
  const enterpriseId = chain.dims.enterpriseId;
  const today = dayOf(a.work);
  const reference = await readDangerReference(trx, today);
  const stored = await existing(
    trx,
    enterpriseId,
    'hidden_danger',
    rows.map((r) => r.row.id),
  );
  const measures = await existing(
    trx,
    enterpriseId,
    'control_measure',
    rows.flatMap((r) => r.row.measureId ?? []),
  );
  const results: ExchangeRowResult[] = [];
  for (const incoming of rows) {
    const { row, extra } = incoming;
    const closedDay = row.state === '9' && row.acceptedAt ? shanghaiDayOf(row.acceptedAt) : null;
    const measure = row.measureId === null ? undefined : measures.get(row.measureId);
    const links = measure
      ? { measure_id: measure.id, event_id: String(measure.event_id), unit_id: String(measure.unit_id) }
      : { measure_id: null, event_id: null, unit_id: null };
    const kept = { ...extra, ...unplaced(row) };
    const columns = {
      ...dangerColumns(row, closedDay),
      ...links,
      record_id: row.recordId,
      found_at: new Date(row.registeredAt),
      found_day: shanghaiDayOf(row.registeredAt),
      source_extra: Object.keys(kept).length > 0 ? JSON.stringify(kept) : null,
    };
    const there = stored.get(row.id);
    const verdict = judge(there, incoming, there !== undefined && says(there, columns));
    if (verdict === 'stale' || verdict === 'unchanged') {
      results.push(answer(incoming, verdict));
      continue;
    }
    const before = there ? ((await selectDanger(trx, enterpriseId, row.id)) ?? null) : null;
    const whole: DangerColumns = {
      ...columns,
      id: row.id,
      origin: a.origin,
      source_updated_at: new Date(row.updatedAt),
      reported_by: a.origin,
      received_at: before?.received_at ?? now,
      // Acceptance wants somebody who rectified; a sender gives a name, not an account.
      rectified_by: row.state === '0' ? null : `${a.origin}:${row.liablePerson}`,
      accepted_by: row.state === '9' ? `${a.origin}:${row.acceptedBy}` : null,
      rectified_at:
        row.state === '0'
          ? null
          : (before?.rectified_at ?? (row.acceptedAt ? new Date(row.acceptedAt) : new Date(row.updatedAt))),
    };
    await saveDanger(trx, chain, {
      actor,
      at: now,
      today,
      action: row.deleted ? 'withdraw' : 'import',
      before,
      columns: whole,
      reference,
    });
    results.push(answer(incoming, row.deleted ? 'deleted' : there ? 'updated' : 'created'));
  }
  return results;
}

/** Fields of the standard that our danger has no column for; kept as they came. */
function unplaced(row: CanonicalDanger): Row {
  const all = {
    hazardCode: row.hazardCode,
    hazardCategory: row.category,
    occurrenceLink: row.occurrenceLink,
    enforcementId: row.enforcementId,
    photos: row.photos.length > 0 ? row.photos : null,
    acceptPhotos: row.acceptPhotos.length > 0 ? row.acceptPhotos : null,
  };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== null));
}
