import * as z from 'zod';
import { Cited, Label } from '../reference/certainty.ts';
import { shiftSpan } from './shift-span.ts';

export { shiftSpan };

const Time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** One shift; an `end` at or before its `start` is on the next day. */
export const Shift = Label.extend({ code: z.string().min(1), start: Time, end: Time });
export type Shift = z.infer<typeof Shift>;

/** Payload of `shift_table`: the shifts of a day in order. None overlaps another, also not round midnight. */
export const ShiftTable = z.object({ shifts: z.array(Shift).min(1).max(8), ...Cited.shape }).refine(({ shifts }) => {
  const spans = shifts.map(shiftSpan);
  const first = spans[0]?.start ?? 0;
  return spans.every((s, i) => s.end <= (spans[i + 1]?.start ?? first + 1440));
}, 'shifts in order, without overlap');
export type ShiftTable = z.infer<typeof ShiftTable>;
