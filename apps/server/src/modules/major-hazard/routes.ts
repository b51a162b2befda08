import {
  createMajorHazardUnit,
  getMajorHazardTables,
  getMajorHazardUnit,
  gradeMajorHazardPreview,
  listMajorHazards,
  listMajorHazardUnits,
  printMajorHazards,
  proposeMajorHazardUnits,
  updateMajorHazardUnit,
} from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { GB18218_EDITION, TABLE_1, TABLE_2_AND_4 } from '@yufang/qra';
import { regionNames } from '../../platform/db/region-names.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { Writes } from '../change/rows.ts';
import { renderPdf } from '../paper/render.ts';
import { assessUnit } from './assess.ts';
import { proposeUnits } from './proposals.ts';
import { selectRegister, selectUnit, selectUnits, unitView } from './queries.ts';
import { majorHazardSheet } from './sheet.ts';
import { addUnit, changeUnit } from './units.ts';

/** Major hazard installations by GB 18218: units of an enterprise, their arithmetic, and the register of those above. */
export function majorHazardRoutes(kernel: Kernel): void {
  kernel.on(getMajorHazardTables, async () => ({
    standard: GB18218_EDITION.standard,
    substances: TABLE_1.map((r) => ({ ...r, aliases: [...r.aliases], cas: [...r.cas] })),
    categories: TABLE_2_AND_4.map((r) => ({ ...r })),
  }));
  kernel.on(gradeMajorHazardPreview, async ({ body }) => assessUnit(body));
  kernel.on(listMajorHazards, async ({ trx, actor, query }) =>
    selectRegister(trx, await regionNames(kernel.deps.db), {
      filter: query,
      own: actor.scope.kind === 'enterprise' ? actor.scope.enterpriseId : null,
    }),
  );
  kernel.onEnterprise(listMajorHazardUnits, async ({ trx, params, query }) => ({
    rows: [...(await selectUnits(trx, params.enterpriseId, query.withdrawn))],
  }));
  kernel.onEnterprise(proposeMajorHazardUnits, async ({ trx, params }) => ({
    rows: await proposeUnits(trx, params.enterpriseId),
  }));
  kernel.onEnterprise(getMajorHazardUnit, ({ trx, params }) => selectUnit(trx, params));
  kernel.onCommand(createMajorHazardUnit, async (call) => {
    const writes = new Writes(call);
    const row = await addUnit(writes, call.body);
    await writes.finish();
    return unitView(row);
  });
  kernel.onCommand(updateMajorHazardUnit, async (call) => {
    const writes = new Writes(call);
    const row = await changeUnit(writes, call.params.id, call.body);
    await writes.finish();
    return unitView(row);
  });
  kernel.onEnterprise(printMajorHazards, async ({ trx, params, query, now, reply }) => {
    const enterprise = await trx
      .selectFrom('enterprise')
      .select(['name', 'code', 'address', 'invented'])
      .where('enterprise_id', '=', params.enterpriseId)
      .executeTakeFirstOrThrow();
    const units = await selectUnits(trx, params.enterpriseId, false);
    const sheet = majorHazardSheet(enterprise, units, { lang: query.lang, day: shanghaiDay(now.toISOString()) });
    reply.headers({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="gb18218.pdf"; filename*=UTF-8''${encodeURIComponent(`${sheet.title}.pdf`)}`,
    });
    return await renderPdf(sheet);
  });
}
