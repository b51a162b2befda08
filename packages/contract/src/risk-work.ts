import { CHANGE_KINDS, RISK_GRADES, TIERS } from '@yufang/domain';
import { z } from 'zod';
import { BulkChange, RISK_MANAGERS, RISK_WRITERS } from './risk.ts';
import { BulkResult, Grade } from './risk-rows.ts';
import {
  Day,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  READERS,
  text,
} from './route.ts';

const base = '/api/v1/enterprises/:enterpriseId' as const;
const tag = 'risk';

/** What is still to be done, as lists that one can work off. */
export const WORKLISTS = [
  'measures_without_item',
  'measures_without_post',
  'tiers_uncovered',
  'posts_without_card',
  'risks_due',
  'risks_ungraded',
] as const;
export type Worklist = (typeof WORKLISTS)[number];

/** One thing to do; `suggestion` is what the one-click remedy would set. */
export const WorkRow = z
  .object({
    id: z.uuid(),
    entity: z.enum(['event', 'measure', 'post']),
    name: z.string(),
    where: z.string(),
    grade: Grade,
    tiers: z.array(z.enum(TIERS)),
    dueOn: Day.nullable(),
    daysLeft: z.int().nullable(),
    reason: z.string().nullable(),
    version: z.int(),
    suggestion: z.object({ postId: z.uuid(), postName: z.string() }).nullable(),
  })
  .meta({ id: 'RiskWorkRow' });
export type WorkRow = z.infer<typeof WorkRow>;

export const countRiskWork = defineRoute({
  id: 'countRiskWork',
  method: 'GET',
  path: `${base}/risk-work`,
  tag,
  summary: 'How much is left on each work-off list',
  access: READERS,
  params: EnterpriseParams,
  reply: z.object({
    counts: z.record(z.enum(WORKLISTS), z.int()),
    /** Risks by review state, for the review queue. */
    review: z.record(z.string(), z.int()),
    grades: z.record(z.enum([...RISK_GRADES, 'none']), z.int()),
  }),
});

export const listRiskWork = defineRoute({
  id: 'listRiskWork',
  method: 'GET',
  path: `${base}/risk-work/:list`,
  tag,
  summary: 'One work-off list',
  access: READERS,
  params: EnterpriseParams.extend({ list: z.enum(WORKLISTS) }),
  query: PageQuery,
  reply: page(WorkRow),
});

export const remedyRiskWork = defineRoute({
  id: 'remedyRiskWork',
  method: 'POST',
  path: `${base}/risk-work/:list/remedy`,
  tag,
  summary: 'Do the remedy of a list for the rows named: make items, name posts, start a re-identification, issue cards',
  access: RISK_WRITERS,
  params: EnterpriseParams.extend({ list: z.enum(WORKLISTS) }),
  body: z.object({
    rows: z
      .array(z.object({ id: z.uuid(), postId: z.uuid().optional() }))
      .min(1)
      .max(1000),
  }),
  reply: z.object({ results: z.array(BulkResult), inverse: z.array(BulkChange) }),
});

/** Posts with their duties: what a picker and the print centre need. */
export const listDutyPosts = defineRoute({
  id: 'listDutyPosts',
  method: 'GET',
  path: `${base}/duty-posts`,
  tag,
  summary: 'Posts of the enterprise with their holders, measures and card',
  access: READERS,
  params: EnterpriseParams,
  reply: z.object({
    posts: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        orgUnitId: z.uuid(),
        orgUnitName: z.string(),
        holders: z.array(z.string()),
        measures: z.int(),
        worstGrade: Grade,
        cardIssuedOn: Day.nullable(),
        version: z.int(),
      }),
    ),
    orgUnits: z.array(z.object({ id: z.uuid(), parentId: z.uuid().nullable(), kind: z.string(), name: z.string() })),
  }),
});

const RiskChangeView = z
  .object({
    id: z.uuid(),
    kind: z.enum(CHANGE_KINDS),
    happenedOn: Day,
    note: z.string(),
    objectId: z.uuid().nullable(),
    objectName: z.string().nullable(),
    affected: z.int(),
    state: z.enum(['active', 'withdrawn']),
    version: z.int(),
  })
  .meta({ id: 'RiskChangeView' });

export const listRiskChanges = defineRoute({
  id: 'listRiskChanges',
  method: 'GET',
  path: `${base}/risk-changes`,
  tag,
  summary: 'Changes that make risks due for re-identification',
  access: READERS,
  params: EnterpriseParams,
  query: PageQuery,
  reply: page(RiskChangeView),
});
export const createRiskChange = defineRoute({
  id: 'createRiskChange',
  method: 'POST',
  path: `${base}/risk-changes`,
  tag,
  summary: 'Note a change of process, equipment, staff structure, an accident or a law',
  access: RISK_WRITERS,
  params: EnterpriseParams,
  body: z.object({
    kind: z.enum(CHANGE_KINDS),
    happenedOn: Day,
    note: text(1000),
    objectId: z.uuid().nullable().optional(),
  }),
  reply: RiskChangeView,
});
export const withdrawRiskChange = defineRoute({
  id: 'withdrawRiskChange',
  method: 'POST',
  path: `${base}/risk-changes/:id/withdraw`,
  tag,
  summary: 'Withdraw a change noted by mistake',
  access: RISK_MANAGERS,
  params: EnterpriseRowParams,
  body: z.object({ version: z.int().positive() }),
  reply: RiskChangeView,
});

/** One problem of one row of an uploaded register. `row` counts as the sheet does, head included. */
export const ImportProblem = z.object({
  row: z.int(),
  field: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
/** An uploaded register: what it would do, what it did. */
export const RiskImportView = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    state: z.enum(['checking', 'checked', 'applying', 'applied', 'failed']),
    progress: z.int(),
    report: z.object({
      rows: z.int(),
      good: z.int(),
      bad: z.int(),
      /** Rows by what would happen (checked) or happened (applied). */
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      problems: z.array(ImportProblem),
      /** Beyond the first thousand problems only the count goes on. */
      problemsTotal: z.int(),
      failure: z.string().nullable(),
    }),
    createdAt: Instant,
  })
  .meta({ id: 'RiskImportView' });
export type RiskImportView = z.infer<typeof RiskImportView>;

export const getRiskImportTemplate = defineRoute({
  id: 'getRiskImportTemplate',
  method: 'GET',
  path: `${base}/risk-import-template`,
  tag,
  summary: 'Excel template of the register with drop-down lists',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});
export const uploadRiskImport = defineRoute({
  id: 'uploadRiskImport',
  method: 'POST',
  path: `${base}/risk-imports`,
  tag,
  summary: 'Upload a register; it is checked row by row, nothing is written yet',
  access: RISK_MANAGERS,
  params: EnterpriseParams,
  upload: true,
  reply: RiskImportView,
});
export const getRiskImport = defineRoute({
  id: 'getRiskImport',
  method: 'GET',
  path: `${base}/risk-imports/:id`,
  tag,
  summary: 'An uploaded register: report and progress',
  access: RISK_MANAGERS,
  params: EnterpriseRowParams,
  reply: RiskImportView,
});
export const applyRiskImport = defineRoute({
  id: 'applyRiskImport',
  method: 'POST',
  path: `${base}/risk-imports/:id/apply`,
  tag,
  summary: 'Write the checked register: all or nothing, or only the good rows',
  access: RISK_MANAGERS,
  params: EnterpriseRowParams,
  body: z.object({ mode: z.enum(['all', 'good']) }),
  reply: RiskImportView,
});
