import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  DANGER_KINDS,
  DANGER_LEVELS,
  DANGER_SOURCES,
  DANGER_STATUSES,
  ENTERPRISE_ROLES,
  REGULATOR_ROLES,
  ROLES,
  SCALES,
  SECTORS,
} from '@yufang/domain';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { listOf, maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

/** The list's whole state, kept in the address. */
export const DangerSearch = z.object({
  status: listOf(z.enum(DANGER_STATUSES)),
  level: maybe(z.enum(DANGER_LEVELS)),
  overdue: maybe(z.enum(['true', 'false'])),
  listed: maybe(z.enum(['true'])),
  escalatedTo: maybe(z.enum([...ROLES, 'none'])),
  scale: maybe(z.enum(SCALES)),
  closedFrom: maybe(z.iso.date()),
  closedTo: maybe(z.iso.date()),
  closedOnTime: maybe(z.enum(['true', 'false'])),
  source: maybe(z.enum(DANGER_SOURCES)),
  kind: maybe(z.enum(DANGER_KINDS)),
  sector: maybe(z.enum(SECTORS)),
  industry: maybe(z.string().max(4)),
  parkId: maybe(z.uuid()),
  enterpriseId: maybe(z.uuid()),
  unitId: maybe(z.uuid()),
  eventId: maybe(z.uuid()),
  foundFrom: maybe(z.iso.date()),
  foundTo: maybe(z.iso.date()),
  search: maybe(z.string().max(60)),
  mine: maybe(z.enum(['reported', 'assigned'])),
  sort: maybe(z.enum(['found', 'deadline'])),
});

/** What a report can start from: a point, a risk, a measure. */
export const ReportSearch = z.object({
  enterpriseId: maybe(z.uuid()),
  unitId: maybe(z.uuid()),
  eventId: maybe(z.uuid()),
  measureId: maybe(z.uuid()),
});

const getParentRoute = () => shellRoute;
const routes = [
  createRoute({
    path: 'dangers',
    getParentRoute,
    validateSearch: DangerSearch,
    component: lazyRouteComponent(() => import('./danger-list.tsx'), 'DangerList'),
  }),
  createRoute({
    path: 'dangers/overdue',
    getParentRoute,
    component: lazyRouteComponent(() => import('./overdue-page.tsx'), 'OverduePage'),
  }),
  createRoute({
    path: 'dangers/report',
    getParentRoute,
    validateSearch: ReportSearch,
    component: lazyRouteComponent(() => import('./report-page.tsx'), 'ReportPage'),
  }),
  createRoute({
    path: 'enterprises/$enterpriseId/dangers/$id',
    getParentRoute,
    component: lazyRouteComponent(() => import('./danger-record.tsx'), 'DangerRecord'),
  }),
];

const EVERYBODY = [...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert'] as const;

export const dangerFeature: Feature = {
  id: 'danger',
  routes,
  messages: { zh, en },
  nav: [
    { group: 'dangers', to: '/dangers', label: 'danger.nav.list', roles: EVERYBODY, order: 10 },
    { group: 'dangers', to: '/dangers/overdue', label: 'danger.nav.overdue', roles: EVERYBODY, order: 20 },
    { group: 'dangers', to: '/dangers/report', label: 'danger.nav.report', roles: EVERYBODY, order: 30 },
  ],
};
