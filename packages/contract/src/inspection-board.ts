import { z } from 'zod';
import { Day, defineRoute, EnterpriseParams, Instant, READERS } from './route.ts';

const Counts = z.object({
  due: z.int(),
  open: z.int(),
  done: z.int(),
  doneLate: z.int(),
  overdue: z.int(),
  cancelled: z.int(),
});
export type TaskCounts = z.infer<typeof Counts>;

/** One business day of an enterprise: what each post and team had to do, and how far it is. */
export const TaskBoard = z
  .object({
    day: Day,
    total: Counts,
    posts: z.array(
      z.object({
        postId: z.uuid().nullable(),
        postName: z.string().nullable(),
        orgUnitId: z.uuid().nullable(),
        orgUnitName: z.string().nullable(),
        holders: z.array(z.string()),
        counts: Counts,
        nextDueAt: Instant.nullable(),
      }),
    ),
    /** Overdue from days before, still to be done. */
    backlog: z.int(),
  })
  .meta({ id: 'TaskBoard' });
export type TaskBoard = z.infer<typeof TaskBoard>;

export const getTaskBoard = defineRoute({
  id: 'getTaskBoard',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/board',
  tag: 'inspection',
  summary: 'One day of tasks by post and team',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ day: Day.optional() }),
  reply: TaskBoard,
});

/** Days of a month with their counts, for the calendar; days without tasks are not in it. */
export const getTaskCalendar = defineRoute({
  id: 'getTaskCalendar',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/calendar',
  tag: 'inspection',
  summary: 'Tasks of a month by day',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), postId: z.uuid().optional() }),
  reply: z.object({ days: z.array(z.object({ day: Day, counts: Counts })) }),
});
