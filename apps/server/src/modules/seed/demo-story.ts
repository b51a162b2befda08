import type { DangerCommand } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import { Writes } from '../change/rows.ts';
import { applyDangerCommand } from '../danger/command.ts';
import { reportDanger } from '../danger/report.ts';
import { addContractor } from '../org/contractors.ts';
import { register } from '../public/registration.ts';
import { takeReport } from '../public/reports.ts';
import { acting, actorOf, inventedPhoto } from './act.ts';
import { drawDemoPlan } from './demo-plan.ts';

type Cast = { worker: Actor; leader: Actor; officer: Actor; head: Actor; county: Actor };
type Stage = { db: Database; config: Config; now: Date; dims: EnterpriseDims; cast: Cast };

/**
 * What is going on at the demo's chemical works today, through the same doors as everything else: a danger at each stage of the loop, so that whoever
 * signs in finds something that waits for them.
 */
export async function tellDemoStory(where: { db: Database; config: Config; now: Date }): Promise<void> {
  const [worker, leader, officer, head, county] = await Promise.all(
    ['gongren', 'banzu', 'anquan', 'qiye', 'xian'].map((name) => actorOf(where.db, name)),
  );
  if (!worker || !leader || !officer || !head || !county || worker.scope.kind !== 'enterprise') return;
  const dims = await readDims(where.db, worker.scope.enterpriseId);
  if (!dims) return;
  const stage: Stage = { ...where, dims, cast: { worker, leader, officer, head, county } };
  await found(stage, { name: '2号反应釜压力表玻璃破裂，读数不清', unit: '反应釜' });
  await assigned(stage, { name: '循环水场冷却塔检修平台盖板缺失两块', unit: '冷却塔' });
  const rectified = await assigned(stage, { name: '原料库货架限载标识脱落', unit: '货物堆垛' });
  await give(stage, leader, rectified, { type: 'start' });
  const photo = await inventedPhoto({ ...stage, actor: leader }, '整改后');
  await give(stage, leader, rectified, { type: 'submit_rectified', note: '已补装标识并复核限载', photoIds: [photo] });
  await major(stage);
  await promise(stage);
  await contractor(stage);
  await drawDemoPlan({ ...stage, actor: officer });
  await doors(stage);
}

/** The head's promise of the day, on the public card. */
async function promise({ db, dims, now, cast }: Stage): Promise<void> {
  await acting(db, cast.head, dims, async (trx, chain) => {
    const writes = new Writes({ trx, chain, actor: cast.head, now });
    const text =
      '今日装置运行正常，储罐区紧急切断阀已限制使用并专人值守，特殊作业票证齐全，承诺具备安全生产条件（虚构）';
    const given = { text, by: cast.head.name, on: shanghaiDay(now.toISOString()) };
    const before = await writes.need('enterprise', dims.enterpriseId);
    await writes.update('enterprise', before, { promise: JSON.stringify(given) }, 'promise');
    await writes.finish();
  });
}

/** Who works on the site for somebody else. */
async function contractor({ db, config, dims, now, cast }: Stage): Promise<void> {
  const today = shanghaiDay(now.toISOString());
  await acting(db, cast.officer, dims, async (trx, chain) => {
    const writes = new Writes({ trx, chain, actor: cast.officer, now });
    await addContractor(writes, config, {
      name: '中牟永兴设备检修队（虚构）',
      work: '换热器清洗、机泵检修',
      agreementOn: today,
      fromOn: today,
      contactName: '郭永兴（虚构）',
    });
    await writes.finish();
  });
}

/** What came in at the county's public doors: a report that names no enterprise, and a workshop that registered. */
async function doors({ db, config, now, dims }: Stage): Promise<void> {
  const countyCode = dims.countyCode;
  const description = '厂房外堆放的废旧锂电池冒白烟，旁边有人切割作业（虚构）';
  const place = '青年路与广惠街交叉口东南角院内';
  await takeReport({ db, config }, { id: newId(), countyCode, place, description }, now);
  const particulars = {
    name: '中牟县青年路小杨汽车钣喷店（虚构）',
    code: null,
    industryCode: '81',
    scale: 'micro',
    sector: 'transport',
    countyCode,
    address: '青年路 100 号（虚构地址）',
    headCount: 3,
    crs: 'WGS84',
    tags: ['spraying'],
  } as const;
  const head = { name: '杨敏（虚构）', username: 'yangmin', password: 'Qingnian-Lu-100', phone: '13800000000' };
  await register({ db, config }, { particulars: { ...particulars, tags: [...particulars.tags] }, head }, now);
}

