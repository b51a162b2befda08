import { z } from 'zod';

const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** RFC 9457 problem. `code` is stable; clients make the sentence from it in the user's language. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  status: z.int(),
  code: z.string(),
  field: z.string().optional(),
  params: Params.optional(),
  /** One entry a wrong field when the request's shape was wrong (`code` is then `request.invalid`). */
  errors: z.array(z.object({ field: z.string(), code: z.string(), params: Params.optional() })).optional(),
  /** What the refusal is about where figures do not say it, e.g. what changed meanwhile (`danger.stale`); its shape belongs to the code. */
  facts: z.unknown().optional(),
  /** Names this answer in the server's log. */
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** Codes that any route may answer. */
export const COMMON_CODES = [
  'request.invalid',
  'request.not_json',
  'request.too_large',
  'request.too_many',
  'auth.required',
  'auth.second_factor_required',
  'auth.forbidden',
  'enterprise.not_found',
  'row.not_found',
  'row.stale',
  'row.conflict',
  'server.failed',
  'server.database_unavailable',
  'server.disk_full',
  'route.not_found',
] as const;
