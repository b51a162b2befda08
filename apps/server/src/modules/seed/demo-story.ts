import type { DangerCommand } from '@yufang/domain';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import { applyDangerCommand } from '../danger/command.ts';
import { reportDanger } from '../danger/report.ts';
import { acting, actorOf, inventedPhoto } from './act.ts';

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
  await found(stage, '2号反应釜压力表玻璃破裂，读数不清');
  await assigned(stage, '循环水泵房地沟盖板缺失两块');
  const rectified = await assigned(stage, '原料库货架限载标识脱落');
  await give(stage, leader, rectified, { type: 'start' });
  const photo = await inventedPhoto({ ...stage, actor: leader }, '整改后');
  await give(stage, leader, rectified, { type: 'submit_rectified', note: '已补装标识并复核限载', photoIds: [photo] });
  await major(stage);
}

async function found(stage: Stage, name: string, criteria: string[] = []): Promise<string> {
  const { db, dims, now, cast } = stage;
  const id = newId();
  const photo = await inventedPhoto({ ...stage, actor: cast.worker }, '现场');
  await acting(db, cast.worker, dims, async (trx, chain) => {
    const item = await trx
      .selectFrom('inspection_item')
      .innerJoin('control_measure', (j) =>
        j
          .onRef('control_measure.enterprise_id', '=', 'inspection_item.enterprise_id')
          .onRef('control_measure.id', '=', 'inspection_item.measure_id'),
      )
      .select(['inspection_item.unit_id', 'inspection_item.measure_id', 'control_measure.event_id'])
      .where('inspection_item.enterprise_id', '=', dims.enterpriseId)
      .orderBy('inspection_item.id')
      .offset(name.length % 7)
      .executeTakeFirst();
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

async function assigned(stage: Stage, name: string): Promise<string> {
  const id = await found(stage, name);
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
  const id = await found(stage, '液化烃储罐根部紧急切断阀远程关闭试验不动作', ['hazchem-2017/HC-05']);
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
