import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

const word = z.string().max(64);
const day = z.iso.date();

/** Filters of the changes in the address. */
export const ChangeSearch = z.object({
  chainId: maybe(z.uuid()),
  actor: maybe(word),
  role: maybe(word),
  entity: maybe(word),
  entityId: maybe(z.guid()),
  action: maybe(word),
  from: maybe(day),
  to: maybe(day),
});
export const ChainSearch = z.object({ search: maybe(word) });
export const SignInSearch = z.object({
  username: maybe(word),
  outcome: maybe(word),
  ip: maybe(word),
  from: maybe(day),
  to: maybe(day),
});

const page = (path: string, search: z.ZodObject, load: Parameters<typeof lazyRouteComponent>[0], name: string) =>
  createRoute({
    path,
    getParentRoute: () => shellRoute,
    validateSearch: search,
    component: lazyRouteComponent(load, name),
  });

const roles = ['audit_admin'] as const;

/** What the audit administrator reads: changes of every chain, the chains themselves, who signed in. */
export const auditFeature: Feature = {
  id: 'audit',
  routes: [
    page('audit/changes', ChangeSearch, () => import('./change-list.tsx'), 'ChangeList'),
    page('audit/chains', ChainSearch, () => import('./chain-list.tsx'), 'ChainList'),
    page('audit/sign-ins', SignInSearch, () => import('./sign-in-list.tsx'), 'SignInList'),
  ],
  messages: { zh, en },
  nav: [
    { group: 'supervision', to: '/audit/changes', label: 'audit.nav.changes', roles, order: 10 },
    { group: 'supervision', to: '/audit/chains', label: 'audit.nav.chains', roles, order: 20 },
    { group: 'supervision', to: '/audit/sign-ins', label: 'audit.nav.signIns', roles, order: 30 },
  ],
};
