import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { NOTICE_URGENCIES } from '@yufang/contract';
import { z } from 'zod';
import { shellRoute } from '../../shell/route.tsx';
import { maybe } from '../../ui/search-schema.ts';
import type { Feature } from '../feature.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

/** The notices' filters in the address. */
export const NoticeSearch = z.object({
  unread: maybe(z.enum(['true', 'false'])),
  urgency: maybe(z.enum(NOTICE_URGENCIES)),
});

const noticesRoute = createRoute({
  path: 'notices',
  getParentRoute: () => shellRoute,
  validateSearch: NoticeSearch,
  component: lazyRouteComponent(() => import('./notice-list.tsx'), 'NoticeList'),
});

/** Notices, reached by the bell of the top bar. */
export const noticeFeature: Feature = { id: 'notice', nav: [], routes: [noticesRoute], messages: { zh, en } };
