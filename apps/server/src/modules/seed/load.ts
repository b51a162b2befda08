import { makeEnterprise, type Plan } from '@yufang/seeds/load/enterprise';
import { type EnterpriseBundle, type Row, TABLES } from '@yufang/seeds/load/rows';
import pg from 'pg';
import { GENESIS, linkHash } from '../change/hash.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { enterBulkMode } from './bulk-mode.ts';
import { copyRows } from './copy.ts';

/** How far a load is. */
export type Progress = { readonly enterprises: number; readonly of: number; readonly rows: number };
export type Loaded = {
  readonly enterprises: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly counters: number;
};

/** Enterprises handed to COPY at a time: large enough to be quick, small enough for memory (about 60 MB at province size). */
const BATCH = 400;
const ALL_TABLES = [...TABLES, 'change', 'change_head'];

/**
 * Write an invented province into an empty platform: every enterprise of the plan with its history and its hash-chained change log, then the counters
 * by a rebuild. Deterministic for a plan. One connection, one batch of enterprises a transaction.
 *
 * @param ownerUrl the owner's connection: COPY is not for scoped roles
 */
export async function loadProvince(ownerUrl: string, plan: Plan, tell: (p: Progress) => void): Promise<Loaded> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const counted: Record<string, number> = {};
  try {
    await client.query('set synchronous_commit = off');
    const large = plan.size.name === 'province';
    const leave = await enterBulkMode(client, { dropIndexes: large, tables: ALL_TABLES });
    const total = plan.size.enterprises;
    for (let at = 0; at < total; at += BATCH) {
      const bundles: EnterpriseBundle[] = [];
      for (let i = at; i < Math.min(at + BATCH, total); i += 1) bundles.push(makeEnterprise(plan, i));
      await client.query('begin');
      await writeBundles(client, bundles, counted);
      await client.query('commit');
      tell({
        enterprises: Math.min(at + BATCH, total),
        of: total,
        rows: Object.values(counted).reduce((a, b) => a + b, 0),
      });
    }
    await leave();
    await client.query('analyze');
  } finally {
    await client.end();
  }
  const { counters } = await rebuild(ownerUrl, true);
  return { enterprises: plan.size.enterprises, rows: counted, counters };
}

async function writeBundles(
  client: pg.Client,
  bundles: readonly EnterpriseBundle[],
  counted: Record<string, number>,
): Promise<void> {
  const add = (table: string, n: number) => {
    counted[table] = (counted[table] ?? 0) + n;
  };
  for (const table of TABLES) {
    // `flatMap` of half a million rows at once would build the list twice.
    const rows: Row[] = [];
    for (const b of bundles) for (const row of b.rows[table]) rows.push(row);
    add(table, await copyRows(client, table, rows));
  }
  const changes: Row[] = [];
  const heads: Row[] = [];
  for (const bundle of bundles) chainOf(bundle, changes, heads);
  add('change', await copyRows(client, 'change', changes));
  await copyRows(client, 'change_head', heads);
}

/** Link an enterprise's steps in the order of their time, as `record` does for live commands. */
function chainOf(bundle: EnterpriseBundle, changes: Row[], heads: Row[]): void {
  let hash: Buffer = GENESIS;
  const base = { enterprise_id: bundle.enterpriseId, ...bundle.dims };
  const steps = bundle.changes.toSorted((a, b) => a.atMs - b.atMs);
  for (const [i, step] of steps.entries()) {
    const prev = hash;
    const at = Math.floor(step.atMs);
    hash = linkHash(prev, {
      enterpriseId: bundle.enterpriseId,
      seq: i + 1,
      at,
      actorId: step.actorId,
      actorRole: step.actorRole,
      device: null,
      entity: step.entity,
      entityId: step.entityId,
      action: step.action,
      before: step.before,
      after: step.after,
    });
    changes.push({
      ...base,
      seq: i + 1,
      at: new Date(at).toISOString(),
      actor_id: step.actorId,
      actor_name: step.actorName,
      actor_role: step.actorRole,
      entity: step.entity,
      entity_id: step.entityId,
      action: step.action,
      before: step.before === null ? null : { json: step.before },
      after: { json: step.after },
      prev_hash: `\\x${prev.toString('hex')}`,
      hash: `\\x${hash.toString('hex')}`,
    });
  }
  heads.push({ ...base, last_seq: steps.length, last_hash: `\\x${hash.toString('hex')}` });
}
