import {
  GRADING_METHODS,
  MEASURE_CLASSES,
  MeasureTexts,
  REVIEW_STATES,
  RISK_GRADES,
  RISK_OBJECT_KINDS,
  ROW_STATES,
  TIERS,
  WORKSHEETS,
} from '@yufang/domain';
import { z } from 'zod';
import { Day, Instant } from './route.ts';

/** A grade, or null while nothing is graded. */
export const Grade = z.enum(RISK_GRADES).nullable();
/** Hazard factors of GB/T 13861 in the order people say them. */
export const FACTORS = ['person', 'thing', 'management', 'environment'] as const;

/** One multiplication, shown: table scores with their words, product, band, edition of the table it was read from. */
export const GradeArithmetic = z
  .object({
    method: z.enum(GRADING_METHODS),
    edition: z.string().nullable(),
    status: z.string().nullable(),
    certainty: z.string().nullable(),
    formula: z.string().nullable(),
    profile: z.string().nullable(),
    factors: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        labelEn: z.string(),
        value: z.number(),
        scoreLabel: z.string(),
        scoreLabelEn: z.string(),
      }),
    ),
    product: z.number().nullable(),
    band: z
      .object({ label: z.string(), labelEn: z.string(), min: z.number().nullable(), max: z.number().nullable() })
      .nullable(),
    scored: Grade,
    direct: z.array(z.object({ code: z.string(), label: z.string(), labelEn: z.string() })),
    grade: Grade,
  })
  .meta({ id: 'GradeArithmetic' });
export type GradeArithmetic = z.infer<typeof GradeArithmetic>;

const row = {
  id: z.uuid(),
  enterpriseId: z.uuid(),
  name: z.string(),
  state: z.enum(ROW_STATES),
  version: z.int(),
  updatedAt: Instant,
};

/** 风险分析对象. */
export const RiskObjectView = z
  .object({
    ...row,
    kind: z.enum(RISK_OBJECT_KINDS),
    code: z.string().nullable(),
    majorHazard: z.boolean(),
    orgUnitId: z.uuid().nullable(),
    orgUnitName: z.string().nullable(),
    dutyPersonName: z.string().nullable(),
    location: z.string().nullable(),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    grade: Grade,
    liveGrade: Grade,
    units: z.int(),
    origin: z.string(),
  })
  .meta({ id: 'RiskObjectView' });
export type RiskObjectView = z.infer<typeof RiskObjectView>;

/** 风险分析单元. */
export const RiskUnitView = z
  .object({
    ...row,
    objectId: z.uuid(),
    objectName: z.string(),
    worksheet: z.enum(WORKSHEETS),
    orgUnitId: z.uuid().nullable(),
    orgUnitName: z.string().nullable(),
    dutyPersonName: z.string().nullable(),
    declaredGrade: Grade,
    grade: Grade,
    liveGrade: Grade,
    stopped: z.boolean(),
    stoppedFrom: Instant.nullable(),
    stoppedTo: Instant.nullable(),
    stoppedReason: z.string().nullable(),
    pointCode: z.string().nullable(),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    origin: z.string(),
  })
  .meta({ id: 'RiskUnitView' });
export type RiskUnitView = z.infer<typeof RiskUnitView>;

/** One post that answers for a measure at one tier. */
export const DutyView = z
  .object({ tier: z.enum(TIERS), postId: z.uuid(), postName: z.string(), main: z.boolean() })
  .meta({ id: 'RiskDutyView' });

/** 管控措施. */
export const MeasureView = z
  .object({
    ...row,
    eventId: z.uuid(),
    unitId: z.uuid(),
    measureClass: z.enum(MEASURE_CLASSES),
    dataSource: z.enum(['inspection', 'monitoring']),
    description: z.string(),
    checkContent: z.string().nullable(),
    tier: z.enum(TIERS).nullable(),
    dutyPostId: z.uuid().nullable(),
    dutyPostName: z.string().nullable(),
    duties: z.array(DutyView),
    items: z.array(
      z.object({
        id: z.uuid(),
        tier: z.enum(TIERS).nullable(),
        postId: z.uuid().nullable(),
        content: z.string(),
        cycleN: z.number(),
        cycleUnit: z.string(),
      }),
    ),
    origin: z.string(),
  })
  .omit({ name: true })
  .meta({ id: 'RiskMeasureView' });
