import type { FastifyInstance } from 'fastify';
import type { Kernel } from '../platform/http/kernel.ts';
import { enterpriseRoutes } from './enterprise/routes.ts';
import { rollupRoutes } from './rollup/routes.ts';

/** Every capability binds its routes here, one line each. */
export async function bindModules(_app: FastifyInstance, kernel: Kernel): Promise<void> {
  enterpriseRoutes(kernel);
  rollupRoutes(kernel);
}
