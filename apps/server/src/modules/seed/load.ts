import { makeEnterprise } from '@yufang/seeds/load/enterprise';
import type { makePlan } from '@yufang/seeds/load/plan';
import { type EnterpriseBundle, type Row, TABLES } from '@yufang/seeds/load/rows';
import pg from 'pg';
import { asSystem, type Database } from '../../platform/db/database.ts';
import { type DangerReference, readDangerReference } from '../danger/rules.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { enterBulkMode } from './bulk-mode.ts';
import { copyRows } from './copy.ts';
import { dueDanger } from './due-dangers.ts';
import { linkSteps } from './link.ts';
import { insertParks } from './places.ts';

export type SeedPlan = ReturnType<typeof makePlan>;
/** How far a load is. */
export type Progress = { readonly enterprises: number; readonly of: number; readonly rows: number };
export type Loaded = {
  readonly enterprises: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly counters: number;
};

/** Enterprises handed to COPY at a time: large enough to be quick, small enough to be collected while young. */
const BATCH = 80;
const ALL_TABLES = [...TABLES, 'change', 'change_head'];

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
  const reference = await asSystem(where.db, async (trx) => {
    const some = await trx.selectFrom('enterprise').select('enterprise_id').limit(1).executeTakeFirst();
    if (some) throw new NotEmpty('The platform has enterprises already; a province is seeded into an empty one.');
    return await readDangerReference(trx, plan.today);
  });
  const client = new pg.Client({ connectionString: where.ownerUrl });
  await client.connect();
  const counted: Record<string, number> = {};
  try {
    await client.query('set synchronous_commit = off');
    await insertParks(client, plan.parks);
    await client.query('select yf_task_partitions($1::date - 60, $1::date + 90)', [plan.today]);
    await client.query("begin; set local maintenance_work_mem = '512MB'");
    const leave = await enterBulkMode(client, { dropIndexes: true, tables: ALL_TABLES, checked: options.checked });
    const total = plan.size.enterprises;
    for (let at = 0; at < total; at += BATCH) {
      const last = Math.min(at + BATCH, total);
      const bundles: EnterpriseBundle[] = [];
      for (let i = at; i < last; i += 1) bundles.push(makeEnterprise(plan, i));
      await writeBundles(client, bundles, { plan, reference, counted });
      tell({ enterprises: last, of: total, rows: Object.values(counted).reduce((a, b) => a + b, 0) });
    }
    await leave();
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
  const { counters } = await rebuild(where.ownerUrl, true);
  return { enterprises: plan.size.enterprises, rows: counted, counters };
}

async function writeBundles(
  client: pg.Client,
  bundles: readonly EnterpriseBundle[],
  what: { plan: SeedPlan; reference: DangerReference; counted: Record<string, number> },
): Promise<void> {
  const { plan, reference, counted } = what;
  const put = async (table: string, rows: readonly Row[]) => {
    counted[table] = (counted[table] ?? 0) + (await copyRows(client, table, rows));
  };
  for (const table of TABLES) {
    // `flatMap` of half a million rows at once would build the list twice.
    const rows: Row[] = [];
    for (const b of bundles) {
      for (const row of b.rows[table])
        rows.push(table === 'hidden_danger' ? dueDanger(row, plan.today, reference) : row);
    }
    await put(table, rows);
  }
  const changes: Row[] = [];
  const heads: Row[] = [];
  for (const bundle of bundles) {
    const linked = linkSteps(bundle, plan.size.detailedLog);
    for (const change of linked.changes) changes.push(change);
    heads.push(linked.head);
  }
  await put('change', changes);
  await copyRows(client, 'change_head', heads);
}
