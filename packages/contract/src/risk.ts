import {
  ENTERPRISE_MANAGERS,
  GRADING_METHODS,
  MEASURE_CLASSES,
  REVIEW_STATES,
  ReviewCommand,
  RISK_GRADES,
  RISK_OBJECT_KINDS,
  RiskScores,
  SCALES,
  SECTORS,
  SHEET_WRITERS,
  TIERS,
  WORKSHEETS,
  WorksheetRow,
} from '@yufang/domain';
import { z } from 'zod';
import {
  BulkResult,
  FACTORS,
  GradeArithmetic,
  MeasureView,
  RiskEventView,
  RiskNode,
  RiskObjectView,
  RiskRow,
  RiskUnitView,
} from './risk-rows.ts';
import {
  changeOf,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  PageQuery,
  page,
  READERS,
  RegionCode,
  roles,
  text,
} from './route.ts';

/** Who writes worksheets and takes part in their review. */
export const RISK_WRITERS = roles(...SHEET_WRITERS);
export const RISK_MANAGERS = roles(...ENTERPRISE_MANAGERS);

const Version = z.int().positive();
const base = '/api/v1/enterprises/:enterpriseId' as const;
const tag = 'risk';

const nullableText = (max: number) => text(max, 0).nullable().optional();
const Lon = z.number().min(-180).max(180).nullable().optional();
const Lat = z.number().min(-90).max(90).nullable().optional();

/** What a risk object is made of. */
export const RiskObjectInput = z.object({
  kind: z.enum(RISK_OBJECT_KINDS),
  name: text(200),
  code: nullableText(60),
  majorHazard: z.boolean().default(false),
  orgUnitId: z.uuid().nullable().optional(),
  dutyPersonName: nullableText(100),
  location: nullableText(200),
  lon: Lon,
  lat: Lat,
});
export type RiskObjectInput = z.output<typeof RiskObjectInput>;

/** What a unit is made of. The worksheet follows from the object's kind unless said. */
export const RiskUnitInput = z.object({
  objectId: z.uuid(),
  name: text(200),
  worksheet: z.enum(WORKSHEETS).optional(),
  orgUnitId: z.uuid().nullable().optional(),
  dutyPersonName: nullableText(100),
  lon: Lon,
  lat: Lat,
});

/** What a risk is made of: its worksheet row, its grading, its tier (default: the grade's). */
export const RiskEventInput = z.object({
  unitId: z.uuid(),
  name: text(500),
  accidentType: nullableText(40),
  factor: z.enum(FACTORS).nullable().optional(),
  consequence: nullableText(2000),
  worksheetRow: WorksheetRow.optional(),
  method: z.enum(GRADING_METHODS).optional(),
  scores: RiskScores.optional(),
  tier: z.enum(TIERS).nullable().optional(),
});

/** What a measure is made of. */
export const MeasureInput = z.object({
  eventId: z.uuid(),
  measureClass: z.enum(MEASURE_CLASSES),
  dataSource: z.enum(['inspection', 'monitoring']).default('inspection'),
  // As long as the national standard sends them: what was imported can be edited.
  description: text(4000),
  checkContent: nullableText(4000),
  tier: z.enum(TIERS).nullable().optional(),
  dutyPostId: z.uuid().nullable().optional(),
});

/** Some of the fields, to be changed; what is not named is not touched: a default belongs to making a row, not to changing it. */
const edit = <T extends z.ZodRawShape>(shape: z.ZodObject<T>) => changeOf(shape).extend({ version: Version });

