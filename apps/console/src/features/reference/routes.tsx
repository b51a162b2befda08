import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CERTAINTIES, REFERENCE_STATUSES } from '@yufang/domain';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

/** Filters of the editions in the address. */
export const ReferenceSearch = z.object({
  search: maybe(z.string().max(60)),
  status: maybe(z.enum(REFERENCE_STATUSES)),
  certainty: maybe(z.enum(CERTAINTIES)),
});

const listRoute = createRoute({
  path: 'reference',
  getParentRoute: () => shellRoute,
  validateSearch: ReferenceSearch,
  component: lazyRouteComponent(() => import('./reference-list.tsx'), 'ReferenceList'),
});
const editionRoute = createRoute({
  path: 'reference/$kind/$edition',
  getParentRoute: () => shellRoute,
  component: lazyRouteComponent(() => import('./reference-page.tsx'), 'ReferencePage'),
});

/** Versioned reference data: grading bands, deadlines, criteria. Everybody may look, the system administrator writes. */
export const referenceFeature: Feature = {
  id: 'reference',
  routes: [listRoute, editionRoute],
  messages: { zh, en },
  nav: [
    {
      group: 'settings',
      to: '/reference',
      label: 'reference.nav',
      roles: ['system_admin', 'province_officer', 'city_officer', 'county_officer', 'department_officer', 'expert'],
      order: 60,
    },
  ],
};
