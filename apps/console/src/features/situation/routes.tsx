import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ENTERPRISE_ROLES, REGULATOR_ROLES, SCALES, SECTORS, USE_REASONS } from '@yufang/domain';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { LAYERS } from './layers.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

/** What the page shows, kept in the address: which figure colours the map, and whether it is a map or a table. */
export const OverviewSearch = z.object({
  layer: maybe(z.enum(LAYERS)),
  view: maybe(z.enum(['map', 'table'])),
  /** Enterprises on the map also above the county. */
  dots: maybe(z.enum(['on'])),
  days: maybe(z.enum(['7', '30', '90'])),
  parkId: maybe(z.uuid()),
  sector: maybe(z.enum(SECTORS)),
  /** How the figures below are cut, and what narrows them. */
  by: maybe(z.enum(['industry', 'scale', 'sector', 'park', 'county', 'day'])),
  cutIndustry: maybe(z.string().regex(/^\d{2}$/)),
  cutScale: maybe(z.enum(SCALES)),
  cutSector: maybe(z.enum(SECTORS)),
});

export const UseSearch = z.object({
  reason: maybe(z.enum(USE_REASONS)),
  sector: maybe(z.enum(SECTORS)),
  scale: maybe(z.enum(SCALES)),
  most: maybe(z.enum(['40', '60', '80'])),
});

const getParentRoute = () => shellRoute;
const overviewRoute = createRoute({
  path: 'overview',
  getParentRoute,
  validateSearch: OverviewSearch,
  component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
});
const wallRoute = createRoute({
  path: 'wall',
  getParentRoute,
  validateSearch: OverviewSearch,
  component: lazyRouteComponent(() => import('./wall-page.tsx'), 'WallPage'),
});
const useRoute = createRoute({
  path: 'use',
  getParentRoute,
  validateSearch: UseSearch,
  component: lazyRouteComponent(() => import('./use-list.tsx'), 'UseList'),
});

const everybody = [...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert'] as const;

/** The live pages of a province, city, county, park or enterprise, the wall screen, and the list of systems built but not used. */
export const situationFeature: Feature = {
  id: 'situation',
  routes: [overviewRoute, wallRoute, useRoute],
  messages: { zh, en },
  nav: [
    { group: 'situation', to: '/overview', label: 'situation.nav.overview', roles: everybody, order: 0 },
    {
      group: 'supervision',
      to: '/use',
      label: 'situation.nav.use',
      roles: [...REGULATOR_ROLES, 'enterprise_head', 'safety_officer'],
      order: 10,
    },
  ],
};