/** The grading tables, tiers and lists that a worksheet editor needs, each with its edition, status and certainty. */
export const getRiskReference = defineRoute({
  id: 'getRiskReference',
  method: 'GET',
  path: '/api/v1/risk-reference',
  tag,
  summary: 'Editions of the grading tables, tiers and lists in use today',
  access: READERS,
  reply: z.object({
    editions: z.record(
      z.string(),
      z.object({
        edition: z.string(),
        title: z.string(),
        titleEn: z.string().nullable(),
        standard: z.string().nullable(),
        status: z.string(),
        certainty: z.string(),
        payload: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
});

/** Lazy tree: the objects of the enterprise, or what hangs below one row. */
export const listRiskTree = defineRoute({
  id: 'listRiskTree',
  method: 'GET',
  path: `${base}/risk-tree`,
  tag,
  summary: 'One level of the chain object → unit → event → measure',
  access: READERS,
  params: EnterpriseParams,
  query: PageQuery.extend({
    parentKind: z.enum(['object', 'unit', 'event']).optional(),
    parentId: z.uuid().optional(),
    withdrawn: z.stringbool().default(false),
  }),
  reply: page(RiskNode),
});

/** Filters of the register, shared by the list and its export. */
export const RiskFilter = z.object({
  enterpriseId: z.uuid().optional(),
  region: RegionCode.optional(),
  parkId: z.uuid().optional(),
  sector: z.enum(SECTORS).optional(),
  industry: z.string().max(4).optional(),
  scale: z.enum(SCALES).optional(),
  grade: z.enum([...RISK_GRADES, 'none']).optional(),
  liveGrade: z.enum([...RISK_GRADES, 'none']).optional(),
  kind: z.enum(RISK_OBJECT_KINDS).optional(),
  worksheet: z.enum(WORKSHEETS).optional(),
  tier: z.enum(TIERS).optional(),
  objectId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  postId: z.uuid().optional(),
  reviewState: z.enum(REVIEW_STATES).optional(),
  /** Risks with a measure that has no inspection item / no named post. */
  lacks: z.enum(['item', 'post', 'grade', 'measure', 'control']).optional(),
  due: z.enum(['overdue', 'soon']).optional(),
  state: z.enum(['active', 'withdrawn']).default('active'),
  search: z.string().trim().max(60).optional(),
  sort: z.enum(['live', 'review', 'name']).default('live'),
});
export type RiskFilter = z.output<typeof RiskFilter>;

/** The register, flat: of one enterprise or across the caller's duty. */
export const listRisks = defineRoute({
  id: 'listRisks',
  method: 'GET',
  path: '/api/v1/risks',
  tag,
  summary: 'Risks within the duty of the caller, gravest first',
  access: READERS,
  query: PageQuery.extend(RiskFilter.shape),
  reply: page(RiskRow),
});

/**
 * The same rows as an Excel file, at most 50,000. `form=template`: one enterprise's whole register in the columns of its import, a row a measure, to be
 * changed and sent back; refused with `risk.export_one_enterprise` when none is named.
 */
export const exportRisks = defineRoute({
  id: 'exportRisks',
  method: 'GET',
  path: '/api/v1/risks/export',
  tag,
  summary: 'The register as Excel, with the filters of the list',
  access: READERS,
  query: RiskFilter.extend({
    lang: z.enum(['zh', 'en']).default('zh'),
    form: z.enum(['list', 'template']).default('list'),
  }),
  reply: z.unknown(),
  replyKind: 'file',
});

const one = <R extends z.ZodType>(name: string, path: string, reply: R) =>
  ({
    id: name,
    method: 'GET',
    path: `${base}/${path}/:id`,
    tag,
    access: READERS,
    params: EnterpriseRowParams,
    reply,
  }) as const;
const make = <B extends z.ZodType, R extends z.ZodType>(name: string, path: string, io: { body: B; reply: R }) =>
  ({
    id: name,
    method: 'POST',
    path: `${base}/${path}`,
    tag,
    access: RISK_WRITERS,
    params: EnterpriseParams,
    ...io,
  }) as const;
const change = <B extends z.ZodType, R extends z.ZodType>(name: string, path: string, io: { body: B; reply: R }) =>
  ({
    id: name,
    method: 'PATCH',
    path: `${base}/${path}/:id`,
    tag,
    access: RISK_WRITERS,
    params: EnterpriseRowParams,
    ...io,
  }) as const;

export const getRiskObject = defineRoute({
  ...one('getRiskObject', 'risk-objects', RiskObjectView),
  summary: 'One risk object',
});
export const createRiskObject = defineRoute({
  ...make('createRiskObject', 'risk-objects', { body: RiskObjectInput, reply: RiskObjectView }),
  summary: 'Add a risk object',
});
export const updateRiskObject = defineRoute({
  ...change('updateRiskObject', 'risk-objects', { body: edit(RiskObjectInput), reply: RiskObjectView }),
  summary: 'Change a risk object; 409 row.stale with the current values if somebody was faster',
});

export const getRiskUnit = defineRoute({ ...one('getRiskUnit', 'risk-units', RiskUnitView), summary: 'One unit' });
export const createRiskUnit = defineRoute({
  ...make('createRiskUnit', 'risk-units', { body: RiskUnitInput, reply: RiskUnitView }),
  summary: 'Add a unit to an object',
});
export const updateRiskUnit = defineRoute({
  ...change('updateRiskUnit', 'risk-units', {
    body: edit(RiskUnitInput).extend({
      stopped: z.boolean().optional(),
      stoppedReason: nullableText(500),
      stoppedTo: z.iso.datetime({ offset: true }).nullable().optional(),
    }),
    reply: RiskUnitView,
  }),
  summary: 'Change, move, stop or resume a unit',
});
export const copyRiskUnit = defineRoute({
  id: 'copyRiskUnit',
  method: 'POST',
  path: `${base}/risk-units/:id/copy`,
  tag,
  summary: 'Copy a unit with its risks and measures, as drafts',
  access: RISK_WRITERS,
  params: EnterpriseRowParams,
  body: z.object({ name: text(200), objectId: z.uuid().optional(), duties: z.boolean().default(true) }),
  reply: RiskUnitView,
});

export const getRiskEvent = defineRoute({
  ...one('getRiskEvent', 'risk-events', RiskEventView),
  summary: 'One risk with its arithmetic and measures',
});
export const createRiskEvent = defineRoute({
  ...make('createRiskEvent', 'risk-events', { body: RiskEventInput, reply: RiskEventView }),
  summary: 'Add a risk to a unit and grade it',
});
export const updateRiskEvent = defineRoute({
  ...change('updateRiskEvent', 'risk-events', { body: edit(RiskEventInput), reply: RiskEventView }),
  summary: 'Change, move or grade a risk again',
});
export const gradeRiskPreview = defineRoute({
  id: 'gradeRiskPreview',
  method: 'POST',
  path: '/api/v1/risk-grade',
  tag,
  summary: 'Grade scores without writing anything: the arithmetic, or why it cannot be done',
  access: READERS,
  body: z.object({ method: z.enum(GRADING_METHODS), scores: RiskScores }),
  reply: GradeArithmetic,
});
export const reviewRiskEvent = defineRoute({
  id: 'reviewRiskEvent',
  method: 'POST',
  path: `${base}/risk-events/:id/review`,
  tag,
  summary: 'Submit, review, approve, return or revise a risk',
  access: RISK_WRITERS,
  params: EnterpriseRowParams,
  body: z.object({ version: Version, command: ReviewCommand }),
  reply: RiskEventView,
});

export const createMeasure = defineRoute({
  ...make('createMeasure', 'measures', { body: MeasureInput, reply: MeasureView }),
  summary: 'Add a control measure; with a post and a check its inspection item is made',
});
export const updateMeasure = defineRoute({
  ...change('updateMeasure', 'measures', { body: edit(MeasureInput), reply: MeasureView }),
  summary: 'Change or move a measure; its inspection item follows',
});
export const setMeasureDuties = defineRoute({
  id: 'setMeasureDuties',
  method: 'PUT',
  path: `${base}/measures/:id/duties`,
  tag,
  summary: 'Who answers for the measure at each tier; each duty gets its inspection item',
  access: RISK_WRITERS,
  params: EnterpriseRowParams,
  body: z.object({
    version: Version,
    duties: z.array(z.object({ tier: z.enum(TIERS), postId: z.uuid() })).max(TIERS.length),
  }),
  reply: MeasureView,
});

/** One wished change of one row, as the client says it and as the inverse comes back. */
export const BulkChange = z.object({
  entity: z.enum(['object', 'unit', 'event', 'measure', 'duty', 'item']),
  id: z.uuid(),
  version: Version,
  set: z.object({
    tier: z.enum(TIERS).nullable().optional(),
    dutyPostId: z.uuid().nullable().optional(),
    state: z.enum(['active', 'withdrawn']).optional(),
    /** submit; or recall to the state it was in, by the one who submitted and while nobody has reviewed it. */
    review: z.enum(['submit', 'recall_draft', 'recall_returned']).optional(),
  }),
});
export type BulkChange = z.output<typeof BulkChange>;

export const bulkRisks = defineRoute({
  id: 'bulkRisks',
  method: 'POST',
  path: `${base}/risk-bulk`,
  tag,
  summary: 'Change many rows: tier, post, review, withdraw, restore; per-row result and the inverse for undo',
  access: RISK_WRITERS,
  params: EnterpriseParams,
  body: z.object({
    changes: z.array(BulkChange).min(1).max(5000),
    /** all: nothing is written if one row is refused · good: the others are. */
    mode: z.enum(['all', 'good']).default('good'),
  }),
  reply: z.object({ written: z.boolean(), results: z.array(BulkResult), inverse: z.array(BulkChange) }),
});
