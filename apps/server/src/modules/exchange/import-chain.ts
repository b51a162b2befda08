import { createHash } from 'node:crypto';
import type { ExchangeBatch, ExchangeRowResult } from '@yufang/contract';
import {
  type CanonicalRow,
  CHAIN_ENTITIES,
  type ChainEntity,
  type ChainFile,
  readChainFile,
  readNational,
} from '@yufang/exchange';
import { newId } from '../../platform/clock/clock.ts';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Chain, LogActor } from '../change/record.ts';
import { regradeUnits } from '../risk/grading.ts';
import { begin, dayOf, finish, type Work } from '../risk/work.ts';
import { type Applying, applyChainRows } from './apply-chain.ts';
import { applyDangers, applyRecords } from './apply-work.ts';
import { dropHeld, hold, releasable } from './held.ts';
import { answer, type Incoming, parentOf } from './outcome.ts';
import { existing, TABLE_OF } from './rows.ts';
import { applyStops } from './stops.ts';

/** The dress this door reads; the others come through the same canonical rows later. */
const VARIANT = 'national';
/** Beyond this a file is a job for several files: one import is one transaction and one lock of the enterprise's chain. */
export const MAX_ROWS = 100_000;

/** Who imports for which enterprise, in whose transaction; the chain is locked. */
export type ImportCall = {
  readonly trx: Trx;
  readonly chain: Chain;
  readonly actor: LogActor;
  readonly now: Date;
  readonly creditCode: string;
};

/**
 * Import a chain file for one enterprise. Every row gets an answer; good rows are written whatever the others are; rows whose parent has not come wait
 * and are released by a later import; sending the same again writes nothing.
 *
 * @throws 422 `exchange.nothing` no row was recognised, `exchange.too_many_rows`, `exchange.foreign_enterprise` the file names another enterprise
 */
export async function importChainFile(call: ImportCall, json: unknown): Promise<ExchangeBatch> {
  const file = readChainFile(json);
  refuseWhole(file, call.creditCode);
  const work = begin(call);
  const applying: Applying = { work, origin: `exchange:${VARIANT}`, touchedUnits: new Set() };
  const { good, results } = readRows(file, call);
  let released = 0;
  let rows = newestOnly(good, results);
  // What waited may be somebody's parent in turn: each round releases what the one before brought.
  for (let round = 0; round < CHAIN_ENTITIES.length && rows.length > 0; round += 1) {
    const done = await applyAll(applying, rows);
    results.push(...done);
    rows = await releasable(call.trx, call.chain.dims.enterpriseId);
    released += rows.length;
  }
  await regradeUnits(work, [...applying.touchedUnits], dayOf(work));
  const counts = countBy(results);
  await finish(work, { topic: 'exchange.import', summary: { variant: VARIANT, counts, released } });
  const batch = { batchId: newId(), variant: VARIANT, receivedAt: call.now.toISOString(), counts, released, results };
  await keepBatch(call, batch, json);
  return batch;
}

function refuseWhole(file: ChainFile, creditCode: string): void {
  if (file.creditCode !== null && file.creditCode !== creditCode) {
    throw refuse(422, { code: 'exchange.foreign_enterprise', field: 'tyshxydm', params: { given: file.creditCode } });
  }
  if (file.rows.length === 0 && file.unknown.length === 0) throw refuse(422, { code: 'exchange.nothing' });
  if (file.rows.length > MAX_ROWS) {
    throw refuse(422, { code: 'exchange.too_many_rows', params: { rows: file.rows.length, most: MAX_ROWS } });
  }
}

function readRows(file: ChainFile, call: ImportCall): { good: Incoming[]; results: ExchangeRowResult[] } {
  const good: Incoming[] = [];
  const results: ExchangeRowResult[] = file.unknown.map((u) =>
    refusedRow(u.at, 'unknown', null, [{ field: '', code: u.code }]),
  );
  for (const { entity, raw, at } of file.rows) {
    const read = readNational(entity, raw, { now: call.now });
    if (!read.ok) results.push(refusedRow(at, entity, read.id, read.issues));
    else if (read.row.creditCode !== null && read.row.creditCode !== call.creditCode) {
      results.push(refusedRow(at, entity, read.row.id, [{ field: 'tyshxydm', code: 'exchange.foreign_enterprise' }]));
    } else good.push({ at, row: read.row, extra: read.extra, warnings: [...read.warnings], released: false });
  }
  return { good, results };
}

