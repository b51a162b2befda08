import { createHash } from 'node:crypto';
import type { RiskImportView } from '@yufang/contract';
import { z } from 'zod';
import { newId } from '../../../platform/clock/clock.ts';
import { type Actor, dimColumns, type EnterpriseDims } from '../../../platform/db/actor.ts';
import { asActor, type Database, type Trx } from '../../../platform/db/database.ts';
import { Refused, refuse } from '../../../platform/errors/refused.ts';
import { openChain } from '../../change/record.ts';
import { readReference } from '../../reference/read.ts';
import { followChanges } from '../follow.ts';
import { readTables } from '../grading.ts';
import { begin, finish } from '../work.ts';
import { planRows, writePlan } from './apply.ts';
import { checkRow, GoodRow, type Known, missingColumn, type Problem } from './check.ts';
import { COLUMNS } from './columns.ts';
import { parseWorkbook } from './parse.ts';

type Report = RiskImportView['report'];
/** Problems kept in a report; more than anyone mends in one go. */
const KEPT = 1000;

/** What rows of this enterprise are checked against. */
async function readKnown(trx: Trx, enterpriseId: string, day: string): Promise<Known> {
  const ids = async (table: 'post' | 'org_unit') => {
    const rows = await trx
      .selectFrom(table)
      .select(['id', 'name'])
      .where('enterprise_id', '=', enterpriseId)
      .where('state', '=', 'active')
      .execute();
    const by = Map.groupBy(rows, (r) => r.name.trim());
    return new Map([...by].map(([name, list]) => [name, list.map((r) => r.id)]));
  };
  const types = await readReference(trx, 'accident_types', day);
  return {
    posts: await ids('post'),
    orgUnits: await ids('org_unit'),
    accidentTypes: new Set(types.items.flatMap((i) => [i.label, i.labelEn, i.code])),
    grading: (await readTables(trx, day)).reference,
    tiers: await readReference(trx, 'control_tiers', day),
  };
}

/** Read, check and keep an uploaded register. Nothing of the chain is written. */
export async function checkUpload(
  db: Database,
  who: { actor: Actor; dims: EnterpriseDims; now: Date; day: string },
  file: { name: string; bytes: Buffer },
): Promise<RiskImportView> {
  const sheet = await parseWorkbook(file.bytes);
  const missing = missingColumn(sheet.head);
  if (missing)
    throw refuse(422, { code: 'excel.column_missing', field: 'file', params: { column: COLUMNS[missing].zh } });
  return await asActor(db, who.actor, async (trx) => {
    const { enterpriseId } = who.dims;
    const known = await readKnown(trx, enterpriseId, who.day);
    const good: GoodRow[] = [];
    const problems: Problem[] = [];
    for (const row of sheet.rows) {
      const checked = checkRow(row, known);
      if (checked.good) good.push(checked.good);
      problems.push(...checked.problems);
    }
    const plan = await planRows(trx, good, { enterpriseId, day: who.day, author: who.actor.accountId });
    const kept = good.filter((r) => plan.outcomes.has(r.row));
    const report = reportOf(plan.outcomes, { rows: sheet.rows.length, problems: [...problems, ...plan.problems] });
    const row = await trx
      .insertInto('risk_import')
      .values({
        id: newId(),
        ...dimColumns(who.dims),
        file_name: file.name,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
        state: 'checked',
        rows: JSON.stringify(kept),
        report: JSON.stringify(report),
        created_by: who.actor.accountId,
        created_at: who.now,
        updated_at: who.now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return view(row);
  });
}

function reportOf(outcomes: ReadonlyMap<number, string>, of: { rows: number; problems: readonly Problem[] }): Report {
  const count = (what: string) => [...outcomes.values()].filter((o) => o === what).length;
  return {
    rows: of.rows,
    good: outcomes.size,
    bad: of.rows - outcomes.size,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    problems: of.problems.toSorted((a, b) => a.row - b.row).slice(0, KEPT),
    problemsTotal: of.problems.length,
    failure: null,
  };
}

type Stored = Awaited<ReturnType<typeof load>>;
const load = async (trx: Trx, key: { enterpriseId: string; id: string }) => {
  const row = await trx
    .selectFrom('risk_import')
    .selectAll()
    .where('enterprise_id', '=', key.enterpriseId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'risk_import' } });
  return row;
};

