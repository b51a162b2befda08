import { ESCALATION_TIERS, TASK_STATES } from '@yufang/domain';
import { z } from 'zod';
import { INSPECTION_LEADERS, INSPECTION_MANAGERS, InspectionLang, InspectionReach } from './inspection-shared.ts';
import {
  Day,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  READERS,
  setOf,
  text,
} from './route.ts';

/** One occurrence of an item: what a post must check in a window. */
export const TaskRow = z
  .object({
    enterpriseId: z.uuid(),
    id: z.uuid(),
    windowStart: Instant,
    enterpriseName: z.string(),
    countyCode: z.string(),
    itemId: z.uuid(),
    content: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    postId: z.uuid().nullable(),
    postName: z.string().nullable(),
    orgUnitName: z.string().nullable(),
    assigneeName: z.string().nullable(),
    kind: z.enum(['generated', 'dispatched']),
    note: z.string().nullable(),
    dueAt: Instant,
    day: Day,
    state: z.enum(TASK_STATES),
    recordId: z.uuid().nullable(),
    doneAt: Instant.nullable(),
    escalatedTo: z.enum(ESCALATION_TIERS).nullable(),
  })
  .meta({ id: 'TaskRow' });
export type TaskRow = z.infer<typeof TaskRow>;

export const TaskFilter = z.object({
  ...InspectionReach,
  state: setOf(TASK_STATES).optional(),
  postId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  itemId: z.uuid().optional(),
  kind: z.enum(['generated', 'dispatched']).optional(),
  escalatedTo: z.enum(ESCALATION_TIERS).optional(),
  /** Business days on which the windows open. */
  from: Day.optional(),
  to: Day.optional(),
});
export type TaskFilter = z.output<typeof TaskFilter>;

/** Tasks within the caller's duty by what is due soonest. Without state and days: those overdue. */
export const listTasks = defineRoute({
  id: 'listTasks',
  method: 'GET',
  path: '/api/v1/inspection/tasks',
  tag: 'inspection',
  summary: 'Inspection tasks within the duty of the caller',
  access: READERS,
  query: PageQuery.extend(TaskFilter.shape),
  reply: page(TaskRow),
});
export const exportTasks = defineRoute({
  id: 'exportTasks',
  method: 'GET',
  path: '/api/v1/inspection/tasks/export',
  tag: 'inspection',
  summary: 'Inspection tasks as an Excel workbook',
  access: READERS,
  query: TaskFilter.extend({ lang: InspectionLang }),
  reply: z.unknown(),
  replyKind: 'file',
});

/**
 * Hand work out now, beside what falls due by itself. Refusals 422: `inspection.item_unknown`, `inspection.post_unknown`,
 * `inspection.person_unknown`, `inspection.due_in_past`, `inspection.nobody` (neither post nor person, and the item has no post).
 */
export const dispatchTasks = defineRoute({
  id: 'dispatchTasks',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/dispatches',
  tag: 'inspection',
  summary: 'Dispatch inspection tasks by hand',
  access: INSPECTION_LEADERS,
  params: EnterpriseParams,
  body: z.object({
    itemIds: z.array(z.uuid()).min(1).max(200),
    /** Default: each item's own post. */
    postId: z.uuid().nullish(),
    personId: z.uuid().nullish(),
    dueAt: Instant,
    note: text(500).nullish(),
  }),
  reply: z.object({ taskIds: z.array(z.uuid()) }),
});

/** Take a task back. Refusals: 404 `row.not_found`, 409 `inspection.task_closed`. */
export const cancelTask = defineRoute({
  id: 'cancelTask',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/tasks/:id/cancel',
  tag: 'inspection',
  summary: 'Cancel a task',
  access: INSPECTION_MANAGERS,
  params: EnterpriseRowParams,
  body: z.object({ windowStart: Instant, reason: text(500) }),
  reply: z.object({ cancelled: z.literal(true) }),
});