const refusedRow = (
  at: string,
  entity: string,
  id: string | null,
  issues: readonly ExchangeRowResult['issues'][number][],
): ExchangeRowResult => ({
  at,
  entity,
  id,
  outcome: 'refused',
  issues: issues.map((i) => ({ ...i })),
  warnings: [],
});

/** Of several versions of one row in a file the newest counts; the others are answered as stale. */
function newestOnly(rows: readonly Incoming[], results: ExchangeRowResult[]): Incoming[] {
  const newest = new Map<string, Incoming>();
  for (const incoming of rows) {
    const key = `${incoming.row.entity}/${incoming.row.id}`;
    const other = newest.get(key);
    if (other && other.row.updatedAt > incoming.row.updatedAt) results.push(answer(incoming, 'stale'));
    else {
      if (other) results.push(answer(other, 'stale'));
      newest.set(key, incoming);
    }
  }
  return [...newest.values()];
}

/** Table by table, parents first; rows without their parent are held. */
async function applyAll(a: Applying, rows: readonly Incoming[]): Promise<ExchangeRowResult[]> {
  const results: ExchangeRowResult[] = [];
  const byEntity = Map.groupBy(rows, (r) => r.row.entity);
  for (const entity of CHAIN_ENTITIES) {
    const own = byEntity.get(entity) ?? [];
    if (own.length === 0) continue;
    const { ready, waiting } = await split(a.work, own);
    await hold(a.work, VARIANT, waiting);
    results.push(
      ...waiting.map(({ incoming, parent }) =>
        answer(incoming, 'held', [
          { field: parent.field, code: 'exchange.waits_for_parent', params: { entity: parent.entity, id: parent.id } },
        ]),
      ),
    );
    results.push(...(await applyOne(a, entity, ready)));
    await dropHeld(
      a.work,
      entity,
      ready.map((r) => r.row.id),
    );
  }
  return results;
}

type Waiting = { readonly incoming: Incoming; readonly parent: { entity: ChainEntity; id: string; field: string } };

async function split(work: Work, rows: readonly Incoming[]): Promise<{ ready: Incoming[]; waiting: Waiting[] }> {
  const ready: Incoming[] = [];
  const waiting: Waiting[] = [];
  const parents = rows.map((r) => parentOf(r.row));
  const entity = parents.find((p) => p !== null)?.entity;
  const there = entity
    ? await existing(
        work.trx,
        work.chain.dims.enterpriseId,
        TABLE_OF[entity],
        parents.flatMap((p) => p?.id ?? []),
      )
    : new Map<string, unknown>();
  for (const [i, incoming] of rows.entries()) {
    const parent = parents[i] ?? null;
    if (parent === null || there.has(parent.id)) ready.push(incoming);
    else waiting.push({ incoming, parent });
  }
  return { ready, waiting };
}

async function applyOne(a: Applying, entity: ChainEntity, rows: readonly Incoming[]): Promise<ExchangeRowResult[]> {
  if (entity === 'checkRecord') {
    // Items must stand in the log before the records that hang on them.
    await finish(a.work);
    a.work.entries.length = 0;
    return await applyRecords(a, rows as Incoming<Extract<CanonicalRow, { entity: 'checkRecord' }>>[]);
  }
  if (entity === 'hiddenDanger')
    return await applyDangers(a, rows as Incoming<Extract<CanonicalRow, { entity: 'hiddenDanger' }>>[]);
  const results = await applyChainRows(a, rows as Incoming<Extract<CanonicalRow, { entity: 'riskUnit' }>>[]);
  if (entity === 'unitStop') await applyStops(a);
  return results;
}

const countBy = (results: readonly ExchangeRowResult[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const r of results) counts[r.outcome] = (counts[r.outcome] ?? 0) + 1;
  return counts;
};

async function keepBatch(call: ImportCall, batch: ExchangeBatch, json: unknown): Promise<void> {
  await call.trx
    .insertInto('exchange_batch')
    .values({
      ...dimColumns(call.chain.dims),
      id: batch.batchId,
      variant: batch.variant,
      received_at: call.now,
      received_by: call.actor.accountId,
      sha256: createHash('sha256').update(JSON.stringify(json)).digest('hex'),
      counts: JSON.stringify({ ...batch.counts, released: batch.released }),
      results: JSON.stringify(batch.results),
    })
    .execute();
}
