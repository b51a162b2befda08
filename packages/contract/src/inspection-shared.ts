import { ENTERPRISE_MANAGERS, SCALES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { RegionCode, roles } from './route.ts';

/** Who lays down what is inspected: the managers of the enterprise. */
export const INSPECTION_MANAGERS = roles(...ENTERPRISE_MANAGERS);
/** Who hands work out: the managers, and the leaders of its teams. */
export const INSPECTION_LEADERS = roles(...ENTERPRISE_MANAGERS, 'team_leader');

/** Language of a workbook. */
export const InspectionLang = z.enum(['zh', 'en']).default('zh');

/** Which enterprises a list is about, within the caller's duty. */
export const InspectionReach = {
  region: RegionCode.optional(),
  parkId: z.uuid().optional(),
  sector: z.enum(SECTORS).optional(),
  industry: z.string().max(4).optional(),
  scale: z.enum(SCALES).optional(),
  enterpriseId: z.uuid().optional(),
};
