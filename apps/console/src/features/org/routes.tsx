import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ENTERPRISE_MANAGERS, ENTERPRISE_ROLES } from '@yufang/domain';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';
import { problems as problemsEn } from './problems.en.ts';
import { problems as problemsZh } from './problems.zh.ts';

export const PeopleSearch = z.object({
  search: maybe(z.string().max(60)),
  account: maybe(z.enum(['yes', 'no'])),
  state: maybe(z.enum(['active', 'withdrawn'])),
  contractorId: maybe(z.uuid()),
});
export const PlainSearch = z.object({ search: maybe(z.string().max(60)) });

const screens = {
  org: lazyRouteComponent(() => import('./org-page.tsx'), 'OrgPage'),
  people: lazyRouteComponent(() => import('./people-list.tsx'), 'PeopleList'),
  contractors: lazyRouteComponent(() => import('./contractor-list.tsx'), 'ContractorList'),
  trainings: lazyRouteComponent(() => import('./training-list.tsx'), 'TrainingList'),
  'people-import': lazyRouteComponent(() => import('./import-page.tsx'), 'PeopleImportPage'),
};
const searches = {
  org: PlainSearch,
  people: PeopleSearch,
  contractors: PlainSearch,
  trainings: PlainSearch,
  'people-import': PlainSearch,
};

/** Each screen twice: of one's own enterprise, and of one that is named in the address. */
const routes = (Object.keys(screens) as (keyof typeof screens)[]).flatMap((name) =>
  [name, `enterprises/$enterpriseId/${name}`].map((path) =>
    createRoute({ path, getParentRoute: () => shellRoute, validateSearch: searches[name], component: screens[name] }),
  ),
);
const own = createRoute({
  path: 'archive',
  getParentRoute: () => shellRoute,
  component: lazyRouteComponent(() => import('./own-archive.tsx'), 'OwnArchive'),
});

/** The enterprise's own tree, its people, contractors and trainings. */
export const orgFeature: Feature = {
  id: 'org',
  routes: [...routes, own],
  messages: { zh: { text: zh, problems: problemsZh }, en: { text: en, problems: problemsEn } },
  nav: [
    { group: 'enterprises', to: '/archive', label: 'org.nav.archive', roles: ENTERPRISE_ROLES, order: 10 },
    { group: 'enterprises', to: '/org', label: 'org.nav.org', roles: ENTERPRISE_ROLES, order: 20 },
    { group: 'enterprises', to: '/people', label: 'org.nav.people', roles: ENTERPRISE_ROLES, order: 30 },
    { group: 'enterprises', to: '/contractors', label: 'org.nav.contractors', roles: ENTERPRISE_ROLES, order: 40 },
    { group: 'enterprises', to: '/trainings', label: 'org.nav.trainings', roles: ENTERPRISE_ROLES, order: 50 },
    { group: 'enterprises', to: '/people-import', label: 'org.nav.import', roles: ENTERPRISE_MANAGERS, order: 60 },
  ],
};
