import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from './kernel.ts';

/** The two web apps: where each is served and where its build lies. */
const APPS = [
  { prefix: '/console', dist: fileURLToPath(new URL('../../../../console/dist/', import.meta.url)) },
  { prefix: '/field', dist: fileURLToPath(new URL('../../../../field/dist/', import.meta.url)) },
] as const;

/** Roles that work with the phone first. */
const FIELD_ROLES = new Set(['post_worker', 'team_leader']);

/** Serve both web apps, and send `/` to the one that the caller's role works with; nobody signed in: to the sign-in page. */
export async function serveWeb(app: FastifyInstance, deps: Pick<Deps, 'authenticate'>): Promise<void> {
  app.get('/', async (request, reply) => {
    const actor = await deps.authenticate(request);
    const to = actor === null ? '/console/sign-in' : FIELD_ROLES.has(actor.role) ? '/field/' : '/console/';
    return reply.header('cache-control', 'no-store').redirect(to, 302);
  });
  // The address of an invitation is short, since it is read out and printed. On a phone it opens the phone app.
  app.get<{ Params: { code: string } }>('/invite/:code', async (request, reply) => {
    const code = encodeURIComponent(request.params.code);
    const to = isPhone(request) ? `/field/invite/${code}` : `/console/invitation/${code}`;
    return reply.header('vary', 'user-agent').redirect(to, 302);
  });
  servePublic(app);
  for (const { prefix, dist } of APPS) await serveApp(app, prefix, dist);
}

/** Phones and tablets as their browsers name themselves. */
const isPhone = ({ headers }: FastifyRequest): boolean =>
  /Mobi|Android|iPhone|iPad|HarmonyOS/i.test(headers['user-agent'] ?? '');

/**
 * The pages without an account, at the short addresses that printed codes carry: `/c/CODE` what stands behind a code, `/12350` report a danger.
 * A page of their own beside the phone app, outside the reach of its worker: a stranger's phone is given a page, not an app.
 */
function servePublic(app: FastifyInstance): void {
  const field = APPS[1].dist;
  const page = (_: FastifyRequest, reply: FastifyReply) => {
    if (!existsSync(`${field}public.html`)) {
      return reply.status(503).type('text/plain; charset=utf-8').send('/field is not built yet: run "npm start"\n');
    }
    return reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(readFileSync(`${field}public.html`));
  };
  for (const path of ['/c', '/c/:code', '/12350', '/12350/:code']) app.get(path, page);
  // Addresses of the time when these pages were the console's; codes with them may hang on doors.
  app.get<{ Params: { code: string } }>('/console/c/:code', async ({ params }, reply) =>
    reply.redirect(`/c/${encodeURIComponent(params.code)}`, 301),
  );
  app.get<{ Querystring: { code?: string; card?: string } }>('/console/report', async ({ query }, reply) => {
    const card = query.card ? `?card=${encodeURIComponent(query.card)}` : '';
    return reply.redirect(query.code ? `/12350/${encodeURIComponent(query.code)}` : `/12350${card}`, 301);
  });
}

/** Serve one built single-page app below a prefix. */
export async function serveApp(app: FastifyInstance, prefix: string, dist: string): Promise<void> {
  await app.register(
    async (scope) => {
      if (!existsSync(`${dist}index.html`)) {
        const missing = (_: FastifyRequest, reply: FastifyReply) =>
          reply
            .status(503)
            .type('text/plain; charset=utf-8')
            .send(`${prefix} is not built yet: run "npm start", or node tools/build-web.ts\n`);
        scope.get('/', missing);
        scope.get('/*', missing);
        return;
      }
      await scope.register(fastifyStatic, {
        root: dist,
        prefix: '/',
        preCompressed: true,
        redirect: false,
        cacheControl: false,
        // @fastify/static hands over Fastify's reply, not the raw response: `header`, not `setHeader`.
        setHeaders: (reply, path) => {
          reply.header('cache-control', isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
        },
      });
      // Every other address below is a screen of the app; a missing file stays missing.
      scope.setNotFoundHandler((request, reply) => {
        const path = request.url.split('?')[0] ?? '';
        const wantsPage = request.method === 'GET' && !/\.[a-z0-9]{2,5}$/i.test(path);
        if (wantsPage) return reply.sendFile('index.html');
        return reply
          .status(404)
          .type('application/problem+json')
          .send({ type: 'about:blank', status: 404, code: 'route.not_found', requestId: request.id });
      });
    },
    { prefix },
  );
}

/** Vite puts the hash of the content into the names of all files under assets/: those never change. */
const isHashed = (path: string): boolean => /[/\\]assets[/\\].+-[\w-]{8}\.\w+(\.br|\.gz)?$/.test(path);
