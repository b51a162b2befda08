import {
  ENTERPRISE_MANAGERS,
  PARK_ASSESSMENT_STATES,
  PARK_ITEM_STATES,
  PARK_VESSEL_STATES,
  REGULATOR_ROLES,
} from '@yufang/domain';
import { z } from 'zod';
import { shellPage as page } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';
import { RESULT_TABS } from './result/tabs.ts';

/** What of the inventory is open, and the filters of its vessels. */
const InventorySearch = z.object({
  part: maybe(z.enum(['vessels', 'population', 'targets', 'weather', 'settings'])),
  state: maybe(z.enum(PARK_VESSEL_STATES)),
  enterpriseId: maybe(z.uuid()),
  search: maybe(z.string().max(60)),
});
/** What of a result is open. */
const ResultSearch = z.object({ tab: maybe(z.enum(RESULT_TABS)), vessel: maybe(z.string().max(200)) });
const WorkSearch = z.object({
  whose: maybe(z.enum(['park', 'enterprises'])),
  state: maybe(z.enum(PARK_ITEM_STATES)),
  enterpriseId: maybe(z.uuid()),
  overdue: maybe(z.enum(['true'])),
});
const OwnSearch = z.object({
  part: maybe(z.enum(['risk', 'vessels', 'work'])),
  state: maybe(z.string().max(20)),
  overdue: maybe(z.enum(['true'])),
  search: maybe(z.string().max(60)),
});

/** The park's whole risk: inventory, assessments with their results, what-ifs, work list, access checks; and an enterprise's own part of it. */
export const parkFeature: Feature = {
  id: 'park',
  routes: [
    page('parks', () => import('./park-list.tsx'), 'ParkList'),
    page('parks/$parkId', () => import('./park-home.tsx'), 'ParkHome'),
    page('parks/$parkId/inventory', () => import('./inventory/inventory-page.tsx'), 'InventoryPage', InventorySearch),
    page(
      'parks/$parkId/assessments',
      () => import('./assessment/assessment-list.tsx'),
      'AssessmentList',
      z.object({ state: maybe(z.enum(PARK_ASSESSMENT_STATES)) }),
    ),
    page(
      'parks/$parkId/assessments/$id',
      () => import('./assessment/assessment-page.tsx'),
      'AssessmentPage',
      ResultSearch,
    ),
    page(
      'parks/$parkId/assessments/$id/what-if',
      () => import('./what-if/what-if-page.tsx'),
      'WhatIfPage',
      ResultSearch,
    ),
    page('parks/$parkId/work', () => import('./work/work-page.tsx'), 'WorkPage', WorkSearch),
    page('parks/$parkId/checks', () => import('./check/check-page.tsx'), 'CheckPage'),
    page('own-park', () => import('./own/own-page.tsx'), 'OwnPage', OwnSearch),
    page('enterprises/$enterpriseId/own-park', () => import('./own/own-page.tsx'), 'OwnPage', OwnSearch),
  ],
  messages: { zh, en },
  nav: [
    { group: 'risks', to: '/parks', label: 'park.nav.parks', roles: REGULATOR_ROLES, order: 60 },
    { group: 'risks', to: '/own-park', label: 'park.nav.own', roles: ENTERPRISE_MANAGERS, order: 60 },
  ],
};
