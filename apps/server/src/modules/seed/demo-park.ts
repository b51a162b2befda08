import { readFileSync } from 'node:fs';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { type ParkInput, readParkInput } from '@yufang/qra';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import { needAssessment } from '../park/assessment-view.ts';
import { makeAssessment, moveAssessment } from '../park/assessments.ts';
import { buildInput } from '../park/build-input.ts';
import { importFile } from '../park/file-import.ts';
import { type ParkPlace, readPark } from '../park/reach.ts';
import { RunQueue } from '../park/run-queue.ts';
import { queueRun } from '../park/run-rows.ts';
import { addVessel, moveVessel } from '../park/vessels.ts';
import { actOnItem } from '../park/work-act.ts';
import { makeWorkList } from '../park/work-make.ts';
import { begin, finish } from '../risk/work.ts';
import { acting, actorOf } from './act.ts';

const EXAMPLE = new URL('../../../../../seeds/demo/park/example-park.json', import.meta.url);
const WORK_ITEMS = 30;

type Stage = { readonly db: Database; readonly now: Date; readonly park: ParkPlace; readonly officer: Actor };

/**
 * Fill the demo's chemical park: the example's invented vessels laid on the park's place and given to its enterprises, an assessment computed by the engine
 * here and now, judged by the county, and a work list. Everything through the doors that people use; all of it is marked invented.
 */
export async function fillDemoPark(where: { readonly db: Database; readonly now: Date }): Promise<void> {
  const { db, now } = where;
  const [officer, county, safety] = await Promise.all(['yuanqu', 'xian', 'anquan'].map((name) => actorOf(db, name)));
  if (!officer || !county || !safety || officer.scope.kind !== 'park' || safety.scope.kind !== 'enterprise') return;
  const { parkId } = officer.scope;
  const works = await readDims(db, safety.scope.enterpriseId);
  const park = await asSystem(db, (trx) => readPark(trx, parkId));
  if (!park || !works) return;
  const stage: Stage = { db, now, park, officer };
  const input = await asSystem(db, (trx) => exampleIn(trx, park, works));
  await importFile(db, { actor: officer, now, park, mode: 'good' }, input);
  const assessmentId = await computed(stage);
  for (const [actor, command] of [
    [officer, 'submit'],
    [county, 'freeze'],
  ] as const)
    await asSystem(db, async (trx) => {
      const { version } = await needAssessment(trx, parkId, assessmentId);
      await moveAssessment({ trx, park, actor, now }, assessmentId, { command, version });
    });
  await makeWorkList(db, { park, actor: officer, now }, { assessmentId, top: WORK_ITEMS });
  await waiting(stage, { works, safety, at: input.origin });
}

/** The example's park at this one's place, its vessels with the enterprises that are here: the chemical works first, then others of like trade. */
async function exampleIn(trx: Trx, park: ParkPlace, works: EnterpriseDims): Promise<ParkInput> {
  const read = readParkInput(JSON.parse(readFileSync(EXAMPLE, 'utf8')));
  if (!read.ok) throw new Error(`the example park: ${read.code} ${read.field ?? ''}`);
  const example = read.value;
  const there = await trx
    .selectFrom('enterprise')
    .select(['enterprise_id', 'name', 'industry', 'scale'])
    .where('park_id', '=', park.parkId)
    .where('status', '=', 'active')
    .execute();
  const likeness = (e: { enterprise_id: string; industry: string; scale: string }): number =>
    e.enterprise_id === works.enterpriseId
      ? 0
      : e.scale !== 'micro' && ['25', '26', '28', '45', '51'].includes(e.industry)
        ? 1
        : 2;
  const order = there.toSorted((a, b) => likeness(a) - likeness(b) || (a.enterprise_id < b.enterprise_id ? -1 : 1));
  // A builder or a corner shop with tanks of chlorine would be odd; only where the park has next to no chemistry does it have to be one.
  const alike = order.filter((e) => likeness(e) < 2);
  const firms = alike.length >= 3 ? alike : order;
  const names = [...new Set(example.vessels.map((v) => v.enterpriseId))];
  const firmOf = new Map(names.map((id, i) => [id, firms[i % Math.max(1, firms.length)]?.enterprise_id ?? id]));
  return {
    ...example,
    origin: {
      lonDeg: park.lon ?? example.origin.lonDeg,
      latDeg: park.lat ?? example.origin.latDeg,
      referenceSystem: 'CGCS2000',
    },
    vessels: example.vessels.map((v) => ({ ...v, enterpriseId: firmOf.get(v.enterpriseId) ?? v.enterpriseId })),
    targets: [
      ...example.targets.map((t) => ({ ...t, name: `${t.name ?? t.id}（虚构）` })),
      // So near that it breaks its limit: what the park's own list is for.
      { id: 'T6', name: '园区南侧居民点（虚构）', targetClass: 'class-1', xM: 600, yM: -780 },
    ],
    // A first start has seconds, not minutes.
    domino: { histories: 50_000, seed: 1 },
    measures: { vessels: 4 },
  };
}

