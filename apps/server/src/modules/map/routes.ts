import { createHash } from 'node:crypto';
import { getBoundaries, getMapNotice, getMapPoints } from '@yufang/contract';
import { regionRange } from '@yufang/domain';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../../platform/db/actor.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { readBoundaries } from './boundaries.ts';
import { ClusterStore, type Cut } from './clusters.ts';
import { PointStore } from './points.ts';

/** The map: boundaries, and enterprises clustered for a window. */
export function mapRoutes(app: FastifyInstance, kernel: Kernel): void {
  const { config, db, clock } = kernel.deps;
  const clusters = new ClusterStore(new PointStore(db, clock));
  app.addHook('onListen', () => {
    // Not waited for: whoever asks meanwhile waits for the same reading, and hears of its failure.
    clusters.warm().catch((error: unknown) => app.log.warn(error, 'the map could not be read ahead'));
  });

  kernel.onRaw(getMapPoints, async ({ actor, query }) => {
    if (!actor) throw refuse(401, { code: 'auth.required' });
    if (query.west >= query.east || query.south >= query.north)
      throw refuse(400, { code: 'map.empty_window', field: 'east' });
    return await clusters.read(cutOf(actor, query), query);
  });

  let served: { text: string; etag: string } | null = null;
  kernel.onRaw(getBoundaries, async ({ request, reply }) => {
    if (!served) {
      const found = await readBoundaries(config);
      if (!found) throw refuse(404, { code: 'map.no_boundaries' });
      served = {
        text: found.text,
        etag: `"${createHash('sha256').update(found.text).digest('base64url').slice(0, 22)}"`,
      };
    }
    reply.header('etag', served.etag).header('cache-control', 'public, max-age=3600');
    if (request.headers['if-none-match'] === served.etag) return reply.status(304).send();
    return reply.type('application/json; charset=utf-8').send(served.text);
  });

  kernel.onRaw(getMapNotice, async () => ({
    source: (await readBoundaries(config))?.source ?? 'none',
    reviewNumber: config.YUFANG_MAP_REVIEW_NUMBER,
    crs: 'WGS84' as const,
  }));
}

/** The caller's own duty, narrowed by what is asked; never widened. */
function cutOf(
  actor: Actor,
  ask: { region?: string | undefined; sector?: string | undefined; parkId?: string | undefined },
): Cut {
  const { scope } = actor;
  const asked = ask.region ? regionRange(ask.region) : { lo: '000000', hi: '999999' };
  const own = scope.kind === 'region' || scope.kind === 'sector' ? scope : { lo: '000000', hi: '999999' };
  const lo = later(asked.lo, own.lo);
  const hi = earlier(asked.hi, own.hi);
  const sector = scope.kind === 'sector' ? scope.sector : ask.sector;
  const parkId = scope.kind === 'park' ? scope.parkId : ask.parkId;
  const enterpriseId = scope.kind === 'enterprise' ? scope.enterpriseId : undefined;
  const nothing = scope.kind === 'platform' || scope.kind === 'audit';
  return {
    key: [lo, hi, sector ?? '', parkId ?? '', enterpriseId ?? '', nothing].join('|'),
    has: (p) =>
      !nothing &&
      p.countyCode >= lo &&
      p.countyCode < hi &&
      (sector === undefined || p.sector === sector) &&
      (parkId === undefined || p.parkId === parkId) &&
      (enterpriseId === undefined || p.id === enterpriseId),
  };
}

// Codes are ordered as text.
const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);
