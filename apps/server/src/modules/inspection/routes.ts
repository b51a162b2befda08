import {
  assignItems,
  cancelTask,
  createItem,
  createRecord,
  dispatchTasks,
  explainMarks,
  exportItems,
  exportRecords,
  exportTasks,
  getRecord,
  getTaskBoard,
  getTaskCalendar,
  judgeExplanation,
  listInspectionGaps,
  listInspectors,
  listItems,
  listRecords,
  listTasks,
  updateItem,
} from '@yufang/contract';
import { businessDay } from '@yufang/domain/calendar/day';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../platform/db/actor.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { excelHeaders } from '../../platform/excel/write.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { record } from '../change/record.ts';
import { writeByHand } from './by-hand.ts';
import { cancelOne } from './cancel.ts';
import { dispatch } from './dispatch.ts';
import { explainRecord } from './explain.ts';
import { EXPORT_PAGE, type PageOf, type Sheet, streamSheet } from './export.ts';
import { itemSheet, recordSheet, taskSheet } from './export-words.ts';
import { selectGaps, selectInspectors, selectItemPage } from './item-list.ts';
import { addItem, changeItem, givePost } from './items.ts';
import { judge } from './judge-explanation.ts';
import { selectRecordPage } from './record-list.ts';
import { viewRecord } from './record-view.ts';
import { selectBoard, selectCalendar, selectTaskPage } from './task-list.ts';

/** Inspection as the console sees it: tasks, items, records. The phone's way in is `sync`. */
export function inspectionRoutes(kernel: Kernel): void {
  lists(kernel);
  exports(kernel);
  commands(kernel);
}

function lists(kernel: Kernel): void {
  kernel.on(listTasks, ({ trx, actor, query }) => selectTaskPage(trx, actor.scope, query));
  kernel.on(listItems, ({ trx, actor, query }) => selectItemPage(trx, actor.scope, query));
  kernel.on(listRecords, ({ trx, actor, query }) => selectRecordPage(trx, actor.scope, query));
  kernel.onEnterprise(getTaskBoard, ({ trx, params, query, now }) =>
    selectBoard(trx, params.enterpriseId, { day: query.day ?? businessDay(now), now }),
  );
  kernel.onEnterprise(getTaskCalendar, ({ trx, params, query }) =>
    selectCalendar(trx, params.enterpriseId, { month: query.month, postId: query.postId }),
  );
  kernel.onEnterprise(listInspectionGaps, ({ trx, params, now }) =>
    selectGaps(trx, params.enterpriseId, businessDay(now)),
  );
  kernel.onEnterprise(listInspectors, ({ trx, params, now }) =>
    selectInspectors(trx, params.enterpriseId, businessDay(now)),
  );
  kernel.onEnterprise(getRecord, async ({ trx, actor, params }) => {
    const view = await viewRecord(trx, actor, params);
    if (!view) throw refuse(404, { code: 'row.not_found', field: 'id', params: { entity: 'inspection_record' } });
    return view;
  });
}

function exports(kernel: Kernel): void {
  const send = <R>(
    reply: FastifyReply,
    actor: Actor | null,
    what: { name: string; now: Date; sheet: Sheet<R>; page: PageOf<R> },
  ) => {
    if (!actor) throw refuse(401, { code: 'auth.required' });
    reply.headers(excelHeaders(`${what.name}-${businessDay(what.now)}.xlsx`));
    return reply.send(streamSheet(kernel.deps.db, actor, what));
  };
  const limit = EXPORT_PAGE;
  kernel.onRaw(exportTasks, async ({ actor, query: { lang, ...f }, now, reply }) =>
    send(reply, actor, {
      name: 'tasks',
      now,
      sheet: taskSheet(lang),
      page: (trx, after) => selectTaskPage(trx, scopeOf(actor), { ...f, limit, after }),
    }),
  );
  kernel.onRaw(exportItems, async ({ actor, query: { lang, ...f }, now, reply }) =>
    send(reply, actor, {
      name: 'items',
      now,
      sheet: itemSheet(lang),
      page: (trx, after) => selectItemPage(trx, scopeOf(actor), { ...f, limit, after }),
    }),
  );
  kernel.onRaw(exportRecords, async ({ actor, query: { lang, ...f }, now, reply }) =>
    send(reply, actor, {
      name: 'records',
      now,
      sheet: recordSheet(lang),
      page: (trx, after) => selectRecordPage(trx, scopeOf(actor), { ...f, limit, after }),
    }),
  );
}

const scopeOf = (actor: Actor | null): Actor['scope'] => {
  if (!actor) throw refuse(401, { code: 'auth.required' });
  return actor.scope;
};

function commands(kernel: Kernel): void {
  kernel.onCommand(createItem, (call) => addItem(call, call.body));
  kernel.onCommand(updateItem, (call) => changeItem(call, { ...call.body, id: call.params.id }));
  kernel.onCommand(assignItems, async (call) => ({ assigned: await givePost(call, call.body) }));
  kernel.onCommand(dispatchTasks, async (call) => {
    const { itemIds, postId, personId, dueAt, note } = call.body;
    const given = {
      itemIds,
      postId: postId ?? null,
      personId: personId ?? null,
      dueAt: new Date(dueAt),
      note: note ?? null,
    };
    return { taskIds: await dispatch(call, given) };
  });
  kernel.onCommand(cancelTask, async ({ trx, chain, actor, params, body, now }) => {
    const entries = await cancelOne(trx, chain, { id: params.id, windowStart: new Date(body.windowStart) });
    const reasoned = entries.map((e) => ({ ...e, after: { ...e.after, reason: body.reason } }));
    await record(trx, chain, { actor, at: now, entries: reasoned });
    return { cancelled: true as const };
  });
  kernel.onCommand(createRecord, async (call) => await writeByHand(call, call.body));
  kernel.onCommand(explainMarks, async (call) => {
    const outcome = await explainRecord(call, { recordId: call.params.id, text: call.body.text });
    if (outcome.status === 'refused') {
      throw refuse(outcome.refusal.code === 'sync.record_unknown' ? 404 : 422, outcome.refusal);
    }
    return { explained: true as const };
  });
  kernel.onCommand(judgeExplanation, async (call) => {
    await judge(call, { id: call.params.id, ...call.body });
    return { judged: true as const };
  });
}
