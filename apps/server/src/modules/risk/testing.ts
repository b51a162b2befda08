import { newId } from '../../platform/clock/clock.ts';
import { dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import type { TestApp } from '../../testing/test-app.ts';

/** An organisation for tests: company → workshop → team, a post on each. */
export type TestOrg = {
  readonly units: Record<'company' | 'workshop' | 'team', string>;
  readonly posts: Record<'head' | 'workshop' | 'team' | 'worker', string>;
};

/** Write the organisation straight into its tables: it is the ground of a risk test, not its subject. */
export async function makeOrg(t: TestApp, dims: EnterpriseDims): Promise<TestOrg> {
  const units = { company: newId(), workshop: newId(), team: newId() };
  const posts = { head: newId(), workshop: newId(), team: newId(), worker: newId() };
  await asSystem(t.db, async (trx) => {
    const d = dimColumns(dims);
    const unit = (id: string, kind: string, parent: string | null, path: string) =>
      trx
        .insertInto('org_unit')
        .values({ ...d, id, kind, name: kind, parent_id: parent, path })
        .execute();
    await unit(units.company, 'company', null, `/${units.company}/`);
    await unit(units.workshop, 'workshop', units.company, `/${units.company}/${units.workshop}/`);
    await unit(units.team, 'team', units.workshop, `/${units.company}/${units.workshop}/${units.team}/`);
    const post = (id: string, name: string, org_unit_id: string) =>
      trx
        .insertInto('post')
        .values({ ...d, id, name, org_unit_id, duty: `${name}职责`, emergency: '立即停机，报告班长' })
        .execute();
    await post(posts.head, '安全总监', units.company);
    await post(posts.workshop, '车间主任', units.workshop);
    await post(posts.team, '班长', units.team);
    await post(posts.worker, '打磨工', units.team);
  });
  return { units, posts };
}

/** A worksheet row of each kind with the least it needs. */
export const SHEETS = {
  JHA: { worksheet: 'JHA', activity: '打磨作业', step: '开机', hazard: '粉尘积聚' },
  SCL: { worksheet: 'SCL', object: '除尘器', item: '泄爆片', standard: '完好无破损' },
  HAZOP: {
    worksheet: 'HAZOP',
    node: '反应釜',
    intent: '恒温反应',
    parameter: 'temperature',
    guideWord: 'more',
    deviation: '温度过高',
    causes: '冷却水中断',
    consequence: '超压',
  },
} as const;
