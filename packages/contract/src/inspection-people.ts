import { z } from 'zod';
import { defineRoute, EnterpriseParams, READERS } from './route.ts';

/** Active posts for which nothing is to be inspected, and posts that nobody holds although something is. */
export const listInspectionGaps = defineRoute({
  id: 'listInspectionGaps',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/gaps',
  tag: 'inspection',
  summary: 'Posts without items, posts without a holder, items without a post',
  access: READERS,
  params: EnterpriseParams,
  reply: z.object({
    postsWithoutItems: z.array(z.object({ id: z.uuid(), name: z.string(), orgUnitName: z.string() })),
    postsWithoutHolder: z.array(z.object({ id: z.uuid(), name: z.string(), orgUnitName: z.string(), items: z.int() })),
    itemsWithoutPost: z.int(),
  }),
});

/** Posts and people that work can be given to. */
export const listInspectors = defineRoute({
  id: 'listInspectors',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/inspectors',
  tag: 'inspection',
  summary: 'Posts and people of an enterprise that tasks can be given to',
  access: READERS,
  params: EnterpriseParams,
  reply: z.object({
    posts: z.array(z.object({ id: z.uuid(), name: z.string(), orgUnitName: z.string() })),
    people: z.array(z.object({ id: z.uuid(), name: z.string(), posts: z.array(z.string()) })),
  }),
});
