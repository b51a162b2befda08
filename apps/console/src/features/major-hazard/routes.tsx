import { ENTERPRISE_ROLES, REGULATOR_ROLES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { shellPage } from '../../shell/route.tsx';
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

const units = () => import('./units-page.tsx');

/** Major hazards by GB 18218: an enterprise's units with their arithmetic, and the register of those above. */
export const majorHazardFeature: Feature = {
  id: 'majorHazard',
  routes: [
    shellPage('major-hazards', () => import('./register-page.tsx'), 'RegisterPage', RegisterSearch),
    shellPage('major-hazard-units', units, 'UnitsPage', UnitsSearch),
    shellPage('enterprises/$enterpriseId/major-hazard-units', units, 'UnitsPage', UnitsSearch),
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
