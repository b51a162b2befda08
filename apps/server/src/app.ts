import { ALL_ROUTES } from '@yufang/contract/all-routes';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { bindModules } from './modules/index.ts';
import { installErrors } from './platform/http/errors.ts';
import { type Deps, type Kernel, makeKernel } from './platform/http/kernel.ts';
import { installLimits } from './platform/http/limits.ts';
import { installSecurity } from './platform/http/security.ts';
import { serveWeb } from './platform/http/static.ts';

/** The HTTP application over its dependencies: no port, no process, so that a test can inject requests into the very same thing. */
export async function buildApp(deps: Deps): Promise<{ app: FastifyInstance; kernel: Kernel }> {
  const app = Fastify({
    logger: deps.config.YUFANG_LOG === 'silent' ? false : { level: deps.config.YUFANG_LOG },
    genReqId: () => crypto.randomUUID(),
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: deps.config.YUFANG_TRUSTED_PROXIES.split(',').map((address) => address.trim()),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
  });
  app.decorateRequest('actor', null);
  installErrors(app);
  await installSecurity(app, deps.config);
  await installLimits(app, new Set(ALL_ROUTES.filter((r) => r.access.kind === 'public').map((r) => r.id)));
  const kernel = makeKernel(app, deps);
  await bindModules(app, kernel);
  await serveWeb(app, deps);
  return { app, kernel };
}
