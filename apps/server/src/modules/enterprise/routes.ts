import {
  createEnterprise,
  decideEnterpriseRequest,
  exportEnterprises,
  getEnterprise,
  getEnterpriseTemplate,
  importEnterprises,
  inviteEnterprises,
  listEnterpriseRequests,
  listEnterprises,
  makePromise,
  revealEnterprisePhone,
  setEnterpriseStatus,
  updateEnterprise,
} from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { FastifyInstance } from 'fastify';
import { cipherOf } from '../../platform/crypto/index.ts';
import type { Actor } from '../../platform/db/actor.ts';
import { asActor, asSystem } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { acceptMultipart, readUpload } from '../../platform/excel/upload.ts';
import { excelHeaders } from '../../platform/excel/write.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { record } from '../change/record.ts';
import { Writes } from '../change/rows.ts';
import { endDuties } from '../org/duties.ts';
import { coversCounty, forget, lockEnterprise } from './change.ts';
import { changeParticulars, setStatus } from './commands.ts';
import { exportWorkbook } from './export.ts';
import { enterpriseTemplate, importEnterprises as runImport } from './import.ts';
import { inviteHeads } from './invite.ts';
import { readPlaces } from './particulars.ts';
import { selectEnterprise, selectEnterprises } from './queries.ts';
import { checkNew, enterEnterprise, throwFirst } from './registry.ts';
import { decide, readRequest, selectRequests } from './requests.ts';
import { presentEnterprise } from './view.ts';

/** The caller of a route that nobody else may call. */
export function need(actor: Actor | null): Actor {
  if (!actor) throw refuse(401, { code: 'auth.required' });
  return actor;
}

/** Enterprises as their regulators and they themselves see them. */
export async function enterpriseRoutes(app: FastifyInstance, kernel: Kernel): Promise<void> {
  const { db, config } = kernel.deps;
  await acceptMultipart(app, config.YUFANG_UPLOAD_MB);

  kernel.on(listEnterprises, ({ trx, query }) => selectEnterprises(trx, query));

  kernel.on(exportEnterprises, async ({ trx, query, reply }) => {
    const { lang, ...filter } = query;
    const file = await exportWorkbook(trx, filter, lang);
    reply.headers(excelHeaders(lang === 'zh' ? '企业名录.xlsx' : 'enterprises.xlsx'));
    return reply.send(file);
  });

  kernel.onEnterprise(getEnterprise, async ({ trx, params }) => {
    const row = await selectEnterprise(trx, params.enterpriseId);
    if (!row) throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
    return row;
  });

  kernel.onRaw(createEnterprise, async ({ actor, body, now }) => {
    const officer = need(actor);
    return await asSystem(db, async (trx) => {
      const { checked, problems } = checkNew(config, body, await readPlaces(trx));
      throwFirst(problems);
      if (!checked || !coversCounty(officer, checked.columns.county_code)) {
        throw refuse(403, { code: 'region.beyond_duty', field: 'countyCode', params: { region: body.countyCode } });
      }
      const { row, writes } = await enterEnterprise(trx, { ...checked, status: 'active' }, { actor: officer, now });
      await writes.finish();
      return await presentEnterprise(trx, row);
    });
  });

  kernel.onRaw(updateEnterprise, async ({ actor, params, body, now }) => {
    const by = need(actor);
    const { version, ...change } = body;
    const done = await asSystem(db, async (trx) => {
      const places = await readPlaces(trx);
      const locked = await lockEnterprise(trx, by, { enterpriseId: params.enterpriseId, log: by, now, version });
      const { row, request } = await changeParticulars(config, locked, { change, places, actor: by });
      return { enterprise: await presentEnterprise(trx, row), request };
    });
    forget(db, params.enterpriseId);
    return done;
  });

  kernel.onRaw(setEnterpriseStatus, async ({ actor, params, body, now }) => {
    const by = need(actor);
    const view = await asSystem(db, async (trx) => {
      const locked = await lockEnterprise(trx, by, { ...params, log: by, now, version: body.version });
      return await presentEnterprise(trx, await setStatus(locked, { ...body, actor: by }));
    });
    forget(db, params.enterpriseId);
    if (body.action === 'withdraw') await endDuties(db, { ...params, actor: by, at: now });
    return view;
  });

  kernel.onCommand(makePromise, async (call) => {
    const writes = new Writes(call);
    const before = await writes.need('enterprise', call.params.enterpriseId);
    const promise = { text: call.body.text, by: call.actor.name, on: shanghaiDay(call.now.toISOString()) };
    const row = await writes.update('enterprise', before, { promise: JSON.stringify(promise) }, 'promise');
    await writes.finish();
    return await presentEnterprise(call.trx, row);
  });

  kernel.onCommand(revealEnterprisePhone, async ({ trx, chain, actor, body, now, params }) => {
    const row = await trx
      .selectFrom('enterprise')
      .selectAll()
      .where('enterprise_id', '=', params.enterpriseId)
      .executeTakeFirstOrThrow();
    const entry = { entity: 'enterprise', entityId: params.enterpriseId, action: 'reveal', before: row };
    await record(trx, chain, {
      actor,
      at: now,
      entries: [{ ...entry, after: { ...row, reveal_reason: body.reason } }],
    });
    const sealed = row.contact_phone_cipher;
    return { phone: sealed ? cipherOf(config).decrypt(sealed, 'phone') : null };
  });

  kernel.on(listEnterpriseRequests, ({ trx, query }) => selectRequests(trx, query));

  kernel.onRaw(decideEnterpriseRequest, async ({ actor, params, body, now }) => {
    const by = need(actor);
    const row = await asSystem(db, async (trx) => {
      const places = await readPlaces(trx);
      const locked = await lockEnterprise(trx, by, { enterpriseId: params.enterpriseId, log: by, now });
      await decide(config, locked, { id: params.id, ...body, actor: by, places });
      return await readRequest(trx, params);
    });
    forget(db, params.enterpriseId);
    return row;
  });

  kernel.onRaw(getEnterpriseTemplate, async ({ actor, query, reply }) => {
    const file = await asActor(db, need(actor), (trx) => enterpriseTemplate(trx, query.lang));
    reply.headers(excelHeaders(query.lang === 'zh' ? '企业导入模板.xlsx' : 'enterprise-template.xlsx'));
    return reply.send(file);
  });

  kernel.onRaw(importEnterprises, async ({ actor, query, request, now }) => {
    const { bytes } = await readUpload(request);
    return await runImport({ db, config }, need(actor), { file: bytes, ...query, now });
  });

  kernel.onRaw(inviteEnterprises, async ({ actor, body, now }) => ({
    results: await inviteHeads({ db, config }, need(actor), { ...body, now }),
  }));
}
