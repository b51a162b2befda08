import {
  actOnEnterpriseParkItem,
  actOnParkItem,
  createParkProjectCheck,
  getEnterpriseParkRisk,
  getParkProjectCheck,
  listEnterpriseParkWorkItems,
  listParkProjectChecks,
  listParkWorkItems,
  makeParkWorkList,
  turnParkItemIntoControl,
} from '@yufang/contract/park';
import type { ParkItemCommandType } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { FastifyInstance } from 'fastify';
import { afterCommit, readAsSystem } from '../../platform/db/database.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { generateForEnterprise } from '../inspection/generate.ts';
import { begin, finish, type RowOf, type Work } from '../risk/work.ts';
import { turnIntoControl } from './control.ts';
import { enterprisePart } from './enterprise-part.ts';
import { openCheck, readCheck, selectChecks } from './project.ts';
import { onParkRaw, onParkRead, onParkWrite } from './reach.ts';
import type { RunQueue } from './run-queue.ts';
import { type ParkTopic, tellPark } from './tell.ts';
import { actOnItem, actOnOwn } from './work-act.ts';
import { readWorkItem, selectWorkItems } from './work-list.ts';
import { makeWorkList } from './work-make.ts';
import { ownItemView } from './work-view.ts';

const dayOf = (now: Date): string => shanghaiDay(now.toISOString());
const told = (work: Work, row: RowOf<'park_work_item'>, action: string) =>
  finish(work, {
    topic: `park_work_item.${action}`,
    summary: { entityId: row.id, name: row.vessel_name, measure: row.measure, state: row.state },
  });

/** Commands that leave something for the other side to do. */
const TOLD: Readonly<Partial<Record<ParkItemCommandType, ParkTopic>>> = {
  done: 'park_work_item.park_done',
  send_back: 'park_work_item.park_sent_back',
};

/** The work list of the park and its enterprises, what an enterprise sees of the risk, and access checks. */
export function workRoutes(app: FastifyInstance, kernel: Kernel, queue: RunQueue): void {
  const { db } = kernel.deps;
  onParkRaw(kernel, makeParkWorkList, ({ park, actor, now, params, body }) =>
    makeWorkList(db, { park, actor, now }, { assessmentId: params.id, top: body.top }),
  );
  onParkRead(kernel, listParkWorkItems, ({ trx, park, query, now }) =>
    selectWorkItems(trx, { parkId: park.parkId }, query, dayOf(now)),
  );
  kernel.onEnterprise(listEnterpriseParkWorkItems, ({ trx, enterprise, query, now }) =>
    selectWorkItems(trx, { enterpriseId: enterprise.enterpriseId }, { ...query, whose: 'enterprises' }, dayOf(now)),
  );
  onParkWrite(kernel, actOnParkItem, async ({ trx, park, actor, now, params, body }) =>
    ownItemView(await actOnOwn({ trx, park, actor, now }, params.id, body), dayOf(now)),
  );
  kernel.onCommand(actOnEnterpriseParkItem, async (c) => {
    const work = begin(c);
    const side = c.actor.role === 'park_officer' ? 'park' : 'enterprise';
    const row = await actOnItem(work, c.params.id, { body: c.body, side });
    await told(work, row, c.body.command);
    const topic = TOLD[c.body.command];
    if (topic)
      await tellPark(c.trx, c.enterprise, {
        topic,
        entityId: row.id,
        params: { name: row.vessel_name, note: row.note ?? '' },
        at: c.now,
        actor: c.actor,
      });
    return await readWorkItem(c.trx, { enterpriseId: row.enterprise_id, id: row.id }, dayOf(c.now));
  });
  kernel.onCommand(turnParkItemIntoControl, async (c) => {
    const work = begin(c);
    const row = await turnIntoControl(work, c.params.id, c.body);
    await told(work, row, 'control');
    // Its first task is there a moment later instead of with the hour; should this fail, the hour brings it.
    afterCommit(c.trx, () => {
      generateForEnterprise(db, c.enterprise, c.now).catch((error: unknown) =>
        app.log.warn({ err: error }, 'tasks of a park measure'),
      );
    });
    return await readWorkItem(c.trx, { enterpriseId: row.enterprise_id, id: row.id }, dayOf(c.now));
  });
  kernel.onEnterprise(getEnterpriseParkRisk, ({ enterprise }) =>
    readAsSystem(db, (trx) => enterprisePart(trx, enterprise)),
  );
  onParkRead(kernel, listParkProjectChecks, ({ trx, park, query }) => selectChecks(trx, park.parkId, query));
  onParkRead(kernel, getParkProjectCheck, ({ trx, park, params }) => readCheck(trx, park.parkId, params.id));
  onParkWrite(kernel, createParkProjectCheck, async ({ trx, park, actor, now, body }) => {
    const id = await openCheck({ trx, park, actor, now }, body);
    afterCommit(trx, () => queue.wake());
    return await readCheck(trx, park.parkId, id);
  });
}
