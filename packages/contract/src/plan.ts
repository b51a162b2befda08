import { z } from 'zod';
import { RISK_WRITERS } from './risk.ts';
import { Grade } from './risk-rows.ts';
import { defineRoute, EnterpriseParams, EnterpriseRowParams, Instant, READERS, text } from './route.ts';

const base = '/api/v1/enterprises/:enterpriseId' as const;
const tag = 'plan';

/** A corner in shares of the plan's width and height. */
const Corner = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]);

/** An area of the four-colour map; its colour is read from the live grade of what it is linked to. */
export const PlanArea = z
  .object({
    id: z.uuid(),
    name: z.string(),
    objectId: z.uuid().nullable(),
    unitId: z.uuid().nullable(),
    targetName: z.string().nullable(),
    polygon: z.array(Corner),
    grade: Grade,
    liveGrade: Grade,
  })
  .meta({ id: 'PlanArea' });
export type PlanArea = z.infer<typeof PlanArea>;

/** A floor plan with its areas. */
export const PlanView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    attachmentId: z.uuid(),
    width: z.int(),
    height: z.int(),
    state: z.enum(['active', 'withdrawn']),
    version: z.int(),
    updatedAt: Instant,
    areas: z.array(PlanArea),
  })
  .meta({ id: 'PlanView' });
export type PlanView = z.infer<typeof PlanView>;

export const listPlans = defineRoute({
  id: 'listPlans',
  method: 'GET',
  path: `${base}/plans`,
  tag,
  summary: 'Floor plans with their areas in live colours',
  access: READERS,
  params: EnterpriseParams,
  reply: z.object({ rows: z.array(PlanView) }),
});
export const createPlan = defineRoute({
  id: 'createPlan',
  method: 'POST',
  path: `${base}/plans`,
  tag,
  summary: 'Make a plan of an uploaded picture (attachment of kind plan)',
  access: RISK_WRITERS,
  params: EnterpriseParams,
  body: z.object({ name: text(100), attachmentId: z.uuid() }),
  reply: PlanView,
});
export const savePlan = defineRoute({
  id: 'savePlan',
  method: 'PUT',
  path: `${base}/plans/:id`,
  tag,
  summary: 'Save the plan and all its areas as drawn; areas left out are withdrawn',
  access: RISK_WRITERS,
  params: EnterpriseRowParams,
  body: z.object({
    version: z.int().positive(),
    name: text(100),
    attachmentId: z.uuid().optional(),
    areas: z
      .array(
        z.object({
          id: z.uuid(),
          name: text(100),
          objectId: z.uuid().nullable(),
          unitId: z.uuid().nullable(),
          polygon: z.array(Corner).min(3).max(400),
        }),
      )
      .max(500),
  }),
  reply: PlanView,
});
export const setPlanState = defineRoute({
  id: 'setPlanState',
  method: 'POST',
  path: `${base}/plans/:id/state`,
  tag,
  summary: 'Withdraw a plan or bring it back',
  access: RISK_WRITERS,
  params: EnterpriseRowParams,
  body: z.object({ version: z.int().positive(), state: z.enum(['active', 'withdrawn']) }),
  reply: PlanView,
});
