import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { RegionCode } from '@yufang/contract';
import { z } from 'zod';
import { sessionQuery } from './me.tsx';

/** Root of all addresses. */
export const rootRoute = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({ component: Outlet });

/** What every screen inside the shell may carry in its address: `region` cuts it to a place below one's duty, `row` opens the side panel. */
export const ShellSearch = z.object({
  region: RegionCode.optional().catch(undefined),
  row: z.string().max(200).optional().catch(undefined),
});

/**
 * Parent of every feature's routes: asks who is signed in (and sends to the sign-in page when nobody is), draws navigation and top bar.
 * The region stays in the address when one goes from screen to screen.
 */
export const shellRoute = createRoute({
  id: 'shell',
  getParentRoute: () => rootRoute,
  validateSearch: ShellSearch,
  search: { middlewares: [retainSearchParams(['region'])] },
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session.state !== 'signed_in' || !session.me) {
      throw redirect({ to: '/sign-in', search: { from: location.href } });
    }
    return { me: session.me };
  },
  component: lazyRouteComponent(() => import('./layout.tsx'), 'ShellLayout'),
});

/**
 * A page inside the shell, loaded when it is first gone to.
 * @param name what the module exports it as
 * @param search what its address may carry besides
 */
export const shellPage = (
  path: string,
  load: Parameters<typeof lazyRouteComponent>[0],
  name: string,
  search: z.ZodObject = z.object({}),
) =>
  createRoute({
    path,
    getParentRoute: () => shellRoute,
    validateSearch: search,
    component: lazyRouteComponent(load, name),
  });
