import * as z from 'zod';
import { MEASURE_CLASSES, RISK_GRADES, RISK_OBJECT_KINDS } from '../risk/vocabulary.ts';

const Line = z.string().min(1).max(300);
const Text = z.string().min(1).max(2000);

/** The most a weekly checklist of a small firm may ask. */
export const CHECKLIST_LIMIT = 15;

/** One typical risk of a trade: where, what, how grave by LEC, what holds it. `check`: the yes/no question of the weekly checklist. */
export const TemplateRisk = z.object({
  code: z.string().regex(/^[a-z][a-z0-9]{0,9}$/),
  usual: z.boolean(),
  kind: z.enum(RISK_OBJECT_KINDS),
  object: Line,
  objectEn: Line,
  unit: Line,
  unitEn: Line,
  event: Line,
  eventEn: Line,
  accidentType: z.string().regex(/^\d{2}$/),
  factor: z.enum(['person', 'thing', 'management', 'environment']),
  consequence: Line,
  consequenceEn: Line,
  scores: z.object({ L: z.number(), E: z.number(), C: z.number() }),
  grade: z.enum(RISK_GRADES),
  /** Items of the published criteria of major dangers, `<set>/<code>`. */
  criteria: z.array(z.string()),
  measures: z
    .array(
      z.object({
        measureClass: z.enum(MEASURE_CLASSES),
        text: Line,
        textEn: Line,
        check: Line.nullable(),
        checkEn: Line.nullable(),
      }),
    )
    .min(1),
});
export type TemplateRisk = z.infer<typeof TemplateRisk>;

/** Payload of reference data `trade_template.<trade>`: what a small firm of the trade typically has to control. */
export const TradeTemplate = z
  .object({
    trade: z.string().regex(/^[a-z-]+$/),
    title: Line,
    titleEn: Line,
    summary: Line,
    summaryEn: Line,
    tags: z.array(z.string()),
    /** GB/T 4754 divisions the trade is found in. */
    industries: z.array(z.string().regex(/^\d{2}$/)),
    cycle: z.object({ n: z.int().positive(), unit: z.literal('week') }),
    post: z.object({ name: Line, nameEn: Line, duty: Text, dutyEn: Text, emergency: Text, emergencyEn: Text }),
    risks: z.array(TemplateRisk).min(8).max(CHECKLIST_LIMIT),
  })
  .refine((t) => new Set(t.risks.map((r) => r.code)).size === t.risks.length, 'codes must be unique')
  .refine((t) => checksOf(t.risks) <= CHECKLIST_LIMIT, 'at most 15 checks');
export type TradeTemplate = z.infer<typeof TradeTemplate>;

/** How many questions the weekly checklist of these risks has. */
export const checksOf = (risks: readonly Pick<TemplateRisk, 'measures'>[]): number =>
  risks.reduce((n, r) => n + r.measures.filter((m) => m.check !== null).length, 0);
