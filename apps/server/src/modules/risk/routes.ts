import {
  bulkRisks,
  copyRiskUnit,
  countRiskWork,
  createMeasure,
  createRiskChange,
  createRiskEvent,
  createRiskObject,
  createRiskUnit,
  getRiskEvent,
  getRiskObject,
  getRiskReference,
  getRiskUnit,
  gradeRiskPreview,
  listDutyPosts,
  listRiskChanges,
  listRisks,
  listRiskTree,
  listRiskWork,
  remedyRiskWork,
  reviewRiskEvent,
  setMeasureDuties,
  updateMeasure,
  updateRiskEvent,
  updateRiskObject,
  updateRiskUnit,
  WORKLISTS,
  type Worklist,
  withdrawRiskChange,
} from '@yufang/contract';
import { gradeRisk } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { sql } from 'kysely';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { orRefuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { readEdition } from '../reference/read.ts';
import { applyBulk } from './bulk.ts';
import { addEvent, addObject, addUnit, changeEvent, changeObject, changeUnit, copyUnit } from './chain.ts';
import { noteChange, selectChanges, withdrawChange } from './changes.ts';
import { followChanges } from './follow.ts';
import { readTables, showArithmetic } from './grading.ts';
import { measureRoutes } from './measure-routes.ts';
import { addMeasure, changeMeasure, setDuties } from './measures.ts';
import { selectDutyPosts } from './posts.ts';
import { selectRisks } from './register.ts';
import { remedy } from './remedy.ts';
import { reviewEvent } from './review.ts';
import { selectTree } from './tree.ts';
import { eventView, measureView, objectView, unitView } from './views.ts';
import { begin, finish, type Work } from './work.ts';
import { countWork, selectWork } from './worklists.ts';

type Of = { trx: Trx; actor: Actor; now: Date; enterprise: { enterpriseId: string; scale: string } };
const keyOf = (c: Of, id: string) => ({ enterpriseId: c.enterprise.enterpriseId, id });
const dayOf = (now: Date) => shanghaiDay(now.toISOString());
const seeEvent = (c: Of, id: string) =>
  eventView(c.trx, keyOf(c, id), { actor: c.actor, day: dayOf(c.now), scale: c.enterprise.scale });
/** Record what the command wrote; screens above are told of the row that matters. */
const done = async (work: Work, entity: string, row: { id: string; name?: string; live_grade?: string | null }) => {
  await followChanges(work);
  const action = work.entries.findLast((e) => e.entityId === row.id)?.action ?? 'update';
  const summary = { entityId: row.id, name: row.name ?? null, grade: row.live_grade ?? null };
  return await finish(work, { topic: `${entity}.${action}`, summary });
};

/** The kinds of reference data that a worksheet editor works with. */
const KINDS = [
  'risk_method.LEC',
  'risk_method.LS',
  'risk_method.MES',
  'risk_direct_red',
  'control_tiers',
  'review_period',
  'accident_types',
  'hazop_guide_words',
  'inspection_cycle',
] as const;

/** The chain object → unit → event → measure: its register, its worksheets, its review, what is left to do. */
export function riskRoutes(kernel: Kernel): void {
  kernel.on(getRiskReference, async ({ trx, now }) => {
    const found = await Promise.all(KINDS.map((k) => readEdition(trx, k, dayOf(now))));
    const editions = found.map(({ kind, edition, title, titleEn, standard, status, certainty, payload }) => [
      kind,
      { edition, title, titleEn, standard, status, certainty, payload: { ...payload } },
    ]);
    return { editions: Object.fromEntries(editions) };
  });
  kernel.on(gradeRiskPreview, async ({ trx, now, body }) => {
    const tables = await readTables(trx, dayOf(now));
    return showArithmetic(
      orRefuse(gradeRisk(body.method, body.scores, tables.reference)),
      tables.editions[body.method],
    );
  });
  kernel.on(listRisks, ({ trx, actor, now, query }) => {
    const { after, limit, ...filter } = query;
    const ownEnterprise = actor.scope.kind === 'enterprise' ? actor.scope.enterpriseId : null;
    return selectRisks(trx, { filter, page: { after, limit }, day: dayOf(now), ownEnterprise });
  });
  kernel.onEnterprise(listRiskTree, ({ trx, enterprise, query }) => selectTree(trx, enterprise.enterpriseId, query));
  measureRoutes(kernel);
  chainRoutes(kernel);
  workRoutes(kernel);
}

function chainRoutes(kernel: Kernel): void {
  kernel.onEnterprise(getRiskObject, (c) => objectView(c.trx, keyOf(c, c.params.id)));
  kernel.onCommand(createRiskObject, async (c) => {
    const work = begin(c);
    const row = await addObject(work, c.body);
    await done(work, 'risk_object', row);
    return objectView(c.trx, keyOf(c, row.id));
  });
  kernel.onCommand(updateRiskObject, async (c) => {
    const work = begin(c);
    await done(work, 'risk_object', await changeObject(work, c.params.id, c.body));
    return objectView(c.trx, keyOf(c, c.params.id));
  });

  kernel.onEnterprise(getRiskUnit, (c) => unitView(c.trx, keyOf(c, c.params.id)));
  kernel.onCommand(createRiskUnit, async (c) => {
    const work = begin(c);
    const row = await addUnit(work, c.body);
    await done(work, 'risk_unit', row);
    return unitView(c.trx, keyOf(c, row.id));
  });
  kernel.onCommand(updateRiskUnit, async (c) => {
    const work = begin(c);
    await done(work, 'risk_unit', await changeUnit(work, c.params.id, c.body));
    return unitView(c.trx, keyOf(c, c.params.id));
  });
  kernel.onCommand(copyRiskUnit, async (c) => {
    const work = begin(c);
    const row = await copyUnit(work, c.params.id, c.body);
    await done(work, 'risk_unit', row);
    return unitView(c.trx, keyOf(c, row.id));
  });

  kernel.onEnterprise(getRiskEvent, (c) => seeEvent(c, c.params.id));
  kernel.onCommand(createRiskEvent, async (c) => {
    const work = begin(c);
    const row = await addEvent(work, c.body);
    await done(work, 'risk_event', row);
    return seeEvent(c, row.id);
  });
  kernel.onCommand(updateRiskEvent, async (c) => {
    const work = begin(c);
    const current = await seeEvent(c, c.params.id);
    await done(work, 'risk_event', await changeEvent(work, c.params.id, { body: c.body, current }));
    return seeEvent(c, c.params.id);
  });
  kernel.onCommand(reviewRiskEvent, async (c) => {
    const work = begin(c);
    const current = await seeEvent(c, c.params.id);
    await done(work, 'risk_event', await reviewEvent(work, c.params.id, { ...c.body, actor: c.actor, current }));
    return seeEvent(c, c.params.id);
  });

  kernel.onCommand(createMeasure, async (c) => {
    const work = begin(c);
    const row = await addMeasure(work, c.body);
    await done(work, 'control_measure', { id: row.id, name: row.description });
    return measureView(c.trx, keyOf(c, row.id));
  });
  kernel.onCommand(updateMeasure, async (c) => {
    const work = begin(c);
    const row = await changeMeasure(work, c.params.id, c.body);
    await done(work, 'control_measure', { id: row.id, name: row.description });
    return measureView(c.trx, keyOf(c, row.id));
  });
  kernel.onCommand(setMeasureDuties, async (c) => {
    const work = begin(c);
    const row = await setDuties(work, c.params.id, c.body);
    await done(work, 'control_measure', { id: row.id, name: row.description });
    return measureView(c.trx, keyOf(c, row.id));
  });
  kernel.onCommand(bulkRisks, async (c) => {
    const work = begin(c);
    await sql`savepoint bulk`.execute(c.trx);
    const outcome = await applyBulk(work, c.body.changes, c.actor);
    if (c.body.mode === 'all' && outcome.results.some((r) => r.result === 'refused')) {
      await sql`rollback to savepoint bulk`.execute(c.trx);
      const results = outcome.results.map((r) =>
        r.result === 'done' ? { ...r, result: 'unchanged' as const, version: null } : r,
      );
      return { written: false, results, inverse: [] };
    }
    const n = work.entries.length;
    await finish(work, { topic: 'risk.bulk', summary: { count: n } });
    return { written: n > 0, ...outcome };
  });
}

function workRoutes(kernel: Kernel): void {
  kernel.onEnterprise(countRiskWork, async ({ trx, enterprise, now }) => {
    const at = { enterpriseId: enterprise.enterpriseId, day: dayOf(now) };
    const counts: Partial<Record<Worklist, number>> = {};
    for (const list of WORKLISTS) counts[list] = await countWork(trx, list, at);
    const { rows } = await sql<{ review: string; grade: string; n: number }>`
      select review_state as review, coalesce(live_grade, 'none') as grade, count(*) as n from risk_event
      where enterprise_id = ${at.enterpriseId}::uuid and state = 'active' group by 1, 2`.execute(trx);
    const sum = (key: 'review' | 'grade', all: readonly string[]) =>
      Object.fromEntries(all.map((k) => [k, rows.filter((r) => r[key] === k).reduce((n, r) => n + Number(r.n), 0)]));
    return {
      counts: counts as Record<Worklist, number>,
      review: sum('review', ['draft', 'submitted', 'reviewed', 'approved', 'returned']),
      grades: sum('grade', ['red', 'orange', 'yellow', 'blue', 'none']) as Record<
        'red' | 'orange' | 'yellow' | 'blue' | 'none',
        number
      >,
    };
  });
  kernel.onEnterprise(listRiskWork, ({ trx, enterprise, now, params, query }) =>
    selectWork(trx, params.list, { enterpriseId: enterprise.enterpriseId, day: dayOf(now), ...query }),
  );
  kernel.onCommand(remedyRiskWork, async (c) => {
    const work = begin(c);
    const outcome = await remedy(work, c.params.list, { rows: c.body.rows, actor: c.actor });
    await followChanges(work);
    const versions = new Map(work.entries.map((e) => [e.entityId, Number(e.after.version)]));
    await finish(work, { topic: 'risk.remedy', summary: { list: c.params.list, count: c.body.rows.length } });
    return { ...outcome, inverse: outcome.inverse.map((i) => ({ ...i, version: versions.get(i.id) ?? i.version })) };
  });
  kernel.onEnterprise(listDutyPosts, ({ trx, enterprise, now }) =>
    selectDutyPosts(trx, enterprise.enterpriseId, dayOf(now)),
  );
  kernel.onEnterprise(listRiskChanges, ({ trx, enterprise, query }) =>
    selectChanges(trx, enterprise.enterpriseId, query),
  );
  kernel.onCommand(createRiskChange, async (c) => {
    const work = begin(c);
    const view = await noteChange(work, c.body);
    await done(work, 'risk_change', view);
    return view;
  });
  kernel.onCommand(withdrawRiskChange, async (c) => {
    const work = begin(c);
    const view = await withdrawChange(work, c.params.id, c.body.version);
    await done(work, 'risk_change', view);
    return view;
  });
}
