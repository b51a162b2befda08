import * as z from 'zod';
import { CYCLE_UNITS, OCCASIONS } from '../inspection/vocabulary.ts';
import { SCALES } from '../org/vocabulary.ts';
import { RISK_GRADES, TIERS } from '../risk/vocabulary.ts';
import { Cited, Label } from './certainty.ts';

/**
 * Payload of `risk_regrade`: how open dangers raise the live grade of the risk they sprang from. `general`: so many
 * steps up, never beyond `upTo`; `major`: straight to `grade`. Several open dangers raise once, by the worst of them.
 */
export const RiskRegrade = z.object({
  general: z.object({ steps: z.int().min(0).max(3), upTo: z.enum(RISK_GRADES), ...Cited.shape }),
  major: z.object({ grade: z.enum(RISK_GRADES), ...Cited.shape }),
});
export type RiskRegrade = z.infer<typeof RiskRegrade>;

/** Payload of `control_tiers`: names and colours of the four grades and the tier that answers for each by default. */
export const ControlTiers = z.object({
  grades: z
    .array(
      Label.extend({
        grade: z.enum(RISK_GRADES),
        code: z.int().min(1).max(4),
        colour: z.string().min(1),
        hex: z.string().regex(/^#[0-9A-F]{6}$/),
        tier: z.enum(TIERS),
        orTier: z.enum(TIERS).nullable(),
        ...Cited.shape,
      }),
    )
    .length(RISK_GRADES.length)
    .refine((rows) => RISK_GRADES.every((g) => rows.some((r) => r.grade === g)), 'each grade once'),
  tiers: z.array(Label.extend({ tier: z.enum(TIERS) })).length(TIERS.length),
});
export type ControlTiers = z.infer<typeof ControlTiers>;

/** What makes a re-identification due before its yearly date: 工艺 / 设备设施 / 组织人员 / 事故 / 法规标准. */
export const CHANGE_KINDS = ['process', 'equipment', 'staff_structure', 'accident', 'law'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** How many different people a worksheet needs: author ≠ reviewer ≠ approver / author ≠ the other two / one alone. */
export const SEPARATIONS = ['three', 'two', 'one'] as const;
export type Separation = (typeof SEPARATIONS)[number];

/** Payload of `review_period`: the yearly cycle, its reminder, what counts as change, and the separation by scale. */
export const ReviewPeriod = z.object({
  everyMonths: z.int().min(1).max(60),
  remindDaysBefore: z.int().min(0).max(180),
  changeWithinDays: z.int().min(0).max(180),
  changes: z.array(Label.extend({ change: z.enum(CHANGE_KINDS) })).min(1),
  separation: z.object({
    above: z.enum(SEPARATIONS),
    small: z.enum(SEPARATIONS),
    micro: z.enum(SEPARATIONS),
    ...Cited.shape,
  }),
  ...Cited.shape,
});
export type ReviewPeriod = z.infer<typeof ReviewPeriod>;

/** Payload of `enterprise_dormancy`: days of silence after which an enterprise counts as dormant, by scale. */
export const EnterpriseDormancy = z.object({
  silentDays: z.record(z.enum(SCALES), z.int().min(1).max(366)),
  counts: z.array(z.enum(['inspection_record', 'danger_command', 'risk_review'])).min(1),
  ...Cited.shape,
});
export type EnterpriseDormancy = z.infer<typeof EnterpriseDormancy>;

/**
 * Payload of `inspection_cycle`: how often a measure is checked at a tier unless the enterprise says otherwise. The first row
 * that fits wins; `grades` null = any grade.
 */
export const InspectionCycles = z.object({
  rows: z
    .array(
      z.object({
        tier: z.enum(TIERS),
        grades: z.array(z.enum(RISK_GRADES)).nullable(),
        cycleN: z.number().positive(),
        cycleUnit: z.enum(CYCLE_UNITS),
        /** Of `special`: what it follows. */
        occasion: z.enum(OCCASIONS).optional(),
        ...Cited.shape,
      }),
    )
    .min(1)
    .refine(
      (rows) => TIERS.every((t) => rows.some((r) => r.tier === t && r.grades === null)),
      'each tier has a row for any grade',
    ),
});
export type InspectionCycles = z.infer<typeof InspectionCycles>;
