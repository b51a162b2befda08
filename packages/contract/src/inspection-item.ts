import { CYCLE_UNITS, OCCASIONS, TIERS, WORKDAY_KINDS } from '@yufang/domain';
import { z } from 'zod';
import { INSPECTION_MANAGERS, InspectionLang, InspectionReach } from './inspection-shared.ts';
import {
  Day,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  READERS,
  text,
} from './route.ts';

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);

/** What a post must check, and how often. */
export const ItemRow = z
  .object({
    enterpriseId: z.uuid(),
    id: z.uuid(),
    enterpriseName: z.string(),
    measureId: z.uuid(),
    measure: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    postId: z.uuid().nullable(),
    postName: z.string().nullable(),
    tier: z.enum(TIERS).nullable(),
    content: z.string(),
    cycleN: z.number(),
    cycleUnit: z.enum(CYCLE_UNITS),
    occasion: z.enum(OCCASIONS).nullable(),
    workdayKind: z.enum(WORKDAY_KINDS),
    workStart: z.string().nullable(),
    workEnd: z.string().nullable(),
    startsOn: Day,
    photoRequired: z.boolean(),
    /** The unit stands still: no tasks meanwhile. */
    stopped: z.boolean(),
    state: z.enum(['active', 'withdrawn']),
    lastRecordAt: Instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'ItemRow' });
export type ItemRow = z.infer<typeof ItemRow>;

export const ItemFilter = z.object({
  ...InspectionReach,
  state: z.enum(['active', 'withdrawn']).default('active'),
  /** `post`: nobody is named, so no task reaches anybody. */
  without: z.enum(['post']).optional(),
  postId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  measureId: z.uuid().optional(),
  cycleUnit: z.enum(CYCLE_UNITS).optional(),
  /** Of `special` items: those of one occasion, to hand the whole set out. */
  occasion: z.enum(OCCASIONS).optional(),
  tier: z.enum(TIERS).optional(),
  search: z.string().trim().max(60).optional(),
});
export const listItems = defineRoute({
  id: 'listItems',
  method: 'GET',
  path: '/api/v1/inspection/items',
  tag: 'inspection',
  summary: 'Inspection items within the duty of the caller',
  access: READERS,
  query: PageQuery.extend(ItemFilter.shape),
  reply: page(ItemRow),
});
export const exportItems = defineRoute({
  id: 'exportItems',
  method: 'GET',
  path: '/api/v1/inspection/items/export',
  tag: 'inspection',
  summary: 'Inspection items as an Excel workbook',
  access: READERS,
  query: ItemFilter.extend({ lang: InspectionLang }),
  reply: z.unknown(),
  replyKind: 'file',
});

const ItemFields = z.object({
  postId: z.uuid().nullable(),
  tier: z.enum(TIERS).nullable().default(null),
  content: text(4000),
  cycleN: z.number().positive().max(999),
  cycleUnit: z.enum(CYCLE_UNITS),
  occasion: z.enum(OCCASIONS).nullable().default(null),
  workdayKind: z.enum(WORKDAY_KINDS).default('every_day'),
  workStart: Time.nullable().default(null),
  workEnd: Time.nullable().default(null),
  startsOn: Day.optional(),
  photoRequired: z.boolean().default(false),
});

/** Refusals 422: `inspection.measure_unknown`, `inspection.post_unknown`, `schedule.*` of the cycle. */
export const createItem = defineRoute({
  id: 'createItem',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/items',
  tag: 'inspection',
  summary: 'Add an inspection item to a measure',
  access: INSPECTION_MANAGERS,
  params: EnterpriseParams,
  body: ItemFields.extend({ id: z.uuid().optional(), measureId: z.uuid() }),
  reply: ItemRow,
});

/** Tasks not yet opened follow the new rule. Refusals: as above, 409 `row.stale`. `state: withdrawn` ends the item and cancels its open tasks. */
export const updateItem = defineRoute({
  id: 'updateItem',
  method: 'PUT',
  path: '/api/v1/enterprises/:enterpriseId/inspection/items/:id',
  tag: 'inspection',
  summary: 'Change an inspection item: cycle, post, window',
  access: INSPECTION_MANAGERS,
  params: EnterpriseRowParams,
  body: ItemFields.extend({
    expectedVersion: z.int().positive(),
    state: z.enum(['active', 'withdrawn']).default('active'),
  }),
  reply: ItemRow,
});

/** Give one post to many items at once. */
export const assignItems = defineRoute({
  id: 'assignItems',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/items/assignment',
  tag: 'inspection',
  summary: 'Give inspection items to a post',
  access: INSPECTION_MANAGERS,
  params: EnterpriseParams,
  body: z.object({ itemIds: z.array(z.uuid()).min(1).max(500), postId: z.uuid() }),
  reply: z.object({ assigned: z.int() }),
});
