import * as z from 'zod';
import { TaskEscalation } from '../inspection/escalation.ts';
import { InspectionOccasions } from '../inspection/occasions.ts';
import { ShiftTable } from '../inspection/shift-table.ts';
import { ParkGradingTable } from '../park-grading/table.ts';
import { RecordMarkRules } from '../quality/record-rules.ts';
import { UseIndexRules } from '../quality/use-index.ts';
import { no, ok, type Refusal, type Result } from '../result.ts';
import { CERTAINTIES, IsoDay, REFERENCE_STATUSES } from './certainty.ts';
import { CodeList, MajorCriteria } from './code-lists.ts';
import { DangerDeadlines, DangerEscalation } from './danger-rules.ts';
import { RiskDirectRed, RiskMethod } from './risk-method.ts';
import { ControlTiers, EnterpriseDormancy, InspectionCycles, ReviewPeriod, RiskRegrade } from './risk-rules.ts';

/** The payload's schema by kind. `major_criteria.<set id>` is a family: see {@link payloadSchemaOf}. */
export const REFERENCE_PAYLOADS = {
  'risk_method.LEC': RiskMethod,
  'risk_method.LS': RiskMethod,
  'risk_method.MES': RiskMethod,
  risk_direct_red: RiskDirectRed,
  risk_regrade: RiskRegrade,
  control_tiers: ControlTiers,
  review_period: ReviewPeriod,
  inspection_cycle: InspectionCycles,
  inspection_occasions: InspectionOccasions,
  danger_deadlines: DangerDeadlines,
  danger_escalation: DangerEscalation,
  accident_types: CodeList,
  hazop_guide_words: CodeList,
  enterprise_dormancy: EnterpriseDormancy,
  shift_table: ShiftTable,
  task_escalation: TaskEscalation,
  record_marks: RecordMarkRules,
  use_index: UseIndexRules,
  park_grading: ParkGradingTable,
} as const;

export type FixedReferenceKind = keyof typeof REFERENCE_PAYLOADS;
export type CriteriaKind = `major_criteria.${string}`;
export type ReferenceKind = FixedReferenceKind | CriteriaKind;

/** What a kind carries: `PayloadOf<'risk_regrade'>` is `RiskRegrade`. */
export type PayloadOf<K extends ReferenceKind> = K extends FixedReferenceKind
  ? z.infer<(typeof REFERENCE_PAYLOADS)[K]>
  : MajorCriteria;

/** Everything about one edition of one kind but its payload; the columns of table `reference_data`. */
export const ReferenceHead = z.object({
  kind: z.string().regex(/^[a-z_]+(\.[A-Za-z0-9-]+)?$/),
  edition: z.string().min(1),
  title: z.string().min(1),
  titleEn: z.string().min(1),
  standard: z.string().min(1).nullable(),
  clause: z.string().min(1).nullable(),
  inForceFrom: IsoDay.nullable(),
  status: z.enum(REFERENCE_STATUSES),
  certainty: z.enum(CERTAINTIES),
  source: z.string().min(1),
  /** Where there is none, `source` is shown in both languages. */
  sourceEn: z.string().min(1).nullish(),
});
export type ReferenceHead = z.infer<typeof ReferenceHead>;

/** An edition whose payload has not been looked at yet. */
export const ReferenceEnvelope = ReferenceHead.extend({ payload: z.unknown() });
export type ReferenceEnvelope = z.infer<typeof ReferenceEnvelope>;

/** An edition whose payload has been checked against the schema of its kind. */
export type ReferenceData<K extends ReferenceKind = ReferenceKind> = Omit<ReferenceHead, 'kind'> & {
  readonly kind: K;
  readonly payload: PayloadOf<K>;
};

const isFixed = (kind: string): kind is FixedReferenceKind => Object.hasOwn(REFERENCE_PAYLOADS, kind);
const isCriteria = (kind: string): kind is CriteriaKind => kind.startsWith('major_criteria.');

/** The schema of a kind's payload, or null if this room does not know the kind (others, as the calendar, have their own). */
export const payloadSchemaOf = (kind: string): z.ZodType | null => {
  if (isFixed(kind)) return REFERENCE_PAYLOADS[kind];
  return isCriteria(kind) ? MajorCriteria : null;
};

/** True for an envelope of exactly this kind: narrows the payload after {@link parseReference}. */
export const isReference = <K extends ReferenceKind>(data: ReferenceData, kind: K): data is ReferenceData<K> =>
  data.kind === kind;

/**
 * Check one edition whole, as a seed file or as an administrator's upload.
 * @returns the typed edition, or `reference.malformed` / `reference.unknown_kind` / `reference.kind_mismatch`
 */
export function parseReference(input: unknown): Result<ReferenceData, Refusal> {
  const head = ReferenceEnvelope.safeParse(input);
  if (!head.success) return no(malformed(head.error));
  const { kind, payload: raw, ...rest } = head.data;
  if (!isFixed(kind) && !isCriteria(kind))
    return no({ code: 'reference.unknown_kind', field: 'kind', params: { kind } });
  const payload = (isFixed(kind) ? REFERENCE_PAYLOADS[kind] : MajorCriteria).safeParse(raw);
  if (!payload.success) return no(malformed(payload.error, 'payload'));
  const named = 'method' in payload.data ? `risk_method.${payload.data.method}` : null;
  const set = 'setId' in payload.data ? `major_criteria.${payload.data.setId}` : null;
  if ((named ?? set ?? kind) !== kind) return no({ code: 'reference.kind_mismatch', field: 'kind', params: { kind } });
  return ok({ ...rest, kind, payload: payload.data } as ReferenceData);
}

const malformed = (error: z.ZodError, under?: string): Refusal => {
  const issue = error.issues[0];
  const path = [...(under ? [under] : []), ...(issue?.path ?? [])].join('.');
  return { code: 'reference.malformed', field: path, params: { path, problem: issue?.message ?? '' } };
};