const view = (row: Stored): RiskImportView => ({
  id: row.id,
  fileName: row.file_name,
  state: row.state as RiskImportView['state'],
  progress: row.progress,
  report: row.report as Report,
  createdAt: row.created_at.toISOString(),
});

/** One upload as it stands. */
export const seeImport = async (trx: Trx, key: { enterpriseId: string; id: string }) => view(await load(trx, key));

/** How long an answer waits for the writing to end before it says "applying" and lets the client look again. */
const WAIT_MS = 2500;
/** A writing that nobody has heard of for so long died with its process: its transaction rolled back, it may begin again. */
const DEAD_MS = 5 * 60_000;

/**
 * Write a checked register in one transaction, in the background.
 * @throws 409 `import.has_bad_rows` (mode all), `import.already_applied`, `import.running`
 */
export async function applyUpload(
  db: Database,
  who: { actor: Actor; dims: EnterpriseDims; now: Date; day: string },
  what: { id: string; mode: 'all' | 'good' },
): Promise<RiskImportView> {
  const key = { enterpriseId: who.dims.enterpriseId, id: what.id };
  const stored = await asActor(db, who.actor, async (trx) => {
    await trx
      .selectFrom('risk_import')
      .select('id')
      .where('enterprise_id', '=', key.enterpriseId)
      .where('id', '=', key.id)
      .forUpdate()
      .execute();
    const row = await load(trx, key);
    const report = row.report as Report;
    if (row.state === 'applied') throw refuse(409, { code: 'import.already_applied' });
    if (row.state === 'applying' && who.now.getTime() - row.updated_at.getTime() < DEAD_MS)
      throw refuse(409, { code: 'import.running' });
    if (what.mode === 'all' && report.bad > 0)
      throw refuse(409, { code: 'import.has_bad_rows', params: { bad: report.bad } });
    await mark(trx, key, { state: 'applying', progress: 0, updated_at: who.now });
    return row;
  });
  const writing = write(db, who, { key, rows: z.array(GoodRow).parse(stored.rows), mode: what.mode }).catch(
    async (error: unknown) => {
      const code = error instanceof Refused ? error.refusal.code : 'server.failed';
      const report: Report = { ...(stored.report as Report), failure: code };
      await asActor(db, who.actor, (trx) =>
        mark(trx, key, { state: 'failed', report: JSON.stringify(report), updated_at: who.now }),
      );
      if (!(error instanceof Refused)) console.error('risk import failed', error);
    },
  );
  await Promise.race([writing, new Promise((done) => setTimeout(done, WAIT_MS))]);
  return await asActor(db, who.actor, (trx) => seeImport(trx, key));
}

const mark = (
  trx: Trx,
  key: { enterpriseId: string; id: string },
  patch: { state?: string; progress?: number; report?: string; updated_at?: Date },
) =>
  trx
    .updateTable('risk_import')
    .set(patch)
    .where('enterprise_id', '=', key.enterpriseId)
    .where('id', '=', key.id)
    .execute();

async function write(
  db: Database,
  who: { actor: Actor; dims: EnterpriseDims; now: Date; day: string },
  what: { key: { enterpriseId: string; id: string }; rows: readonly GoodRow[]; mode: 'all' | 'good' },
): Promise<void> {
  await asActor(db, who.actor, async (trx) => {
    const work = begin({ trx, chain: await openChain(trx, who.dims), actor: who.actor, now: who.now });
    const plan = await planRows(trx, what.rows, {
      enterpriseId: who.dims.enterpriseId,
      day: who.day,
      author: who.actor.accountId,
    });
    // Others may have worked meanwhile: what has become impossible is said, not forced.
    if (plan.problems.length > 0 && what.mode === 'all') throw refuse(409, { code: 'import.changed_since' });
    await writePlan(work, plan, async (progress) => {
      await asActor(db, who.actor, (own) => mark(own, what.key, { progress }));
    });
    const written = work.entries.length;
    await followChanges(work);
    await finish(work, { topic: 'risk.import', summary: { importId: what.key.id, rows: plan.outcomes.size, written } });
    const before = (await load(trx, what.key)).report as Report;
    const fresh = reportOf(plan.outcomes, { rows: before.rows, problems: [...before.problems, ...plan.problems] });
    const report = { ...fresh, problemsTotal: before.problemsTotal + plan.problems.length };
    await mark(trx, what.key, {
      state: 'applied',
      progress: plan.outcomes.size,
      report: JSON.stringify(report),
      updated_at: who.now,
    });
  });
}
