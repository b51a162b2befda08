import { z } from 'zod';
import { NoticeRow } from './notice.ts';
import { defineRoute, Instant, READERS } from './route.ts';

/** Where in the log a stream stands: `xmin:xmax:running`, opaque to clients, given back as `Last-Event-ID` or `?after=`. */
export const LivePosition = z
  .string()
  .max(4000)
  .regex(/^\d+:\d+:(\d+(,\d+)*)?$/);

/** One thing that just happened, as far as a screen must know it to show it or to fetch it anew. */
export const LiveRow = z.object({
  id: z.uuid(),
  /** `<entity>.<action>`, e.g. `hidden_danger.accept`. */
  topic: z.string(),
  enterpriseId: z.uuid(),
  entityId: z.uuid().nullable(),
  countyCode: z.string(),
  at: Instant,
  summary: z.record(z.string(), z.unknown()),
});
export type LiveRow = z.infer<typeof LiveRow>;

/**
 * Event `changes`: what happened since the last one. `counts` says how often each topic occurred, `rows` holds the newest of them,
 * at most 20, so that a busy province costs a screen no more than a quiet county.
 */
export const LiveChanges = z.object({ counts: z.record(z.string(), z.int()), rows: z.array(LiveRow) });
export type LiveChanges = z.infer<typeof LiveChanges>;

/** Event `rollup`: counters of these counties moved (empty list: of any). */
export const LiveRollup = z.object({ counties: z.array(z.string()) });
export type LiveRollup = z.infer<typeof LiveRollup>;

/** Event `notice`: for this very person. */
export const LiveNotice = z.object({ notices: z.array(NoticeRow) });
export type LiveNotice = z.infer<typeof LiveNotice>;

/** Event `reset`: too much was missed (or the position is unknown): fetch everything anew. Event `hello`: the stream stands. */
export const LiveEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('hello'), data: z.object({ position: LivePosition }) }),
  z.object({ event: z.literal('changes'), data: LiveChanges }),
  z.object({ event: z.literal('rollup'), data: LiveRollup }),
  z.object({ event: z.literal('notice'), data: LiveNotice }),
  z.object({ event: z.literal('reset'), data: z.object({}) }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;

/** Server-sent events of everything within the caller's duty. */
export const live = defineRoute({
  id: 'live',
  method: 'GET',
  path: '/api/v1/live',
  tag: 'live',
  summary: 'What happens within the duty of the caller, as it happens (server-sent events)',
  access: READERS,
  query: z.object({ after: LivePosition.optional() }),
  reply: LiveEvent,
  replyKind: 'stream',
});

/** What happened within the caller's duty in the last minute, newest first: what a screen shows before the stream has brought anything. */
export const listLately = defineRoute({
  id: 'listLately',
  method: 'GET',
  path: '/api/v1/live/lately',
  tag: 'live',
  summary: 'What happened within the duty of the caller in the last minute, at most 20',
  access: READERS,
  reply: z.object({ rows: z.array(LiveRow).max(20) }),
});