/** An assessment of the inventory with its result. */
async function computed({ db, now, park, officer }: Stage): Promise<string> {
  const act = (trx: Trx) => ({ trx, park, actor: officer, now });
  const id = await asSystem(db, async (trx) => {
    const title = `${shanghaiDay(now.toISOString()).slice(0, 4)} 年度园区整体性安全风险评估（虚构）`;
    const input = await buildInput(trx, park);
    const row = await makeAssessment(act(trx), { title, input, source: 'inventory', basedOn: null, invented: true });
    await queueRun(act(trx), { assessmentId: row.id, inputHash: row.input_hash, projectCheckId: null });
    return row.id;
  });
  const clock: Clock = { now: () => now };
  let failure: unknown = null;
  const queue = new RunQueue(db, clock, (error) => {
    failure = error;
  });
  queue.wake();
  await queue.idle();
  await queue.stop();
  if (failure !== null) throw failure;
  return id;
}

/** What waits for somebody: a vessel that was handed in, one that is still a draft, a work item with an owner. */
async function waiting(
  { db, now }: Stage,
  of: { readonly works: EnterpriseDims; readonly safety: Actor; readonly at: ParkInput['origin'] },
): Promise<void> {
  const { works, safety, at } = of;
  await acting(db, safety, works, async (trx, chain) => {
    const work = begin({ trx, chain, actor: safety, now });
    const vessel = (tag: string, name: string, eastDeg: number) => ({
      tag,
      name,
      plant: '扩建罐区（虚构）',
      kind: 'atmospheric' as const,
      frequencyKind: null,
      substance: '甲醇',
      volumeM3: 500,
      fillFraction: 0.8,
      pressurePa: 101_325,
      temperatureK: 293.15,
      lon: at.lonDeg + eastDeg,
      lat: at.latDeg - 0.001,
      crs: 'CGCS2000' as const,
      bundAreaM2: 400,
      barriers: {},
      note: '虚构',
    });
    const handed = await addVessel(work, vessel('V-901', '甲醇储罐A（虚构）', 0.0008), 'demo');
    await moveVessel(work, handed.id, { command: 'submit', byPark: false });
    await addVessel(work, vessel('V-902', '甲醇储罐B（虚构）', 0.0011), 'demo');
    const first = await trx
      .selectFrom('park_work_item')
      .select(['id', 'version'])
      .where('enterprise_id', '=', works.enterpriseId)
      .orderBy('rank')
      .limit(1)
      .executeTakeFirst();
    if (first) {
      const deadline = shanghaiDay(new Date(now.getTime() + 30 * 86_400_000).toISOString());
      const body = { version: first.version, command: 'assign', owner: '设备科（虚构）', deadline } as const;
      await actOnItem(work, first.id, { body, side: 'enterprise' });
    }
    await finish(work);
  });
}
