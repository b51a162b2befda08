import { CALENDAR_KIND } from '@yufang/domain';
import pg from 'pg';
import { asSystem, type Database } from '../../platform/db/database.ts';
import { readDangerReference } from '../danger/rules.ts';
import { readEditions } from '../reference/read.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { type Recipe, SEEDED, type SeedPlan } from './batch.ts';
import { batches } from './batches.ts';
import { enterBulkMode, type IndexProgress, renewEmpty } from './bulk-mode.ts';
import { copyIn } from './copy.ts';
import { insertParks } from './places.ts';

export type { SeedPlan } from './batch.ts';
/** How far a load is: first the rows, then what stands on them. */
export type Progress =
  | { readonly step: 'rows'; readonly enterprises: number; readonly of: number; readonly rows: number }
  | ({ readonly step: 'indexes' } & IndexProgress)
  | { readonly step: 'commit' | 'statistics' }
  | { readonly step: 'counters'; readonly of: string };
export type Loaded = {
  readonly enterprises: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly counters: number;
};

/** Thrown when a province is to be written where there are enterprises already. */
export class NotEmpty extends Error {}

/**
 * Write an invented province into an empty platform: every enterprise of the plan with its history and its hash-chained change log, then the counters
 * by a rebuild. Deterministic for a plan. One transaction, so that a load that is killed leaves nothing half-filled and no index missing.
 *
 * @param where.ownerUrl the owner's connection: COPY is not for scoped roles
 * @param options.checked keep foreign keys checked while loading (tests): slower
 * @throws {NotEmpty} if the platform has enterprises
 */
export async function loadProvince(
  where: { readonly db: Database; readonly ownerUrl: string },
  plan: SeedPlan,
  tell: (p: Progress) => void,
  options: { readonly checked?: boolean } = {},
): Promise<Loaded> {
  const recipe = await asSystem(where.db, async (trx) => {
    const some = await trx.selectFrom('enterprise').select('enterprise_id').limit(1).executeTakeFirst();
    if (some) throw new NotEmpty('The platform has enterprises already; a province is seeded into an empty one.');
    const { calendar: _, ...reference } = await readDangerReference(trx, plan.today);
    return { plan, reference, calendar: await readEditions(trx, CALENDAR_KIND) };
  });
  const client = new pg.Client({ connectionString: where.ownerUrl });
  await client.connect();
  let counted: Record<string, number>;
  try {
    await client.query('set synchronous_commit = off');
    await insertParks(client, plan.parks);
    await client.query('select yf_task_partitions($1::date - 60, $1::date + 90)', [plan.today]);
    await client.query("begin; set local maintenance_work_mem = '768MB'");
    const leave = await enterBulkMode(client, { dropIndexes: true, tables: SEEDED, checked: options.checked });
    counted = await fill(client, recipe, tell);
    await leave((p) => tell({ step: 'indexes', ...p }));
    tell({ step: 'commit' });
    await client.query('commit');
    tell({ step: 'statistics' });
    await client.query('analyze');
  } finally {
    await client.end();
  }
  const { counters } = await rebuild(where.ownerUrl, true, (of) => tell({ step: 'counters', of }));
  return { enterprises: plan.size.enterprises, rows: counted, counters };
}

async function fill(client: pg.Client, recipe: Recipe, tell: (p: Progress) => void): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  const renewed = await renewEmpty(client, SEEDED);
  let rows = 0;
  for await (const { to, tables } of batches(recipe)) {
    for (const part of tables) {
      // Of a partitioned table the partitions are made new, but PostgreSQL freezes only where it is told the very table.
      const frozen = renewed.has(part.table) && part.table !== 'inspection_task';
      const n = await copyIn(client, part, frozen);
      counted[part.table] = (counted[part.table] ?? 0) + n;
      rows += n;
    }
    tell({ step: 'rows', enterprises: to, of: recipe.plan.size.enterprises, rows });
  }
  return counted;
}
