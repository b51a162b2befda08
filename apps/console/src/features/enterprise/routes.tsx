import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  ACTIVITIES,
  ENTERPRISE_STATES,
  ENTERPRISE_TAGS,
  REGION_ROLES,
  REGULATOR_ROLES,
  SCALES,
  SECTORS,
} from '@yufang/domain';
import { z } from 'zod';
import { rootRoute, shellRoute } from '../../shell/route.tsx';
import { listOf, maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';
import { problems as problemsEn } from './problems.en.ts';
import { problems as problemsZh } from './problems.zh.ts';

export const EnterpriseSearch = z.object({
  search: maybe(z.string().max(60)),
  scale: maybe(z.enum(SCALES)),
  sector: maybe(z.enum(SECTORS)),
  status: listOf(z.enum(ENTERPRISE_STATES)),
  industry: maybe(z.string().max(4)),
  activity: maybe(z.enum(ACTIVITIES)),
  tag: maybe(z.enum(ENTERPRISE_TAGS)),
  covered: maybe(z.enum(['true', 'false'])),
  parkId: maybe(z.uuid()),
});
export const RequestSearch = z.object({
  search: maybe(z.string().max(60)),
  kind: maybe(z.enum(['registration', 'change'])),
  state: maybe(z.enum(['open', 'approved', 'refused', 'withdrawn'])),
});
export const ReportSearch = z.object({ state: maybe(z.enum(['open', 'placed', 'rejected'])) });
export const ArchiveSearch = z.object({ asOf: maybe(z.iso.date()) });

const list = createRoute({
  path: 'enterprises',
  getParentRoute: () => shellRoute,
  validateSearch: EnterpriseSearch,
  component: lazyRouteComponent(() => import('./enterprise-list.tsx'), 'EnterpriseList'),
});
const archive = createRoute({
  path: 'enterprises/$enterpriseId',
  getParentRoute: () => shellRoute,
  validateSearch: ArchiveSearch,
  component: lazyRouteComponent(() => import('./archive-page.tsx'), 'ArchivePage'),
});
const requests = createRoute({
  path: 'enterprise-requests',
  getParentRoute: () => shellRoute,
  validateSearch: RequestSearch,
  component: lazyRouteComponent(() => import('./request-queue.tsx'), 'RequestQueue'),
});
const reports = createRoute({
  path: 'public-reports',
  getParentRoute: () => shellRoute,
  validateSearch: ReportSearch,
  component: lazyRouteComponent(() => import('./public-report-list.tsx'), 'PublicReportList'),
});
const imports = createRoute({
  path: 'enterprise-import',
  getParentRoute: () => shellRoute,
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'EnterpriseImportPage'),
});
const register = createRoute({
  path: 'register',
  getParentRoute: () => rootRoute,
  validateSearch: z.object({ code: maybe(z.string().max(20)) }),
  component: lazyRouteComponent(() => import('./register-page.tsx'), 'RegisterPage'),
});
/** Enterprises as those above see them, and registration. The other pages without an account are the phone app's (`/c/…`, `/12350`). */
export const enterpriseFeature: Feature = {
  id: 'enterprise',
  routes: [list, archive, requests, reports, imports],
  publicRoutes: [register],
  messages: { zh: { text: zh, problems: problemsZh }, en: { text: en, problems: problemsEn } },
  nav: [
    {
      group: 'enterprises',
      to: '/enterprises',
      label: 'enterprise.nav.list',
      roles: [...REGULATOR_ROLES, 'expert'],
      order: 10,
    },
    {
      group: 'enterprises',
      to: '/enterprise-requests',
      label: 'enterprise.nav.requests',
      roles: REGION_ROLES,
      order: 20,
    },
    { group: 'enterprises', to: '/public-reports', label: 'enterprise.nav.reports', roles: REGION_ROLES, order: 30 },
    { group: 'enterprises', to: '/enterprise-import', label: 'enterprise.nav.import', roles: REGION_ROLES, order: 40 },
  ],
};