/** What was found, and where: words of the unit's name and of the check that it failed. */
type Find = { readonly name: string; readonly unit: string; readonly check?: string; readonly criteria?: string[] };

async function found(stage: Stage, find: Find): Promise<string> {
  const { db, dims, now, cast } = stage;
  const { name, criteria = [] } = find;
  const id = newId();
  const photo = await inventedPhoto({ ...stage, actor: cast.worker }, '现场');
  await acting(db, cast.worker, dims, async (trx, chain) => {
    const items = await trx
      .selectFrom('inspection_item')
      .innerJoin('control_measure', (j) =>
        j
          .onRef('control_measure.enterprise_id', '=', 'inspection_item.enterprise_id')
          .onRef('control_measure.id', '=', 'inspection_item.measure_id'),
      )
      .innerJoin('risk_unit', (j) =>
        j
          .onRef('risk_unit.enterprise_id', '=', 'inspection_item.enterprise_id')
          .onRef('risk_unit.id', '=', 'inspection_item.unit_id'),
      )
      .select([
        'inspection_item.unit_id',
        'inspection_item.measure_id',
        'inspection_item.content',
        'control_measure.event_id',
        'risk_unit.name as unit',
      ])
      .where('inspection_item.enterprise_id', '=', dims.enterpriseId)
      .orderBy('inspection_item.id')
      .execute();
    // Only the risk that it is about: a danger at a tank says nothing of the stairs, and without a risk of its own it hangs on none.
    const there = items.filter((i) => i.unit.includes(find.unit));
    const item = there.find((i) => find.check && i.content.includes(find.check)) ?? there[0];
    const report = { id, name, description: `${name}（虚构）`, source: 'daily', kind: 'equipment', criteria } as const;
    const links = { unitId: item?.unit_id, eventId: item?.event_id, measureId: item?.measure_id };
    await reportDanger(trx, chain, {
      actor: cast.worker,
      now,
      report: { ...report, ...links, criteria, photoIds: [photo] },
      origin: 'field',
    });
  });
  return id;
}

async function assigned(stage: Stage, find: Find): Promise<string> {
  const id = await found(stage, find);
  await give(stage, stage.cast.officer, id, {
    type: 'assign',
    treatment: 'time_limited',
    assigneeId: stage.cast.leader.accountId,
    measures: '按原标准更换并复查同类部位',
    responsible: stage.cast.leader.name,
    funds: '由安全投入列支，约500元',
    contingency: '整改前设警戒、加密巡检',
  });
  return id;
}

async function major(stage: Stage): Promise<void> {
  const { head, county } = stage.cast;
  const id = await found(stage, {
    name: '液化烃储罐根部紧急切断阀远程关闭试验不动作',
    unit: '液化烃储罐',
    check: '切断阀',
    criteria: ['hazchem-2017/HC-05'],
  });
  await give(stage, head, id, { type: 'limit_operation', mode: 'limit', scope: '该储罐停止收料，液位保持低位' });
  await give(stage, head, id, {
    type: 'report_up',
    situation: '远程关闭按钮动作后阀门未关，手动可关（虚构）',
    analysis: '气源电磁阀卡涩，未按期试验（虚构）',
  });
  await give(stage, county, id, {
    type: 'list_supervision',
    level: 'county',
    reason: '储罐区重大隐患，县级挂牌（虚构）',
  });
}

async function give(stage: Stage, actor: Actor, id: string, command: DangerCommand): Promise<void> {
  const { db, dims, now } = stage;
  await acting(db, actor, dims, async (trx, chain) => {
    const { version } = await trx
      .selectFrom('hidden_danger')
      .select('version')
      .where('enterprise_id', '=', dims.enterpriseId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const onStale = async () => new Error('moved on while the demo was made');
    await applyDangerCommand(trx, chain, { actor, now, id, expectedVersion: version, command, onStale });
  });
}
