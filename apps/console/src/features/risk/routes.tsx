import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { WORKLISTS } from '@yufang/contract/risk-work';
import {
  ENTERPRISE_MANAGERS,
  ENTERPRISE_ROLES,
  MEASURE_CLASSES,
  REGULATOR_ROLES,
  REVIEW_STATES,
  RISK_OBJECT_KINDS,
  SCALES,
  SECTORS,
  TIERS,
  WORKSHEETS,
} from '@yufang/domain';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

const GRADE = z.enum(['red', 'orange', 'yellow', 'blue', 'none']);
/** The register's whole state, kept in the address. */
export const RiskSearch = z.object({
  enterpriseId: maybe(z.uuid()),
  parkId: maybe(z.uuid()),
  sector: maybe(z.enum(SECTORS)),
  industry: maybe(z.string().max(4)),
  scale: maybe(z.enum(SCALES)),
  grade: maybe(GRADE),
  liveGrade: maybe(GRADE),
  kind: maybe(z.enum(RISK_OBJECT_KINDS)),
  worksheet: maybe(z.enum(WORKSHEETS)),
  tier: maybe(z.enum(TIERS)),
  objectId: maybe(z.uuid()),
  unitId: maybe(z.uuid()),
  postId: maybe(z.uuid()),
  reviewState: maybe(z.enum(REVIEW_STATES)),
  lacks: maybe(z.enum(['item', 'post', 'grade', 'measure', 'control'])),
  due: maybe(z.enum(['overdue', 'soon'])),
  state: maybe(z.enum(['active', 'withdrawn'])),
  search: maybe(z.string().max(60)),
  sort: maybe(z.enum(['live', 'review', 'name'])),
});
/** The list of measures, kept in the address. */
export const MeasureSearch = z.object({
  enterpriseId: maybe(z.uuid()),
  parkId: maybe(z.uuid()),
  sector: maybe(z.enum(SECTORS)),
  postId: maybe(z.uuid()),
  personId: maybe(z.uuid()),
  measureClass: maybe(z.enum(MEASURE_CLASSES)),
  tier: maybe(z.enum(TIERS)),
  lacks: maybe(z.enum(['post', 'item'])),
  search: maybe(z.string().max(60)),
});
/** Where a screen of one enterprise stands: whose it is, what is open. */
export const PlaceSearch = z.object({
  enterpriseId: maybe(z.uuid()),
  node: maybe(z.string().max(60)),
  list: maybe(z.enum(WORKLISTS)),
  plan: maybe(z.uuid()),
});

const getParentRoute = () => shellRoute;
const routes = [
  createRoute({
    path: 'risks',
    getParentRoute,
    validateSearch: RiskSearch,
    component: lazyRouteComponent(() => import('./risk-list.tsx'), 'RiskList'),
  }),
  createRoute({
    path: 'risks/tree',
    getParentRoute,
    validateSearch: PlaceSearch,
    component: lazyRouteComponent(() => import('./risk-tree.tsx'), 'RiskTree'),
  }),
  createRoute({
    path: 'risks/measures',
    getParentRoute,
    validateSearch: MeasureSearch,
    component: lazyRouteComponent(() => import('./measure-list.tsx'), 'MeasureList'),
  }),
  createRoute({
    path: 'risks/review',
    getParentRoute,
    validateSearch: RiskSearch,
    component: lazyRouteComponent(() => import('./review-queue.tsx'), 'ReviewQueue'),
  }),
  createRoute({
    path: 'risks/work',
    getParentRoute,
    validateSearch: PlaceSearch,
    component: lazyRouteComponent(() => import('./work-lists.tsx'), 'WorkLists'),
  }),
  createRoute({
    path: 'risks/import',
    getParentRoute,
    validateSearch: PlaceSearch,
    component: lazyRouteComponent(() => import('./import-wizard.tsx'), 'ImportWizard'),
  }),
  createRoute({
    path: 'risks/plans',
    getParentRoute,
    validateSearch: PlaceSearch,
    component: lazyRouteComponent(() => import('./plan-page.tsx'), 'PlanPage'),
  }),
  createRoute({
    path: 'risks/print',
    getParentRoute,
    validateSearch: PlaceSearch,
    component: lazyRouteComponent(() => import('./print-centre.tsx'), 'PrintCentre'),
  }),
  createRoute({
    path: 'enterprises/$enterpriseId/risks/$id',
    getParentRoute,
    component: lazyRouteComponent(() => import('./risk-record.tsx'), 'RiskRecord'),
  }),
];

const EVERYBODY = [...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert'] as const;
const INSIDE = [...ENTERPRISE_ROLES, 'expert'] as const;

export const riskFeature: Feature = {
  id: 'risk',
  routes,
  messages: { zh, en },
  nav: [
    { group: 'risks', to: '/risks', label: 'risk.nav.list', roles: EVERYBODY, order: 10 },
    { group: 'risks', to: '/risks/tree', label: 'risk.nav.tree', roles: INSIDE, order: 20 },
    { group: 'risks', to: '/risks/measures', label: 'risk.nav.measures', roles: EVERYBODY, order: 25 },
    { group: 'risks', to: '/risks/review', label: 'risk.nav.review', roles: INSIDE, order: 30 },
    { group: 'risks', to: '/risks/work', label: 'risk.nav.work', roles: INSIDE, order: 40 },
    { group: 'risks', to: '/risks/plans', label: 'risk.nav.plans', roles: INSIDE, order: 50 },
    { group: 'risks', to: '/risks/print', label: 'risk.nav.print', roles: INSIDE, order: 60 },
    { group: 'risks', to: '/risks/import', label: 'risk.nav.import', roles: ENTERPRISE_MANAGERS, order: 70 },
  ],
};
