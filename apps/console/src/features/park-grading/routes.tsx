import { shellPage } from '../../shell/route.tsx';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

/** Safety grading of a park, A to D. Its place in the navigation is among the park's own pages (features/park). */
export const parkGradingFeature: Feature = {
  id: 'parkGrading',
  routes: [
    shellPage('parks/$parkId/gradings', () => import('./grading-list.tsx'), 'GradingList'),
    shellPage('parks/$parkId/gradings/$id', () => import('./grading-page.tsx'), 'GradingPage'),
  ],
  messages: { zh, en },
  nav: [],
};
