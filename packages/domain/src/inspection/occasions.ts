import * as z from 'zod';
import { Cited, Label } from '../reference/certainty.ts';

const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

/**
 * Payload of `inspection_occasions`: when `special` items fall due by themselves. `holiday`: so many days before a statutory holiday, until its eve.
 * `seasons`: from a day of the year on, for so many days. `resumption`: so many days from when a stopped unit goes on.
 */
export const InspectionOccasions = z.object({
  holiday: z.object({ daysBefore: z.int().min(1).max(30) }),
  seasons: z.array(Label.extend({ from: MonthDay, days: z.int().min(1).max(90) })).max(12),
  resumption: z.object({ days: z.int().min(1).max(30) }),
  ...Cited.shape,
});
export type InspectionOccasions = z.infer<typeof InspectionOccasions>;
