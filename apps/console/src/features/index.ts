import { adminFeature } from './admin/routes.tsx';
import { auditFeature } from './audit/routes.tsx';
import { dangerFeature } from './danger/routes.tsx';
import { enterpriseFeature } from './enterprise/routes.tsx';
import { exchangeFeature } from './exchange/routes.tsx';
import type { Feature } from './feature.ts';
import { inspectionFeature } from './inspection/routes.tsx';
import { majorHazardFeature } from './major-hazard/routes.tsx';
import { noticeFeature } from './notice/routes.tsx';
import { orgFeature } from './org/routes.tsx';
import { parkFeature } from './park/routes.tsx';
import { parkGradingFeature } from './park-grading/routes.tsx';
import { referenceFeature } from './reference/routes.tsx';
import { riskFeature } from './risk/routes.tsx';
import { situationFeature } from './situation/routes.tsx';

/** Every capability of the console, one line each. */
export const FEATURES: readonly Feature[] = [
  referenceFeature,
  auditFeature,
  adminFeature,
  situationFeature,
  dangerFeature,
  inspectionFeature,
  noticeFeature,
  riskFeature,
  parkGradingFeature,
  enterpriseFeature,
  orgFeature,
  exchangeFeature,
  parkFeature,
  // After the park: its sentences for the codes of GB 18218 say which substance, the engine's say it in general.
  majorHazardFeature,
];
