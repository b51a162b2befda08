import type { FastifyInstance } from 'fastify';
import type { Kernel } from '../platform/http/kernel.ts';
import { attachmentRoutes } from './attachment/routes.ts';
import { authRoutes } from './auth/routes.ts';
import { dangerRoutes } from './danger/routes.ts';
import { enterpriseRoutes } from './enterprise/routes.ts';
import { historyRoutes } from './history/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { mapRoutes } from './map/routes.ts';
import { noticeRoutes } from './notice/routes.ts';
import { riskImportRoutes } from './risk/import/routes.ts';
import { riskRoutes } from './risk/routes.ts';
import { rollupRoutes } from './rollup/routes.ts';
import { syncRoutes } from './sync/routes.ts';

/** Every capability binds its routes here, one line each. */
export async function bindModules(app: FastifyInstance, kernel: Kernel): Promise<void> {
  dangerRoutes(kernel);
  authRoutes(app, kernel);
  enterpriseRoutes(kernel);
  historyRoutes(kernel);
  liveRoutes(app, kernel);
  noticeRoutes(kernel);
  mapRoutes(kernel);
  riskRoutes(kernel);
  await riskImportRoutes(app, kernel);
  rollupRoutes(kernel);
  attachmentRoutes(app, kernel);
  syncRoutes(kernel);
}
