import { applyRiskImport, exportRisks, getRiskImport, getRiskImportTemplate, uploadRiskImport } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { FastifyInstance } from 'fastify';
import { refuse } from '../../../platform/errors/refused.ts';
import { acceptMultipart, readUpload } from '../../../platform/excel/upload.ts';
import { excelHeaders } from '../../../platform/excel/write.ts';
import type { Kernel } from '../../../platform/http/kernel.ts';
import { riskWorkbook } from './export.ts';
import { riskForm } from './form.ts';
import { applyUpload, checkUpload, seeImport } from './service.ts';
import { riskTemplate } from './template.ts';

const dayOf = (now: Date) => shanghaiDay(now.toISOString());

/** The register in and out as Excel. */
export async function riskImportRoutes(app: FastifyInstance, kernel: Kernel): Promise<void> {
  const { db, config } = kernel.deps;
  await acceptMultipart(app, config.YUFANG_UPLOAD_MB);
  kernel.onEnterprise(getRiskImportTemplate, async ({ trx, enterprise, query, now, reply }) => {
    reply.headers(excelHeaders(query.lang === 'zh' ? '风险清单导入模板.xlsx' : 'risk-register-template.xlsx'));
    return await riskTemplate(trx, enterprise.enterpriseId, { lang: query.lang, day: dayOf(now) });
  });
  kernel.on(exportRisks, async ({ trx, actor, query, now, reply }) => {
    const { lang, form, ...filter } = query;
    const ownEnterprise = actor.scope.kind === 'enterprise' ? actor.scope.enterpriseId : null;
    if (form === 'template') {
      const enterpriseId = ownEnterprise ?? filter.enterpriseId;
      if (!enterpriseId) throw refuse(422, { code: 'risk.export_one_enterprise', field: 'enterpriseId' });
      const sheet = await riskForm(trx, enterpriseId, { lang, day: dayOf(now) });
      reply.headers(
        excelHeaders(`${lang === 'zh' ? '风险清单（导入格式）' : 'risk-register-form'}-${dayOf(now)}.xlsx`),
      );
      return sheet;
    }
    const file = await riskWorkbook(trx, { filter, day: dayOf(now), ownEnterprise }, lang);
    reply.headers(excelHeaders(`${lang === 'zh' ? '风险清单' : 'risk-register'}-${dayOf(now)}.xlsx`));
    return file;
  });
  kernel.onEnterprise(uploadRiskImport, async ({ actor, enterprise, now, request }) => {
    const file = await readUpload(request);
    return await checkUpload(db, { actor, dims: enterprise, now, day: dayOf(now) }, file);
  });
  kernel.onEnterprise(getRiskImport, ({ trx, params }) => seeImport(trx, params));
  kernel.onEnterprise(applyRiskImport, ({ actor, enterprise, now, params, body }) =>
    applyUpload(db, { actor, dims: enterprise, now, day: dayOf(now) }, { id: params.id, mode: body.mode }),
  );
}
