import * as z from 'zod';
import { Cited, Label } from '../reference/certainty.ts';
import { PARK_GRADES } from './vocabulary.ts';

/** Points are kept to a hundredth, so that a bound is met exactly. */
const Points = z.number().min(0).max(10_000).multipleOf(0.01);

const Code = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,39}$/);

/** An element (要素) of the guide; `points` null: what it is worth could not be read. */
const Element = Label.extend({ id: Code, points: Points.nullable(), ...Cited.shape });

/** An item with its highest score; `ladder` null: the steps between 0 and the highest are not known, any score between is taken. */
const Item = Label.extend({
  code: Code,
  element: Code,
  max: Points.refine((p) => p > 0, 'an item is worth something'),
  ladder: z.array(Points).min(2).nullable(),
  /** What to bring as evidence, where the guide says. */
  evidence: z.string().min(1).nullable(),
  ...Cited.shape,
});

/**
 * Payload of `park_grading`: elements, items, what gives class A directly, bands by lower bound of the percentage. `unread` says what of the guide
 * is missing here: while it is not empty every grade by this table is provisional.
 */
export const ParkGradingTable = z
  .object({
    bands: z
      .array(Label.extend({ grade: z.enum(PARK_GRADES), min: Points }))
      .length(PARK_GRADES.length)
      .refine((b) => b.every((x, i) => x.grade === PARK_GRADES[i]), 'bands A, B, C, D in this order')
      .refine(
        (b) => b[0]?.min === 0 && b.every((x, i) => i === 0 || x.min > (b[i - 1]?.min ?? 0)),
        'bounds rise from 0',
      ),
    elements: z.array(Element).min(1),
    items: z.array(Item).min(1),
    vetoes: z.array(Label.extend({ code: Code, ...Cited.shape })),
    /** earned ÷ applicable × 100; whether an item may be left out of both sums as not applicable. */
    normalisation: z.object({
      rule: z.literal('earned_over_applicable'),
      notApplicable: z.boolean(),
      ...Cited.shape,
    }),
    unread: z.array(Label),
    /** After how many years a park is graded again. */
    againAfterYears: z.object({ years: z.int().min(1).max(20), ...Cited.shape }).nullable(),
    ...Cited.shape,
  })
  .refine((t) => new Set(t.items.map((i) => i.code)).size === t.items.length, 'codes of items must be unique')
  .refine((t) => new Set(t.vetoes.map((i) => i.code)).size === t.vetoes.length, 'codes of vetoes must be unique')
  .refine((t) => t.items.every((i) => t.elements.some((e) => e.id === i.element)), 'each item in a known element')
  .refine(
    (t) => t.items.every((i) => i.ladder === null || Math.max(...i.ladder) === i.max),
    'the highest step of a ladder is the highest score',
  );
export type ParkGradingTable = z.infer<typeof ParkGradingTable>;
export type ParkGradingItem = ParkGradingTable['items'][number];
