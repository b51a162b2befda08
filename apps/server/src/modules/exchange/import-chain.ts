import { createHash, type Hash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ExchangeBatch, ExchangeRowResult } from '@yufang/contract';
import { CHAIN_ENTITIES, type ChainEntity, type ChainFile, readChainFile, readNational } from '@yufang/exchange';
import { newId } from '../../platform/clock/clock.ts';
import type { Cipher } from '../../platform/crypto/index.ts';
import type { Trx } from '../../platform/db/database.ts';
import { Refused, refuse } from '../../platform/errors/refused.ts';
import type { Chain, LogActor } from '../change/record.ts';
import { beginBatch, endBatch, type Kept, keepResults, rawText } from './batches.ts';
import { releasable } from './held.ts';
import { answer, type Incoming } from './outcome.ts';
import { applyPiece, isDataFault } from './piece.ts';
import { hashOf } from './said.ts';
import { sealer, sealFields } from './seal.ts';

/** The dress this door reads; the others come through the same canonical rows later. */
export const VARIANT = 'national';
/** Beyond this a file is a job for several files. */
export const MAX_ROWS = 100_000;
/** Rows read, and rows written, before others get their turn. Dangers are written one by one. */
const READ_AT_ONCE = 250;
const WRITE_AT_ONCE = { checkRecord: 250, hiddenDanger: 50, other: 250 } as const;

/** Where one piece of an import is written: the enterprise's chain is locked. */
export type Piece = { readonly trx: Trx; readonly chain: Chain; readonly now: Date };

/** Who imports for which enterprise. */
export type ImportCall = {
  /** Runs one piece of the import. */
  readonly piece: <T>(work: (at: Piece) => Promise<T>) => Promise<T>;
  /** Whether each piece is a transaction of its own: then others may write between them, and one that fails is tried in halves. */
  readonly separate: boolean;
  readonly actor: LogActor;
  readonly now: Date;
  readonly creditCode: string;
  readonly cipher: Cipher;
  readonly batchId?: string | undefined;
};

/** An import under way. */
type Run = {
  readonly call: ImportCall;
  readonly batchId: string;
  readonly results: ExchangeRowResult[];
  counts: Readonly<Record<string, number>>;
  total: number;
  released: number;
  readonly digest: Hash;
};

/**
 * Import a chain file for one enterprise, piece by piece, parents first. Every row gets an answer; good rows are written whatever the others are; rows whose
 * parent has not come wait and are released by a later import; sending the same again writes nothing. Each piece keeps its results and the batch's progress.
 *
 * @throws 422 `exchange.nothing` no row was recognised, `exchange.too_many_rows`, `exchange.foreign_enterprise` the file names another enterprise;
 *   409 `exchange.batch_exists`
 */
export async function importChainFile(call: ImportCall, json: unknown): Promise<ExchangeBatch> {
  const file = readChainFile(json);
  refuseWhole(file, call.creditCode);
  const run: Run = {
    call,
    batchId: call.batchId ?? newId(),
    results: [],
    counts: {},
    total: file.rows.length + file.unknown.length,
    released: 0,
    digest: createHash('sha256'),
  };
  const head = { id: run.batchId, variant: VARIANT, total: run.total, at: call.now, by: call.actor.accountId };
  await call.piece(({ trx, chain }) => beginBatch(trx, chain.dims, head));
  try {
    const good = await readRows(run, file);
    for (const entity of CHAIN_ENTITIES) await writeRows(run, entity, good.get(entity) ?? []);
    await release(run);
    await end(run, null);
  } catch (error) {
    if (call.separate) await end(run, error instanceof Refused ? error.refusal.code : 'server.failed');
    throw error;
  }
  const { batchId, results, released, total } = run;
  const receivedAt = call.now.toISOString();
  return {
    batchId,
    variant: VARIANT,
    receivedAt,
    state: 'done',
    failure: null,
    total,
    done: results.length,
    counts: run.counts,
    released,
    shortenedAt: null,
    results,
  };
}

const end = (run: Run, failure: string | null): Promise<void> =>
  run.call.piece(({ trx, chain, now }) =>
    endBatch(trx, chain.dims.enterpriseId, {
      batchId: run.batchId,
      at: now,
      sha256: run.digest.copy().digest('hex'),
      counts: { ...run.counts, released: run.released },
      failure,
    }),
  );

function refuseWhole(file: ChainFile, creditCode: string): void {
  if (file.creditCode !== null && file.creditCode !== creditCode) {
    throw refuse(422, { code: 'exchange.foreign_enterprise', field: 'tyshxydm', params: { given: file.creditCode } });
  }
  const rows = file.rows.length + file.unknown.length;
  if (rows === 0) throw refuse(422, { code: 'exchange.nothing' });
  if (rows > MAX_ROWS) throw refuse(422, { code: 'exchange.too_many_rows', params: { rows, most: MAX_ROWS } });
}

