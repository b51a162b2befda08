import { ACTIVITIES, ENTERPRISE_ROLES, ENTERPRISE_STATES, REGULATOR_ROLES, SCALES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { defineRoute, EnterpriseParams, Instant, PageQuery, page, RegionCode, roles } from './route.ts';

/** An enterprise in a list. */
export const EnterpriseRow = z
  .object({
    enterpriseId: z.uuid(),
    code: z.string(),
    name: z.string(),
    industry: z.string(),
    scale: z.enum(SCALES),
    sector: z.enum(SECTORS),
    cityCode: z.string(),
    countyCode: z.string(),
    parkId: z.uuid().nullable(),
    tags: z.array(z.string()),
    headCount: z.int().nullable(),
    status: z.enum(ENTERPRISE_STATES),
    activity: z.enum(ACTIVITIES),
    lastActivityAt: Instant.nullable(),
    invented: z.boolean(),
  })
  .meta({ id: 'EnterpriseRow' });
export type EnterpriseRow = z.infer<typeof EnterpriseRow>;

/** Enterprises within the caller's duty, filtered; `region` narrows below the caller's own scope, never widens it. */
export const listEnterprises = defineRoute({
  id: 'listEnterprises',
  method: 'GET',
  path: '/api/v1/enterprises',
  tag: 'enterprise',
  summary: 'Enterprises within the duty of the caller',
  access: roles(...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert'),
  query: PageQuery.extend({
    region: RegionCode.optional(),
    parkId: z.uuid().optional(),
    sector: z.enum(SECTORS).optional(),
    industry: z.string().max(4).optional(),
    scale: z.enum(SCALES).optional(),
    status: z.enum(ENTERPRISE_STATES).optional(),
    activity: z.enum(ACTIVITIES).optional(),
    tag: z.string().max(40).optional(),
    search: z.string().trim().max(60).optional(),
  }),
  reply: page(EnterpriseRow),
});

/** One enterprise. */
export const getEnterprise = defineRoute({
  id: 'getEnterprise',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId',
  tag: 'enterprise',
  summary: 'One enterprise',
  access: roles(...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert'),
  params: EnterpriseParams,
  reply: EnterpriseRow,
});
