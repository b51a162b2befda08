import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { FEATURES } from '../features/index.ts';
import { Loading } from '../ui/screen-state.tsx';
import { Crashed, NotFound } from './faults.tsx';
import { Landing } from './landing.tsx';
import { rootRoute, shellRoute } from './route.tsx';
import { parseSearch, stringifySearch } from './search-params.ts';

const signInRoute = createRoute({
  path: 'sign-in',
  getParentRoute: () => rootRoute,
  validateSearch: z.object({ from: z.string().max(2000).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
});
const invitationRoute = createRoute({
  path: 'invitation/$code',
  getParentRoute: () => rootRoute,
  component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx'), 'InvitationPage'),
});
const landingRoute = createRoute({ path: '/', getParentRoute: () => shellRoute, component: Landing });
const sessionsRoute = createRoute({
  path: 'me/sessions',
  getParentRoute: () => shellRoute,
  component: lazyRouteComponent(() => import('./account/sessions-page.tsx'), 'SessionsPage'),
});
const securityRoute = createRoute({
  path: 'me/security',
  getParentRoute: () => shellRoute,
  component: lazyRouteComponent(() => import('./account/security-page.tsx'), 'SecurityPage'),
});

/** All addresses of the console: sign-in, the shell's own pages and every feature's. */
export const makeRouter = (queryClient: QueryClient) =>
  createRouter({
    basepath: '/console',
    routeTree: rootRoute.addChildren([
      signInRoute,
      invitationRoute,
      // Outside the shell a feature may put public pages: those name `rootRoute` as their parent.
      ...FEATURES.flatMap((f) => f.publicRoutes ?? []),
      shellRoute.addChildren([landingRoute, sessionsRoute, securityRoute, ...FEATURES.flatMap((f) => f.routes)]),
    ]),
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 400,
    defaultPendingComponent: () => <Loading />,
    defaultErrorComponent: Crashed,
    defaultNotFoundComponent: NotFound,
    notFoundMode: 'root',
    scrollRestoration: true,
  });
