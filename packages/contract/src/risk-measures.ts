import { MEASURE_CLASSES, SECTORS, TIERS } from '@yufang/domain';
import { z } from 'zod';
import { Grade } from './risk-rows.ts';
import { defineRoute, PageQuery, page, READERS, RegionCode } from './route.ts';

/** A control measure as the lists across a duty show it: where it stands, who answers for it at which tier, what checks it. */
export const MeasureRow = z
  .object({
    enterpriseId: z.uuid(),
    id: z.uuid(),
    enterpriseName: z.string(),
    objectName: z.string(),
    unitName: z.string(),
    eventId: z.uuid(),
    eventName: z.string(),
    liveGrade: Grade,
    measureClass: z.enum(MEASURE_CLASSES),
    description: z.string(),
    checkContent: z.string().nullable(),
    /** By tier, the highest first; `people` hold the post today. */
    duties: z.array(
      z.object({ tier: z.enum(TIERS), postId: z.uuid(), postName: z.string(), people: z.array(z.string()) }),
    ),
    items: z.int(),
    version: z.int(),
  })
  .meta({ id: 'MeasureRow' });
export type MeasureRow = z.infer<typeof MeasureRow>;

export const MeasureFilter = z.object({
  region: RegionCode.optional(),
  parkId: z.uuid().optional(),
  sector: z.enum(SECTORS).optional(),
  enterpriseId: z.uuid().optional(),
  /** Those that this post answers for, at whichever tier. */
  postId: z.uuid().optional(),
  /** Those of the posts that this person holds today. */
  personId: z.uuid().optional(),
  measureClass: z.enum(MEASURE_CLASSES).optional(),
  tier: z.enum(TIERS).optional(),
  /** Nobody answers for it; nothing checks it. */
  lacks: z.enum(['post', 'item']).optional(),
  search: z.string().trim().max(60).optional(),
});
export type MeasureFilter = z.output<typeof MeasureFilter>;

/** The measures within a duty, an enterprise's next to each other: a post's, a person's, or all. */
export const listMeasures = defineRoute({
  id: 'listMeasures',
  method: 'GET',
  path: '/api/v1/measures',
  tag: 'risk',
  summary: 'Control measures within the duty of the caller, by post and person too',
  access: READERS,
  query: PageQuery.extend(MeasureFilter.shape),
  reply: page(MeasureRow),
});

export const exportMeasures = defineRoute({
  id: 'exportMeasures',
  method: 'GET',
  path: '/api/v1/measures/export',
  tag: 'risk',
  summary: 'Control measures within the duty as an Excel workbook',
  access: READERS,
  query: MeasureFilter.extend({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});
