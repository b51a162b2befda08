import { z } from 'zod';
import { defineRoute, Instant, PageQuery, page, READERS } from './route.ts';

/** info: to know · action: it is yours to do · urgent: it is late or grave. */
export const NOTICE_URGENCIES = ['info', 'action', 'urgent'] as const;
export type NoticeUrgency = (typeof NOTICE_URGENCIES)[number];

/** What somebody must know. The sentence is made by the client from `topic` and `params`. */
export const NoticeRow = z
  .object({
    id: z.uuid(),
    enterpriseId: z.uuid(),
    enterpriseName: z.string(),
    at: Instant,
    topic: z.string(),
    urgency: z.enum(NOTICE_URGENCIES),
    entity: z.string(),
    entityId: z.uuid(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    /** Addressed to the reader alone, not to everybody of a role. */
    personal: z.boolean(),
    read: z.boolean(),
  })
  .meta({ id: 'NoticeRow' });
export type NoticeRow = z.infer<typeof NoticeRow>;

/** The caller's notices, newest first. */
export const listNotices = defineRoute({
  id: 'listNotices',
  method: 'GET',
  path: '/api/v1/notices',
  tag: 'notice',
  summary: 'Notices of the caller',
  access: READERS,
  query: PageQuery.extend({
    unread: z.stringbool().optional(),
    urgency: z.enum(NOTICE_URGENCIES).optional(),
    topic: z.string().max(60).optional(),
  }),
  reply: page(NoticeRow),
});

/** How many the caller has not read; exact up to 99, `more` beyond. Only the last 90 days count. */
export const countUnreadNotices = defineRoute({
  id: 'countUnreadNotices',
  method: 'GET',
  path: '/api/v1/notices/unread',
  tag: 'notice',
  summary: 'How many notices the caller has not read',
  access: READERS,
  reply: z.object({ unread: z.int(), urgent: z.int(), more: z.boolean() }),
});

/** Mark notices as read by the caller: those named, or all of them (at most 1,000 a call; `left` says that there are more). */
export const readNotices = defineRoute({
  id: 'readNotices',
  method: 'POST',
  path: '/api/v1/notices/read',
  tag: 'notice',
  summary: 'Mark notices as read',
  access: READERS,
  body: z.union([z.object({ ids: z.array(z.uuid()).min(1).max(200) }), z.object({ all: z.literal(true) })]),
  reply: z.object({ read: z.int(), left: z.boolean() }),
});
