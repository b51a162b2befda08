import type { FastifyInstance } from 'fastify';
import type { Config } from '../../platform/config/config.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { publicUrl } from './engine.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuse a writing request that another site's page made the browser send (403 `auth.cross_origin`): its Origin must be the
 * host it was sent to or the platform's public address. Programs without a browser send neither header and pass: they carry no
 * cookie that a foreign page could ride on. Second lock beside SameSite=Lax.
 */
export function installOriginCheck(app: FastifyInstance, config: Config): void {
  const own = new URL(publicUrl(config)).host;
  app.addHook('onRequest', async (request) => {
    if (SAFE.has(request.method)) return;
    const { origin } = request.headers;
    if (typeof origin === 'string') {
      const host = hostOf(origin);
      if (host === null || (host !== request.host && host !== own)) throw refuse(403, { code: 'auth.cross_origin' });
      return;
    }
    if (request.headers['sec-fetch-site'] === 'cross-site') throw refuse(403, { code: 'auth.cross_origin' });
  });
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
