import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  CYCLE_UNITS,
  ENTERPRISE_ROLES,
  ESCALATION_TIERS,
  EXPLANATION_VERDICTS,
  INSPECTION_RESULTS,
  OCCASIONS,
  RECORD_MARKS,
  REGULATOR_ROLES,
  SCALES,
  SECTORS,
  TASK_STATES,
  TIERS,
} from '@yufang/domain';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { listOf, maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

const day = maybe(z.iso.date());
const reach = {
  sector: maybe(z.enum(SECTORS)),
  industry: maybe(z.string().max(4)),
  scale: maybe(z.enum(SCALES)),
  parkId: maybe(z.uuid()),
  enterpriseId: maybe(z.uuid()),
};

/** A day of the board, and the month beside it. */
export const BoardSearch = z.object({
  day,
  month: maybe(z.string().regex(/^\d{4}-\d{2}$/)),
  enterpriseId: maybe(z.uuid()),
});
export const TaskSearch = z.object({
  ...reach,
  state: listOf(z.enum(TASK_STATES)),
  kind: maybe(z.enum(['generated', 'dispatched'])),
  escalatedTo: maybe(z.enum(ESCALATION_TIERS)),
  postId: maybe(z.uuid()),
  unitId: maybe(z.uuid()),
  itemId: maybe(z.uuid()),
  from: day,
  to: day,
});
export const ItemSearch = z.object({
  ...reach,
  state: maybe(z.enum(['active', 'withdrawn'])),
  without: maybe(z.enum(['post'])),
  cycleUnit: maybe(z.enum(CYCLE_UNITS)),
  occasion: maybe(z.enum(OCCASIONS)),
  tier: maybe(z.enum(TIERS)),
  postId: maybe(z.uuid()),
  unitId: maybe(z.uuid()),
  measureId: maybe(z.uuid()),
  search: maybe(z.string().max(60)),
});
export const RecordSearch = z.object({
  ...reach,
  result: listOf(z.enum(INSPECTION_RESULTS)),
  marked: maybe(z.enum(['true', 'false'])),
  mark: maybe(z.enum(RECORD_MARKS)),
  explained: maybe(z.enum(['true', 'false'])),
  judgement: maybe(z.enum(['waiting', ...EXPLANATION_VERDICTS])),
  itemId: maybe(z.uuid()),
  unitId: maybe(z.uuid()),
  from: day,
  to: day,
  person: maybe(z.string().max(60)),
});

const getParentRoute = () => shellRoute;
const routes = [
  createRoute({
    path: 'tasks',
    getParentRoute,
    validateSearch: TaskSearch.extend(BoardSearch.shape),
    component: lazyRouteComponent(() => import('./task-board.tsx'), 'TaskBoardPage'),
  }),
  createRoute({
    path: 'inspection/tasks',
    getParentRoute,
    validateSearch: TaskSearch,
    component: lazyRouteComponent(() => import('./task-list.tsx'), 'TaskList'),
  }),
  createRoute({
    path: 'inspection/items',
    getParentRoute,
    validateSearch: ItemSearch,
    component: lazyRouteComponent(() => import('./item-list.tsx'), 'ItemList'),
  }),
  createRoute({
    path: 'inspection/records',
    getParentRoute,
    validateSearch: RecordSearch,
    component: lazyRouteComponent(() => import('./record-list.tsx'), 'RecordList'),
  }),
  createRoute({
    path: 'enterprises/$enterpriseId/records/$id',
    getParentRoute,
    component: lazyRouteComponent(() => import('./record-page.tsx'), 'RecordPageScreen'),
  }),
];

const EVERYBODY = [...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert'] as const;

/** Inspection as the console shows it: the day's board, tasks, items, records. */
export const inspectionFeature: Feature = {
  id: 'inspection',
  routes,
  messages: { zh, en },
  nav: [
    {
      group: 'inspection',
      to: '/tasks',
      label: 'inspection.nav.board',
      roles: [...ENTERPRISE_ROLES, 'expert'],
      order: 10,
    },
    { group: 'inspection', to: '/inspection/tasks', label: 'inspection.nav.tasks', roles: EVERYBODY, order: 20 },
    { group: 'inspection', to: '/inspection/records', label: 'inspection.nav.records', roles: EVERYBODY, order: 30 },
    { group: 'inspection', to: '/inspection/items', label: 'inspection.nav.items', roles: EVERYBODY, order: 40 },
  ],
};
