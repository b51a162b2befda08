import type { ExchangeRowResult } from '@yufang/contract';
import type { CanonicalRow, ChainEntity } from '@yufang/exchange';
import { codeOf } from '../../platform/db/database.ts';
import type { LogActor } from '../change/record.ts';
import { followChanges } from '../risk/follow.ts';
import { regradeUnits } from '../risk/grading.ts';
import { begin, dayOf, finish } from '../risk/work.ts';
import { type Applying, applyChainRows, type Ground } from './apply-chain.ts';
import { applyDangers } from './apply-dangers.ts';
import { applyRecords } from './apply-records.ts';
import { dropHeld, HISTORY, hold, type Waiting } from './held.ts';
import type { Piece } from './import-chain.ts';
import { answer, type Incoming, parentOf } from './outcome.ts';
import { existing, TABLE_OF } from './rows.ts';
import { readSaid } from './said.ts';
import { applyStops } from './stops.ts';

/** Errors of the database that are a value's fault (SQLSTATE classes 22 and 23), not the server's. */
export const isDataFault = (error: unknown): boolean => /^2[23]/.test(codeOf(error));

/** Write rows of one table: those whose parent is here and in force; the others wait. @returns an answer for each */
export async function applyPiece(
  at: Piece & { readonly actor: LogActor },
  what: { readonly variant: string; readonly entity: ChainEntity; readonly rows: readonly Incoming[] },
): Promise<ExchangeRowResult[]> {
  const { variant, entity, rows } = what;
  const work = begin(at);
  const a: Applying = { work, variant, origin: `exchange:${variant}`, touchedUnits: new Set() };
  const ground = await groundOf(a, entity, rows);
  const foreign = rows.filter((r) => isMadeHere(ground, r));
  const { ready, waiting } = split(
    rows.filter((r) => !foreign.includes(r)),
    ground,
  );
  await hold(work, variant, waiting);
  const results = waiting.map(({ incoming, parent, code }) =>
    answer(incoming, 'held', [{ field: parent.field, code, params: { entity: parent.entity, id: parent.id } }]),
  );
  results.push(...foreign.map((r) => answer(r, 'refused', [{ field: 'id', code: 'exchange.made_here' }])));
  results.push(...(await applyOne(a, { entity, rows: ready, ground })));
  const ids = ready.map((r) => r.row.id);
  await dropHeld(work, entity, ids);
  await regradeUnits(work, [...a.touchedUnits], dayOf(work));
  await followChanges(work);
  await finish(work, { topic: 'exchange.import', summary: { variant, entity, counts: countBy(results) } });
  return results;
}

async function groundOf(a: Applying, entity: ChainEntity, rows: readonly Incoming[]): Promise<Ground> {
  const { trx, chain } = a.work;
  const { enterpriseId } = chain.dims;
  const ids = rows.map((r) => r.row.id);
  const parents = rows.flatMap((r) => parentOf(r.row) ?? []);
  const above = parents[0]?.entity;
  return {
    stored: await existing(trx, enterpriseId, TABLE_OF[entity], ids),
    said: await readSaid(trx, enterpriseId, entity, ids),
    parents: above
      ? await existing(
          trx,
          enterpriseId,
          TABLE_OF[above],
          parents.map((p) => p.id),
        )
      : new Map(),
  };
}

/** What people made here (a phone's record, a danger somebody reported, an approved risk) is not another system's to rewrite. */
const isMadeHere = (ground: Ground, { row }: Incoming): boolean => {
  const there = ground.stored.get(row.id);
  return there !== undefined && !String(there.origin).startsWith('exchange:');
};

function split(rows: readonly Incoming[], ground: Ground): { ready: Incoming[]; waiting: Waiting[] } {
  const ready: Incoming[] = [];
  const waiting: Waiting[] = [];
  for (const incoming of rows) {
    const { row } = incoming;
    const parent = parentOf(row);
    const above = parent ? ground.parents.get(parent.id) : undefined;
    // A row that is here already may stay below a withdrawn one; a new one, or one that is to come back, would be in force under nothing.
    const comes =
      !row.deleted && (!ground.stored.has(row.id) || ground.said.get(row.id)?.columns?.state === 'withdrawn');
    if (parent === null || (above && (above.state === 'active' || !comes || HISTORY.includes(row.entity))))
      ready.push(incoming);
    else waiting.push({ incoming, parent, code: above ? 'exchange.parent_withdrawn' : 'exchange.waits_for_parent' });
  }
  return { ready, waiting };
}

type Of<E extends ChainEntity> = Incoming<Extract<CanonicalRow, { entity: E }>>[];

async function applyOne(
  a: Applying,
  what: { entity: ChainEntity; rows: readonly Incoming[]; ground: Ground },
): Promise<ExchangeRowResult[]> {
  const { entity, rows, ground } = what;
  // All rows of a piece are of its table; the type cannot say so.
  if (entity === 'checkRecord') return await applyRecords(a, rows as Of<'checkRecord'>, ground);
  if (entity === 'hiddenDanger') return await applyDangers(a, rows as Of<'hiddenDanger'>, ground);
  const results = await applyChainRows(a, rows as Of<'riskUnit'>, ground);
  if (entity === 'unitStop') await applyStops(a, ground.stored.values());
  return results;
}

const countBy = (results: readonly ExchangeRowResult[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const r of results) counts[r.outcome] = (counts[r.outcome] ?? 0) + 1;
  return counts;
};
