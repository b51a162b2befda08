import type { FastifyInstance } from 'fastify';
import type { Kernel } from '../platform/http/kernel.ts';
import { accessRoutes } from './access/routes.ts';
import { adminRoutes } from './admin/routes.ts';
import { attachmentRoutes } from './attachment/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { authRoutes } from './auth/routes.ts';
import { dangerRoutes } from './danger/routes.ts';
import { enterpriseRoutes } from './enterprise/routes.ts';
import { exchangeRoutes } from './exchange/routes.ts';
import { historyRoutes } from './history/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { mapRoutes } from './map/routes.ts';
import { noticeRoutes } from './notice/routes.ts';
import { paperRoutes } from './paper/routes.ts';
import { planRoutes } from './plan/routes.ts';
import { referenceRoutes } from './reference/routes.ts';
import { regionRoutes } from './region/routes.ts';
import { riskImportRoutes } from './risk/import/routes.ts';
import { riskRoutes } from './risk/routes.ts';
import { rollupRoutes } from './rollup/routes.ts';
import { syncRoutes } from './sync/routes.ts';
import { useRoutes } from './use/routes.ts';

/** Every capability binds its routes here, one line each. */
export async function bindModules(app: FastifyInstance, kernel: Kernel): Promise<void> {
  dangerRoutes(kernel);
  authRoutes(app, kernel);
  accessRoutes(kernel);
  regionRoutes(kernel);
  referenceRoutes(kernel);
  auditRoutes(kernel);
  adminRoutes(kernel);
  await enterpriseRoutes(app, kernel);
  exchangeRoutes(kernel);
  historyRoutes(kernel);
  liveRoutes(app, kernel);
  noticeRoutes(kernel);
  mapRoutes(kernel);
  riskRoutes(kernel);
  planRoutes(kernel);
  paperRoutes(kernel);
  await riskImportRoutes(app, kernel);
  rollupRoutes(kernel);
  attachmentRoutes(app, kernel);
  syncRoutes(kernel);
  useRoutes(kernel);
}
