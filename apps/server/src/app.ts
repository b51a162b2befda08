import Fastify, { type FastifyInstance } from 'fastify';
import { bindModules } from './modules/index.ts';
import { installErrors } from './platform/http/errors.ts';
import { type Deps, type Kernel, makeKernel } from './platform/http/kernel.ts';

/** The HTTP application over its dependencies: no port, no process, so that a test can inject requests into the very same thing. */
export async function buildApp(deps: Deps): Promise<{ app: FastifyInstance; kernel: Kernel }> {
  const app = Fastify({
    logger: deps.config.YUFANG_LOG === 'silent' ? false : { level: deps.config.YUFANG_LOG },
    genReqId: () => crypto.randomUUID(),
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: true,
    disableRequestLogging: true,
    routerOptions: { maxParamLength: 200 },
  });
  app.decorateRequest('actor', null);
  installErrors(app);
  const kernel = makeKernel(app, deps);
  await bindModules(app, kernel);
  return { app, kernel };
}
