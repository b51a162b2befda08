import type { FastifyInstance } from 'fastify';
import type { Kernel } from '../../platform/http/kernel.ts';
import { assessmentRoutes } from './assessment-routes.ts';
import { importRoutes } from './import-routes.ts';
import { RunQueue } from './run-queue.ts';
import { setRoutes } from './set-routes.ts';
import { vesselRoutes } from './vessel-routes.ts';
import { whatIfRoutes } from './what-if-routes.ts';
import { WhatIfs } from './what-ifs.ts';
import { workRoutes } from './work-routes.ts';

/** The park's whole risk: inventory, assessments and their runs, what-ifs, work list, access checks. Returns the queue, for tests and benches. */
export async function parkRoutes(app: FastifyInstance, kernel: Kernel): Promise<RunQueue> {
  const { db, clock } = kernel.deps;
  const queue = new RunQueue(db, clock, (error) => app.log.error({ err: error }, 'park run'));
  const whatIfs = new WhatIfs();
  const stopping = new AbortController();
  app.addHook('onListen', async () => queue.start());
  app.addHook('preClose', async () => {
    stopping.abort();
    await Promise.all([queue.stop(), whatIfs.stop()]);
  });
  vesselRoutes(kernel);
  setRoutes(kernel);
  await importRoutes(app, kernel);
  assessmentRoutes(kernel, queue, stopping.signal);
  whatIfRoutes(kernel, whatIfs);
  workRoutes(app, kernel, queue);
  return queue;
}
