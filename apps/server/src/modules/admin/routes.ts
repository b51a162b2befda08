import type { Kernel } from '../../platform/http/kernel.ts';
import { accountRoutes } from './account-routes.ts';
import { placeRoutes } from './place-routes.ts';
import { securityRoutes } from './security-routes.ts';

/** What the system and the security administrator do; neither can do the other's part. */
export function adminRoutes(kernel: Kernel): void {
  accountRoutes(kernel);
  securityRoutes(kernel);
  placeRoutes(kernel);
}
