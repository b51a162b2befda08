import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/route.tsx';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

const getParentRoute = () => shellRoute;

/** Safety grading of a park, A to D. Its place in the navigation is among the park's own pages (features/park). */
export const parkGradingFeature: Feature = {
  id: 'parkGrading',
  routes: [
    createRoute({
      path: 'parks/$parkId/gradings',
      getParentRoute,
      component: lazyRouteComponent(() => import('./grading-list.tsx'), 'GradingList'),
    }),
    createRoute({
      path: 'parks/$parkId/gradings/$id',
      getParentRoute,
      component: lazyRouteComponent(() => import('./grading-page.tsx'), 'GradingPage'),
    }),
  ],
  messages: { zh, en },
  nav: [],
};