export type MeasureView = z.infer<typeof MeasureView>;

/** When this risk must be identified again, and why. */
export const ReidentificationView = z.object({
  state: z.enum(['later', 'soon', 'overdue']),
  reason: z.enum(['never_reviewed', 'periodic', 'change', 'controls']),
  dueOn: Day.nullable(),
  daysLeft: z.int().nullable(),
  changes: z.array(z.object({ kind: z.string(), on: Day })),
});

/** 风险事件 with its worksheet row, its arithmetic, its review and its measures. */
export const RiskEventView = z
  .object({
    ...row,
    unitId: z.uuid(),
    unitName: z.string(),
    objectId: z.uuid(),
    objectName: z.string(),
    worksheet: z.enum(WORKSHEETS),
    accidentType: z.string().nullable(),
    factor: z.enum(FACTORS).nullable(),
    consequence: z.string().nullable(),
    worksheetRow: z.record(z.string(), z.unknown()),
    proposed: MeasureTexts,
    method: z.enum(GRADING_METHODS),
    scores: z.record(z.string(), z.unknown()).nullable(),
    arithmetic: GradeArithmetic,
    grade: Grade,
    liveGrade: Grade,
    openDangers: z.int(),
    tier: z.enum(TIERS).nullable(),
    uncoveredTiers: z.array(z.enum(TIERS)),
    reviewState: z.enum(REVIEW_STATES),
    authorId: z.string().nullable(),
    authorName: z.string().nullable(),
    reviewerId: z.string().nullable(),
    reviewerName: z.string().nullable(),
    approverId: z.string().nullable(),
    approverName: z.string().nullable(),
    revision: z.int(),
    reviewedOn: Day.nullable(),
    nextReviewOn: Day.nullable(),
    reviewNote: z.string().nullable(),
    reidentification: ReidentificationView,
    /** What the caller may do now in the review. */
    commands: z.array(z.enum(['submit', 'review', 'approve', 'return', 'revise'])),
    mayEdit: z.boolean(),
    measures: z.array(MeasureView),
    origin: z.string(),
  })
  .meta({ id: 'RiskEventView' });
export type RiskEventView = z.infer<typeof RiskEventView>;

/** One node of the tree; `children` is how many active rows hang below it. */
export const RiskNode = z
  .object({
    kind: z.enum(['object', 'unit', 'event', 'measure']),
    id: z.uuid(),
    name: z.string(),
    sub: z.string().nullable(),
    grade: Grade,
    liveGrade: Grade,
    children: z.int(),
    stopped: z.boolean(),
    state: z.enum(ROW_STATES),
    version: z.int(),
  })
  .meta({ id: 'RiskNode' });
export type RiskNode = z.infer<typeof RiskNode>;

/** One risk in the flat register. */
export const RiskRow = z
  .object({
    id: z.uuid(),
    enterpriseId: z.uuid(),
    enterpriseName: z.string(),
    countyCode: z.string(),
    objectId: z.uuid(),
    objectName: z.string(),
    objectKind: z.enum(RISK_OBJECT_KINDS),
    unitId: z.uuid(),
    unitName: z.string(),
    unitStopped: z.boolean(),
    name: z.string(),
    accidentType: z.string().nullable(),
    worksheet: z.enum(WORKSHEETS),
    method: z.enum(GRADING_METHODS),
    product: z.number().nullable(),
    grade: Grade,
    liveGrade: Grade,
    tier: z.enum(TIERS).nullable(),
    reviewState: z.enum(REVIEW_STATES),
    revision: z.int(),
    reviewedOn: Day.nullable(),
    nextReviewOn: Day.nullable(),
    measures: z.int(),
    measuresWithPost: z.int(),
    measuresWithItem: z.int(),
    posts: z.array(z.string()),
    state: z.enum(ROW_STATES),
    version: z.int(),
    updatedAt: Instant,
  })
  .meta({ id: 'RiskRow' });
export type RiskRow = z.infer<typeof RiskRow>;

/** How one row of a bulk command ended. `refused` carries the code and what its sentence needs. */
export const BulkResult = z
  .object({
    entity: z.string(),
    id: z.uuid(),
    result: z.enum(['done', 'unchanged', 'refused']),
    version: z.int().nullable(),
    code: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .meta({ id: 'RiskBulkResult' });
export type BulkResult = z.infer<typeof BulkResult>;
