import { getParkVesselTemplate, importParkFile, importParkVessels } from '@yufang/contract/park';
import type { FastifyInstance } from 'fastify';
import { asActor } from '../../platform/db/database.ts';
import { acceptMultipart, readUpload } from '../../platform/excel/upload.ts';
import { excelHeaders } from '../../platform/excel/write.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { openChain } from '../change/record.ts';
import { begin, finish } from '../risk/work.ts';
import { importFile, parkFileOf } from './file-import.ts';
import { onParkRaw } from './reach.ts';
import { tankRowsOf } from './tank-file.ts';
import { vesselsOfTanks } from './tank-vessels.ts';
import { type GivenVessel, type GivenVessels, importVessels } from './vessel-import.ts';
import { columnOf, vesselsOfSheet, vesselTemplate } from './vessel-sheet.ts';

/** The inventory in and out as Excel, and whole parks as files. */
export async function importRoutes(app: FastifyInstance, kernel: Kernel): Promise<void> {
  const { db, config } = kernel.deps;
  await acceptMultipart(app, config.YUFANG_UPLOAD_MB);
  kernel.onEnterprise(getParkVesselTemplate, async ({ trx, enterprise, query, reply }) => {
    reply.headers(excelHeaders(query.lang === 'zh' ? '园区容器清单导入模板.xlsx' : 'park-vessels-template.xlsx'));
    return await vesselTemplate(trx, enterprise.enterpriseId, query);
  });
  kernel.onEnterprise(importParkVessels, async ({ trx: reading, actor, enterprise, now, query, request }) => {
    const { bytes } = await readUpload(request);
    const tanks = tankRowsOf(bytes);
    const { code: creditCode } = await reading
      .selectFrom('enterprise')
      .select('code')
      .where('enterprise_id', '=', enterprise.enterpriseId)
      .executeTakeFirstOrThrow();
    const read = tanks ? vesselsOfTanks(tanks, { asked: query, creditCode }) : givenBySheet(bytes);
    return await asActor(db, actor, async (trx) => {
      const work = begin({ trx, chain: await openChain(trx, enterprise), actor, now });
      const origin = tanks ? 'data_standard' : 'excel';
      const report = await importVessels(work, read.given, { mode: query.mode, origin, confirm: false });
      if (work.entries.length > 0)
        await finish(work, { topic: 'park_vessel.import', summary: { count: work.entries.length } });
      const rows = report.rows.map((r) => ({
        ...r,
        errors: r.errors.map((e) => ({ ...e, field: read.fieldOf(r.row, e.field) })),
      }));
      return { ...report, rows };
    });
  });
  onParkRaw(kernel, importParkFile, async ({ actor, park, now, query, request }) => {
    const input = parkFileOf(await readUpload(request));
    return await importFile(db, { actor, now, park, mode: query.mode }, input);
  });
}

/** The rows of the template, and the head of the column behind a field of the vessel. */
function givenBySheet(bytes: Buffer): GivenVessels {
  const sheet = vesselsOfSheet(bytes);
  const given = sheet.rows.map((r): GivenVessel => {
    const at = { row: r.row, key: r.tag };
    if ('vessel' in r) return { ...at, vessel: r.vessel };
    return {
      ...at,
      errors: r.problems.map((p) => ({
        field: p.field ?? '',
        code: p.code,
        ...(p.params ? { params: { ...p.params } } : {}),
      })),
    };
  });
  return { given, fieldOf: (_, field) => columnOf(sheet.lang, field) };
}
