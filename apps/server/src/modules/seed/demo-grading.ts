import type { ParkGradingAnswer } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { localPlaneOf } from '@yufang/qra/contour/geojson';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import { Writes } from '../change/rows.ts';
import { proposeUnits } from '../major-hazard/proposals.ts';
import { addUnit } from '../major-hazard/units.ts';
import { buildInput } from '../park/build-input.ts';
import { type ParkPlace, readPark } from '../park/reach.ts';
import { beginGrading, moveGrading, saveGrading } from '../park-grading/commands.ts';
import { tableOf } from '../park-grading/queries.ts';
import { acting, actorOf } from './act.ts';

/** Shares of an item's highest score that the invented officer gave, in the order of the table. */
const GIVEN = [1, 0.8, 1, 0.75, 0.6];

/**
 * The demo's chemical works identified by GB 18218 from the vessels it entered for the park, and the park graded by the table that ships: an invented
 * officer's scores, judged by the county. Both through the doors that people use; the figures follow from what is stored.
 */
export async function fillDemoGradings(where: { readonly db: Database; readonly now: Date }): Promise<void> {
  const { db } = where;
  const [officer, county, safety] = await Promise.all(['yuanqu', 'xian', 'anquan'].map((name) => actorOf(db, name)));
  if (!officer || !county || !safety || officer.scope.kind !== 'park' || safety.scope.kind !== 'enterprise') return;
  const { parkId } = officer.scope;
  const park = await asSystem(db, (trx) => readPark(trx, parkId));
  const works = await readDims(db, safety.scope.enterpriseId);
  if (!park || !works) return;
  await identified(where, { park, works, safety });
  await graded(where, { park, officer, county });
}

/** A name that says it is invented, once. */
const called = (name: string): string => (name.includes('虚构') ? name : `${name}（虚构）`);

/** The works' units as its vessels propose them; people within 500 m are those of the park's population cells at night. */
async function identified(
  { db, now }: { readonly db: Database; readonly now: Date },
  of: { readonly park: ParkPlace; readonly works: EnterpriseDims; readonly safety: Actor },
): Promise<void> {
  const { park, works, safety } = of;
  const people = await asSystem(db, (trx) => peopleNear(trx, park, works.enterpriseId));
  await acting(db, safety, works, async (trx, chain) => {
    const writes = new Writes({ trx, chain, actor: safety, now });
    for (const unit of await proposeUnits(trx, works.enterpriseId)) {
      const items = unit.items.filter((i) => i.named).map(({ substance, quantityT }) => ({ substance, quantityT }));
      if (items.length === 0) continue;
      await addUnit(writes, {
        name: called(unit.plant ?? (unit.kind === 'storage' ? '储罐区' : '装置区')),
        kind: unit.kind,
        peopleWithin500M: people,
        items,
        note: '由园区清单的充装量换算，500 m 内人口取园区人口网格的夜间人数；数据均为虚构',
        source: 'vessels',
      });
    }
    await writes.finish();
  });
}

/** Residents (night) of the park's cells within 500 m of any of the enterprise's vessels. */
async function peopleNear(trx: Trx, park: ParkPlace, enterpriseId: string): Promise<number> {
  const input = await buildInput(trx, park);
  const plane = localPlaneOf(input.origin.lonDeg, input.origin.latDeg);
  const metres = (p: (typeof input.population)[number] | (typeof input.vessels)[number]) =>
    'xM' in p ? ([p.xM, p.yM] as const) : plane.toMetres(p.lonDeg, p.latDeg);
  const own = input.vessels.filter((v) => v.enterpriseId === enterpriseId).map(metres);
  const near = input.population.filter((p) => {
    const [x, y] = metres(p);
    return own.some(([a, b]) => Math.hypot(a - x, b - y) <= 500);
  });
  return Math.round(near.reduce((sum, p) => sum + p.night, 0));
}

/** A grading of the year: scored, handed over, approved. */
async function graded(
  { db, now }: { readonly db: Database; readonly now: Date },
  of: { readonly park: ParkPlace; readonly officer: Actor; readonly county: Actor },
): Promise<void> {
  const { park, officer, county } = of;
  await asSystem(db, async (trx) => {
    const act = { trx, actor: officer, now, park };
    const title = `${shanghaiDay(now.toISOString()).slice(0, 4)} 年度安全风险评级（虚构）`;
    const begun = await beginGrading(act, { title, basedOn: null });
    const { payload } = await tableOf(trx, begun.edition);
    const answers = payload.items.map(
      (item, i): ParkGradingAnswer => ({
        item: item.code,
        score: Math.round(item.max * (GIVEN[i % GIVEN.length] ?? 1)),
        applicable: true,
        note: '演示：由园区人员现场核对后评分（虚构）',
        files: [],
      }),
    );
    const scored = await saveGrading(act, begun.id, { version: begun.version, answers, vetoes: [] });
    const handed = await moveGrading(act, begun.id, { command: 'submit', version: scored.version });
    await moveGrading({ ...act, actor: county }, begun.id, { command: 'approve', version: handed.version });
  });
}
