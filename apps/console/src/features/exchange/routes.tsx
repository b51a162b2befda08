import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { EXCHANGE_OUTCOMES } from '@yufang/contract';
import { ENTERPRISE_MANAGERS } from '@yufang/domain';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';
import { problems as problemsEn } from './problems.en.ts';
import { problems as problemsZh } from './problems.zh.ts';

/** Filters of a batch's rows in the address. */
export const RowSearch = z.object({
  outcome: maybe(z.enum(EXCHANGE_OUTCOMES)),
  entity: maybe(z.string().max(40)),
  field: maybe(z.string().max(200)),
  reason: maybe(z.string().max(80)),
});

const getParentRoute = () => shellRoute;
const door = lazyRouteComponent(() => import('./exchange-page.tsx'), 'ExchangePage');
const batch = lazyRouteComponent(() => import('./batch-page.tsx'), 'BatchPage');

/** The exchange door: an enterprise's own system hands in its chain, and everybody above sees what became of it. */
export const exchangeFeature: Feature = {
  id: 'exchange',
  routes: [
    createRoute({ path: 'exchange', getParentRoute, component: door }),
    createRoute({ path: 'enterprises/$enterpriseId/exchange', getParentRoute, component: door }),
    createRoute({
      path: 'enterprises/$enterpriseId/exchange/$batchId',
      getParentRoute,
      validateSearch: RowSearch,
      component: batch,
    }),
  ],
  messages: { zh: { text: zh, problems: problemsZh }, en: { text: en, problems: problemsEn } },
  nav: [{ group: 'enterprises', to: '/exchange', label: 'exchange.nav', roles: ENTERPRISE_MANAGERS, order: 70 }],
};
