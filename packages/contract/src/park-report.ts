import { z } from 'zod';
import { PARK_READERS, ParkRowParams, parkBase } from './park-shared.ts';
import { defineRoute } from './route.ts';

/**
 * 整体性安全风险评估报告 of an assessment that has been computed: PDF, Chinese. Its figures are those of the finished run of just these inputs.
 * Refusals: 404 `park.not_found`, `park.assessment_not_found`, `park.no_result`.
 */
export const printParkReport = defineRoute({
  id: 'printParkReport',
  method: 'GET',
  path: `${parkBase}/assessments/:id/report`,
  tag: 'park-report',
  summary: 'PDF: the whole-park assessment with inputs, models, maps, results, measures and what is not verified',
  access: PARK_READERS,
  params: ParkRowParams,
  query: z.object({ lang: z.enum(['zh']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});
