import type { FastifyRequest } from 'fastify';
import { refuse } from '../../platform/errors/refused.ts';

type Window = { until: number; count: number };

/**
 * A limit on what one address may ask of a page without an account: so many a window, counted per process.
 * @throws 429 `request.too_many` with the seconds to wait
 */
export function makeLimit(most: number, windowMs: number): (request: FastifyRequest) => void {
  const seen = new Map<string, Window>();
  return (request) => {
    const now = performance.now();
    if (seen.size > 50_000) for (const [ip, w] of seen) if (w.until < now) seen.delete(ip);
    const hit = seen.get(request.ip);
    const window = hit && hit.until > now ? hit : { until: now + windowMs, count: 0 };
    window.count += 1;
    seen.set(request.ip, window);
    if (window.count > most) {
      throw refuse(429, { code: 'request.too_many', params: { seconds: Math.ceil((window.until - now) / 1000) } });
    }
  };
}
