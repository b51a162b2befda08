import { OPEN_DANGER_STATUSES, type RiskGrade, worstGrade } from '@yufang/domain';
import { makePlan } from '@yufang/seeds/load/plan';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { verifyChainOf } from '../audit/verify.ts';
import { sweepDangers } from '../danger/sweep.ts';
import { generateTasks } from '../inspection/generate.ts';
import { readReference } from '../reference/read.ts';
import { regradeUnits } from '../risk/grading.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { computeUse } from '../use/compute.ts';
import { sweepEnterprises } from '../use/sweep.ts';
import { type Loaded, loadProvince, NotEmpty } from './load.ts';

const NOW = new Date('2026-11-23T02:30:00Z');
const plan = makePlan({ size: 'demo', now: NOW, enterprises: 60 });

let t: TestDatabase;
let loaded: Loaded;

beforeAll(async () => {
  t = await makeTestDatabase();
  // Foreign keys checked: what the quick load skips is held here.
  loaded = await loadProvince(t, plan, () => undefined, { checked: true });
});
afterAll(() => t.close());

const fingerprint = (database: TestDatabase) =>
  asSystem(database.db, async (trx) => {
    const { rows } = await sql<{ last: string }>`
      select md5(string_agg(encode(last_hash, 'hex'), ',' order by enterprise_id)) as last from change_head`.execute(
      trx,
    );
    return rows[0]?.last;
  });

describe('a generated province', () => {
  test('fills every table, dimensions included', () => {
    for (const [table, n] of Object.entries(loaded.rows)) expect([table, n > 0]).toEqual([table, true]);
    expect(loaded.rows.enterprise).toBe(60);
    expect(loaded.counters).toBeGreaterThan(1_000);
  });

  test('counters equal what the rows say', async () => {
    expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
  });

  test('every chain of the log verifies link by link', async () => {
    const heads = await asSystem(t.db, (trx) => trx.selectFrom('change_head').select('enterprise_id').execute());
    expect(heads).toHaveLength(60);
    for (const { enterprise_id } of heads) {
      const check = await asSystem(t.db, (trx) => verifyChainOf(trx, enterprise_id, NOW));
      expect(check).toMatchObject({ problem: null, intact: true });
    }
  });

  test('live grades are what the platform would make of them', async () => {
    await asSystem(t.db, async (trx) => {
      const units = await trx.selectFrom('risk_unit').selectAll().execute();
      const events = await trx.selectFrom('risk_event').selectAll().execute();
      const firm = await trx.selectFrom('enterprise').selectAll().execute();
      for (const e of firm) {
        const ids = units.filter((u) => u.enterprise_id === e.enterprise_id).map((u) => u.id);
        const work = {
          trx,
          now: NOW,
          chain: { dims: { enterpriseId: e.enterprise_id } },
          entries: [] as unknown[],
        };
        // Only what differs is written: nothing must be.
        await regradeUnits(work as never, ids, plan.today);
        expect(work.entries).toEqual([]);
      }
      for (const unit of units) {
        const own = events.filter((x) => x.unit_id === unit.id).map((x) => x.grade as RiskGrade);
        expect(unit.grade).toBe(worstGrade(own));
      }
      expect(await readReference(trx, 'risk_regrade', plan.today)).toBeTruthy();
    });
  });

  test('time has nothing left to do to its dangers and enterprises', async () => {
    expect(await sweepDangers(t.db, NOW)).toEqual({ dangers: 0, overdue: 0, climbed: 0 });
    expect(await sweepEnterprises(t.db, NOW)).toBe(0);
    const open = await asSystem(t.db, (trx) =>
      trx
        .selectFrom('hidden_danger')
        .select(['sweep_on', 'due_on', 'overdue', 'escalation_level'])
        .where('status', 'in', [...OPEN_DANGER_STATUSES])
        .execute(),
    );
    expect(open.every((d) => d.sweep_on !== null)).toBe(true);
    expect(open.some((d) => d.overdue && d.escalation_level > 0)).toBe(true);
  });

  test('generation goes on where the history ends: tomorrow, nothing twice', async () => {
    const made = await generateTasks(t.db, NOW);
    expect(made.tasks).toBeGreaterThan(50);
    const days = await asSystem(t.db, (trx) =>
      trx.selectFrom('inspection_task').select('day').where('seq', '>', 1).distinct().orderBy('day').execute(),
    );
    expect(days.map((d) => d.day)).toEqual(['2026-11-24', '2026-11-25']);
    expect(await computeUse(t.db, NOW)).toBe(60);
  });

  test('some firms inspect by the hour, the shift, the quarter, before holidays and with the seasons', async () => {
    const units = await asSystem(t.db, (trx) =>
      trx
        .selectFrom('inspection_item')
        .leftJoin('inspection_task', (j) =>
          j
            .onRef('inspection_task.enterprise_id', '=', 'inspection_item.enterprise_id')
            .onRef('inspection_task.item_id', '=', 'inspection_item.id'),
        )
        .select(['cycle_unit', 'occasion', (e) => e.fn.count<string>('inspection_task.id').as('tasks')])
        .where('cycle_unit', 'not in', ['day', 'week'])
        .groupBy(['cycle_unit', 'occasion'])
        .orderBy('cycle_unit')
        .orderBy('occasion')
        .execute(),
    );
    expect(units.map((u) => [u.cycle_unit, u.occasion, Number(u.tasks) > 0])).toEqual([
      ['hour', null, true],
      ['quarter', null, true],
      ['shift', null, true],
      ['special', 'holiday', false],
      ['special', 'season', false],
    ]);
  });

  test('is refused where enterprises are', async () => {
    await expect(loadProvince(t, plan, () => undefined)).rejects.toBeInstanceOf(NotEmpty);
  });

  test('comes out the same again, with the quick load too', async () => {
    const other = await makeTestDatabase();
    try {
      const again = await loadProvince(other, makePlan({ size: 'demo', now: NOW, enterprises: 60 }), () => undefined);
      expect(again.rows).toEqual(loaded.rows);
      const third = await makeTestDatabase();
      try {
        await loadProvince(third, plan, () => undefined, { checked: true });
        expect(await fingerprint(third)).toBe(await fingerprint(other));
      } finally {
        await third.close();
      }
    } finally {
      await other.close();
    }
  });
});
