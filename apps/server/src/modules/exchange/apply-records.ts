import type { ExchangeRowResult } from '@yufang/contract';
import { type CanonicalRecord, shanghaiDayOf } from '@yufang/exchange';
import type { Row } from '../change/record.ts';
import type { RecordDraft } from '../inspection/record-rows.ts';
import { writeRecords } from '../inspection/records.ts';
import { finish } from '../risk/work.ts';
import type { Applying, Ground } from './apply-chain.ts';
import { resultOf } from './mapping.ts';
import { answer, extraColumn, type Incoming, known, planOf } from './outcome.ts';
import { type Counted, moveTasks, type TaskAt, tasksAt } from './record-tasks.ts';
import { changeAll, type Stored } from './rows.ts';
import { type Saying, writeSaid } from './said.ts';

type Records = readonly Incoming<CanonicalRecord>[];

/** Records: new ones by the very path that phones use, known ones by their update time; a task follows what its record has come to say. */
export async function applyRecords(a: Applying, rows: Records, ground: Ground): Promise<ExchangeRowResult[]> {
  if (rows.length === 0) return [];
  const { trx, chain, actor, now } = a.work;
  const results: ExchangeRowResult[] = [];
  const sayings: Saying[] = [];
  const fresh: Incoming<CanonicalRecord>[] = [];
  const changes: { before: Stored; columns: Row }[] = [];
  for (const incoming of rows) {
    const { row } = incoming;
    const there = ground.stored.get(row.id);
    const said = ground.said.get(row.id);
    const verdict = known(there, said, incoming);
    if (verdict !== 'stale') sayings.push(saying(incoming, columnsOf(row, ground)));
    if (verdict !== null) {
      results.push(answer(incoming, verdict));
      continue;
    }
    if (!there) {
      if (row.deleted) results.push(answer(incoming, 'unchanged'));
      else fresh.push(incoming);
      continue;
    }
    const plan = planOf(there, said, incoming, columnsOf(row, ground));
    if (plan.verdict === 'apply') {
      changes.push({ before: there, columns: { ...plan.columns, source_updated_at: new Date(row.updatedAt) } });
      results.push(answer(incoming, row.deleted && there.state === 'active' ? 'deleted' : 'updated'));
    } else results.push(answer(incoming, 'unchanged'));
  }
  const after = await changeAll(a.work, 'inspection_record', changes);
  await moveTasks(
    a.work,
    changes.map((c, i) => ({ before: c.before as unknown as Counted, after: after[i] as unknown as Counted })),
  );
  // What was written so far must stand in the log before the next: the tasks carry their numbers.
  await finish(a.work);
  const tasks = await tasksAt(
    a.work,
    fresh.map(({ row }) => ({ id: row.id, item: row.taskId, at: row.checkedAt })),
  );
  const drafts = fresh.map((i) => draftOf(a, i, i.row.status === '2' ? undefined : tasks.get(i.row.id)));
  const outcomes = await writeRecords(trx, chain, drafts, { actor, now });
  for (const [i, incoming] of fresh.entries()) {
    const outcome = outcomes[i];
    if (outcome?.status === 'refused') {
      results.push(answer(incoming, 'refused', [{ field: outcome.refusal.field ?? 'id', code: outcome.refusal.code }]));
    } else results.push(answer(incoming, outcome?.status === 'unchanged' ? 'unchanged' : 'created'));
  }
  const refused = new Set(results.flatMap((r) => (r.outcome === 'refused' ? [r.id] : [])));
  await writeSaid(
    a.work,
    a.variant,
    sayings.filter((s) => !refused.has(s.id)),
  );
  return results;
}

const saying = (incoming: Incoming, columns: Row): Saying => ({
  entity: 'checkRecord',
  id: incoming.row.id,
  columns,
  hash: incoming.hash,
  at: new Date(incoming.row.updatedAt),
});

const columnsOf = (row: CanonicalRecord, ground: Ground): Row => ({
  item_id: row.taskId,
  unit_id: String(ground.parents.get(row.taskId)?.unit_id ?? ''),
  result: resultOf(row),
  claimed_at: new Date(row.checkedAt),
  day: shanghaiDayOf(row.checkedAt),
  person_name: row.person,
  device_id: row.device,
  state: row.deleted ? 'withdrawn' : 'active',
});

function draftOf(a: Applying, incoming: Incoming<CanonicalRecord>, task: TaskAt | undefined): RecordDraft {
  const { row } = incoming;
  return {
    id: row.id,
    itemId: row.taskId,
    taskId: task?.id ?? null,
    windowStart: task?.window_start ?? null,
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
    sourceExtra: extraColumn(incoming),
    fingerprint: incoming.hash.slice(0, 32),
  };
}