/** Read all rows, some at a time; the refused and the outdated are answered at once. @returns the rest by table */
async function readRows(run: Run, file: ChainFile): Promise<Map<ChainEntity, Incoming[]>> {
  const { cipher, creditCode, now } = run.call;
  const seal = sealer(cipher);
  await answerAll(
    run,
    file.unknown.map((u) => ({
      result: refusedRow(u.at, 'unknown', null, [{ field: '', code: u.code }]),
      rawSealed: null,
    })),
  );
  const newest = new Map<string, Incoming>();
  for (const some of slices(file.rows, READ_AT_ONCE)) {
    const kept: Kept[] = [];
    for (const { entity, raw, at } of some) {
      const read = readNational(entity, raw, { now });
      const foreign = read.ok && read.row.creditCode !== null && read.row.creditCode !== creditCode;
      if (!read.ok || foreign) {
        const issues = read.ok ? [{ field: 'tyshxydm', code: 'exchange.foreign_enterprise' }] : read.issues;
        const id = read.ok ? read.row.id : read.id;
        const text = rawText(raw);
        run.digest.update(text ?? at);
        const rawSealed = text === null ? null : cipher.encrypt(text, 'phone');
        kept.push({ result: refusedRow(at, entity, id, issues), rawSealed });
        continue;
      }
      run.digest.update(JSON.stringify(raw));
      const extra = sealFields(read.extra, seal);
      const { row } = read;
      const hash = hashOf(row, extra);
      const incoming = { at, row, raw, extra, hash, warnings: [...read.warnings], released: false };
      // Of several versions of one row in a file the newest counts, the last of the same time.
      const key = `${entity}/${row.id}`;
      const other = newest.get(key);
      const late = other !== undefined && other.row.updatedAt > row.updatedAt;
      const old = late ? incoming : other;
      if (old) kept.push({ result: answer(old, 'stale'), rawSealed: null });
      if (!late) newest.set(key, incoming);
    }
    await answerAll(run, kept);
    await breathe();
  }
  return Map.groupBy(newest.values(), (r) => r.row.entity);
}

const refusedRow = (
  at: string,
  entity: string,
  id: string | null,
  issues: readonly ExchangeRowResult['issues'][number][],
): ExchangeRowResult => ({ at, entity, id, outcome: 'refused', issues: issues.map((i) => ({ ...i })), warnings: [] });

/** Answer rows that are not written. */
async function answerAll(run: Run, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  await run.call.piece((at) => keep(run, at, kept));
  take(run, kept);
}

/** Put a piece's results beside it. Nothing of the run is touched before the piece has committed. */
const keep = (run: Run, { trx, chain, now }: Piece, kept: readonly Kept[]): Promise<void> =>
  keepResults(trx, chain.dims, {
    batchId: run.batchId,
    from: run.results.length,
    kept,
    counts: { ...countsWith(run, kept), released: run.released },
    done: run.results.length + kept.length,
    total: run.total,
    at: now,
  });

const countsWith = (run: Run, kept: readonly Kept[]): Record<string, number> => {
  const counts: Record<string, number> = { ...run.counts };
  for (const { result } of kept) counts[result.outcome] = (counts[result.outcome] ?? 0) + 1;
  return counts;
};

function take(run: Run, kept: readonly Kept[]): void {
  run.counts = countsWith(run, kept);
  run.results.push(...kept.map((k) => k.result));
}

/** Write the rows of one table piece by piece. A piece that the database will not take is tried in halves, down to the row that is at fault. */
async function writeRows(run: Run, entity: ChainEntity, rows: readonly Incoming[]): Promise<void> {
  const most = entity === 'checkRecord' || entity === 'hiddenDanger' ? WRITE_AT_ONCE[entity] : WRITE_AT_ONCE.other;
  for (const some of slices(rows, most)) {
    await writePiece(run, entity, some);
    await breathe();
  }
}

async function writePiece(run: Run, entity: ChainEntity, rows: readonly Incoming[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  try {
    const kept = await run.call.piece(async (at) => {
      // The piece may be tried again after a deadlock: what it adds to a row must not be there twice.
      const fresh = rows.map((r) => ({ ...r, warnings: [...r.warnings] }));
      const results = await applyPiece({ ...at, actor: run.call.actor }, { variant: VARIANT, entity, rows: fresh });
      const sent = new Map(rows.map((r) => [r.at, r]));
      const done = results.map((result) => keptOf(run, result, sent.get(result.at)));
      await keep(run, at, done);
      return done;
    });
    take(run, kept);
  } catch (error) {
    if (!run.call.separate || !isDataFault(error)) throw error;
    if (rows.length > 1) {
      const half = Math.ceil(rows.length / 2);
      await writePiece(run, entity, rows.slice(0, half));
      await writePiece(run, entity, rows.slice(half));
      return;
    }
    await answerAll(run, [keptOf(run, answer(first, 'refused', [{ field: '', code: 'exchange.not_kept' }]), first)]);
  }
}

/** A refused row is kept as it was sent, sealed, so that it can be corrected and sent again. */
function keptOf(run: Run, result: ExchangeRowResult, sent: Incoming | undefined): Kept {
  const text = result.outcome === 'refused' && sent?.raw ? rawText(sent.raw) : null;
  return { result, rawSealed: text === null ? null : run.call.cipher.encrypt(text, 'phone') };
}

/** Rows that can wait no longer than one import looks for. */
const RELEASE_AT_ONCE = 2000;

/** Let in what has waited for a row that is here by now, and what waited for that in turn. */
async function release(run: Run): Promise<void> {
  const seen = new Set<string>();
  for (;;) {
    const waiting = await run.call.piece(({ trx, chain }) => releasable(trx, chain.dims.enterpriseId, RELEASE_AT_ONCE));
    const fresh = waiting.filter((w) => !seen.has(`${w.row.entity}/${w.row.id}`));
    if (fresh.length === 0) return;
    for (const w of fresh) seen.add(`${w.row.entity}/${w.row.id}`);
    run.released += fresh.length;
    run.total += fresh.length;
    const byEntity = Map.groupBy(fresh, (r) => r.row.entity);
    for (const entity of CHAIN_ENTITIES) await writeRows(run, entity, byEntity.get(entity) ?? []);
  }
}

function* slices<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}
