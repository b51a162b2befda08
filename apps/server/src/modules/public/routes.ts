import {
  followPublicReport,
  followRegistration,
  getRegistrationForm,
  listPublicReports,
  placePublicReport,
  registerEnterprise,
  reportPublicDanger,
  resubmitRegistration,
  scanCard,
} from '@yufang/contract';
import { asSystem } from '../../platform/db/database.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { need } from '../enterprise/routes.ts';
import { scan } from './cards.ts';
import { makeLimit } from './limit.ts';
import { follow, formLists, register, resubmit } from './registration.ts';
import { followReport, place, selectReports, takeReport } from './reports.ts';

const MINUTE = 60_000;

/** Pages without an account, each with a limit per address. */
export function publicRoutes(kernel: Kernel): void {
  const { db, config } = kernel.deps;
  const deps = { db, config };
  const looking = makeLimit(240, MINUTE);
  const guessing = makeLimit(30, MINUTE);
  const writing = makeLimit(20, 10 * MINUTE);

  kernel.onRaw(scanCard, async ({ actor, params, request, now }) => {
    looking(request);
    return await scan(db, actor, { code: params.code, now });
  });
  kernel.onRaw(getRegistrationForm, async ({ query, request }) => {
    looking(request);
    return await asSystem(db, (trx) => formLists(trx, query.county));
  });
  kernel.onRaw(registerEnterprise, async ({ body, now, request }) => {
    writing(request);
    return await register(deps, body, now);
  });
  kernel.onRaw(followRegistration, async ({ params, request }) => {
    guessing(request);
    return await follow(db, params.code);
  });
  kernel.onRaw(resubmitRegistration, async ({ params, body, now, request }) => {
    guessing(request);
    return await resubmit(deps, { code: params.code, particulars: body.particulars }, now);
  });
  kernel.onRaw(reportPublicDanger, async ({ body, now, request }) => {
    writing(request);
    return await takeReport(deps, body, now);
  });
  kernel.onRaw(followPublicReport, async ({ params, request }) => {
    guessing(request);
    return await followReport(db, params.code);
  });

  kernel.on(listPublicReports, ({ trx, query }) => selectReports(trx, query));
  kernel.onRaw(placePublicReport, async ({ actor, params, body, now }) =>
    place(db, need(actor), { id: params.id, body, now }),
  );
}
