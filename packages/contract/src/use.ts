import { ENTERPRISE_ROLES, REGULATOR_ROLES, SCALES, SECTORS, USE_REASONS } from '@yufang/domain';
import { z } from 'zod';
import { Day, defineRoute, Instant, PageQuery, page, RegionCode, roles } from './route.ts';

const Reason = z.object({
  code: z.enum(USE_REASONS),
  value: z.number(),
  peer: z.number().nullable(),
  points: z.number(),
});

/** One enterprise's use index: 100 minus the points of its reasons. */
export const UseRow = z
  .object({
    enterpriseId: z.uuid(),
    enterpriseName: z.string(),
    countyCode: z.string(),
    cityCode: z.string(),
    sector: z.enum(SECTORS),
    scale: z.enum(SCALES),
    industry: z.string(),
    score: z.number(),
    reasons: z.array(Reason),
    day: Day,
    lastActivityAt: Instant.nullable(),
  })
  .meta({ id: 'UseRow' });
export type UseRow = z.infer<typeof UseRow>;

const Filter = z.object({
  region: RegionCode.optional(),
  sector: z.enum(SECTORS).optional(),
  parkId: z.uuid().optional(),
  scale: z.enum(SCALES).optional(),
  industry: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  /** Only those that lose points for this. */
  reason: z.enum(USE_REASONS).optional(),
  /** Only up to this index. */
  most: z.coerce.number().min(0).max(100).optional(),
});

/** Enterprises by their use index, the least used first: a list an official can act on. */
export const listUse = defineRoute({
  id: 'listUse',
  method: 'GET',
  path: '/api/v1/use',
  tag: 'use',
  summary: 'Enterprises whose system is built but not used, with the reasons',
  access: roles(...REGULATOR_ROLES, ...ENTERPRISE_ROLES),
  query: PageQuery.extend(Filter.shape),
  reply: page(UseRow),
});

/** The same list as a workbook, to hand out and work off. */
export const exportUse = defineRoute({
  id: 'exportUse',
  method: 'GET',
  path: '/api/v1/use/export',
  tag: 'use',
  summary: 'Enterprises whose system is built but not used, as an Excel workbook',
  access: roles(...REGULATOR_ROLES, ...ENTERPRISE_ROLES),
  query: Filter.extend({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});
