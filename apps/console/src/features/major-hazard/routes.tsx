import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ENTERPRISE_ROLES, REGULATOR_ROLES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

export const RegisterSearch = z.object({
  enterpriseId: maybe(z.uuid()),
  parkId: maybe(z.uuid()),
  sector: maybe(z.enum(SECTORS)),
  level: maybe(z.enum(['1', '2', '3', '4', 'none'])),
  search: maybe(z.string().max(60)),
});
export const UnitsSearch = z.object({ withdrawn: maybe(z.enum(['true'])) });

const getParentRoute = () => shellRoute;
const units = lazyRouteComponent(() => import('./units-page.tsx'), 'UnitsPage');

/** Major hazards by GB 18218: an enterprise's units with their arithmetic, and the register of those above. */
export const majorHazardFeature: Feature = {
  id: 'majorHazard',
  routes: [
    createRoute({
      path: 'major-hazards',
      getParentRoute,
      validateSearch: RegisterSearch,
      component: lazyRouteComponent(() => import('./register-page.tsx'), 'RegisterPage'),
    }),
    createRoute({ path: 'major-hazard-units', getParentRoute, validateSearch: UnitsSearch, component: units }),
    createRoute({
      path: 'enterprises/$enterpriseId/major-hazard-units',
      getParentRoute,
      validateSearch: UnitsSearch,
      component: units,
    }),
  ],
  messages: { zh, en },
  nav: [
    {
      group: 'risks',
      to: '/major-hazard-units',
      label: 'majorHazard.nav.units',
      roles: [...ENTERPRISE_ROLES, 'expert'],
      order: 55,
    },
    { group: 'risks', to: '/major-hazards', label: 'majorHazard.nav.register', roles: REGULATOR_ROLES, order: 55 },
  ],
};
