import type { ExchangeBatch } from '@yufang/contract';
import { completeUscc } from '@yufang/domain';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, staff } from '../../testing/world.ts';

/** An id that a sender would make. */
export const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
/** What every row of the dress carries. */
export const base = (n: number, more: object = {}) => ({
  id: id(n),
  companyCode: '411710011',
  createDate: '20261101080000',
  updateDate: '20261120080000',
  deleted: '0',
  ...more,
});
export const UNIT = base(1, {
  hazardCode: '411710011007',
  hazardDep: '储运部',
  hazardLiablePerson: '张三',
  riskUnitName: '液氨储罐',
  riskClass: 2,
});
export const EVENT = base(2, { riskUnitId: id(1), riskEventName: '液氨泄漏中毒' });
export const MEASURE = base(3, {
  riskEventId: id(2),
  dataSrc: '2',
  riskMeasureDesc: '液位联锁投用',
  classify1: '1',
  classify2: '1-1',
  troubleshootContent: '联锁是否投用',
});
export const TASK = base(4, {
  riskMeasureId: id(3),
  troubleshootContent: '联锁是否投用',
  checkCycle: 1,
  checkCycleUnit: '天',
});
export const RECORD = base(5, { checkTaskId: id(4), checkTime: '20261121090000', checkStatus: '0', createBy: '李四' });
export const DANGER = base(6, {
  riskMeasureId: id(3),
  dangerName: '联锁未投用',
  dangerLevel: '1',
  registTime: '20261121093000',
  registrant: '李四',
  dangersSrc: '1',
  dangerManageType: '1',
  hazardDangerType: '4',
  dangerDesc: '现场联锁旁路',
  dangerReason: '检修后未恢复',
  controlMeasures: '恢复并挂牌',
  liablePerson: '王五',
  dangerManageDeadline: '20261130',
  dangerState: '0',
  vendorNote: '厂家字段',
});
/** One row of each table, hanging on one another. */
export const WHOLE = {
  riskUnit: [UNIT],
  riskEvent: [EVENT],
  controlMeasure: [MEASURE],
  checkTask: [TASK],
  checkRecord: [RECORD],
  hiddenDanger: [DANGER],
};

/** An enterprise of its own with its exchange door. */
export type Door = {
  readonly t: TestApp;
  readonly mine: EnterpriseDims;
  send(body: object, actor?: Actor): Promise<{ status: number; body: unknown }>;
  /** Send, and what came of it. @throws unless the file was taken */
  taken(body: object): Promise<ExchangeBatch>;
  /** Table and outcome of each row. */
  outcomes(body: object): Promise<[string, string][]>;
};

/** Build the application with an enterprise whose code is a real one. */
export async function openDoor(): Promise<Door> {
  const t = await makeTestApp();
  const mine = await makeEnterprise(t.db);
  const code = completeUscc('91410122MH0001A2');
  await asSystem(t.db, (trx) =>
    trx.updateTable('enterprise').set({ code }).where('enterprise_id', '=', mine.enterpriseId).execute(),
  );
  const url = `/api/v1/enterprises/${mine.enterpriseId}/exchange/chain`;
  const send: Door['send'] = (payload, actor = staff('safety_officer', mine.enterpriseId)) =>
    t.as(actor, { method: 'POST', url, payload });
  const taken: Door['taken'] = async (body) => {
    const reply = await send(body);
    if (reply.status !== 200) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body as ExchangeBatch;
  };
  return {
    t,
    mine,
    send,
    taken,
    outcomes: async (body) => (await taken(body)).results.map((r) => [r.entity, r.outcome]),
  };
}
