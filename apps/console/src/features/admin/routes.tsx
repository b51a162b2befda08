import { ROLES } from '@yufang/domain';
import { z } from 'zod';
import { shellPage as page } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

/** Filters of the accounts in the address. */
export const AccountSearch = z.object({
  search: maybe(z.string().max(60)),
  role: maybe(z.enum(ROLES)),
  state: maybe(z.enum(['active', 'disabled', 'locked'])),
});

/** The system and the security administrator's screens. */
export const adminFeature: Feature = {
  id: 'admin',
  routes: [
    page('admin/accounts', () => import('./account-list.tsx'), 'AccountList', AccountSearch),
    page('admin/security-policy', () => import('./policy-page.tsx'), 'PolicyPage'),
    page('admin/departments', () => import('./department-page.tsx'), 'DepartmentPage'),
    page('admin/parks', () => import('./park-page.tsx'), 'ParkPage'),
  ],
  messages: { zh, en },
  nav: [
    {
      group: 'settings',
      to: '/admin/accounts',
      label: 'admin.nav.accounts',
      roles: ['system_admin', 'security_admin'],
      order: 10,
    },
    {
      group: 'settings',
      to: '/admin/security-policy',
      label: 'admin.nav.policy',
      roles: ['security_admin'],
      order: 20,
    },
    { group: 'settings', to: '/admin/departments', label: 'admin.nav.departments', roles: ['system_admin'], order: 30 },
    { group: 'settings', to: '/admin/parks', label: 'admin.nav.parks', roles: ['system_admin'], order: 40 },
  ],
};
