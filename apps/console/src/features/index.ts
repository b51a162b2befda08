import { adminFeature } from './admin/routes.tsx';
import { auditFeature } from './audit/routes.tsx';
import { dangerFeature } from './danger/routes.tsx';
import type { Feature } from './feature.ts';
import { noticeFeature } from './notice/routes.tsx';
import { riskFeature } from './risk/routes.tsx';
import { referenceFeature } from './reference/routes.tsx';
import { situationFeature } from './situation/routes.tsx';

/** Every capability of the console, one line each. */
export const FEATURES: readonly Feature[] = [
  referenceFeature,
  auditFeature,
  adminFeature,
  situationFeature,
  dangerFeature,
  noticeFeature,
  riskFeature,
];
