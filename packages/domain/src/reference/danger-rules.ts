import * as z from 'zod';
import { ROLES } from '../org/vocabulary.ts';
import { Cited } from './certainty.ts';

/** Days that count: Mondays to Fridays corrected by the official calendar, or every day. */
export const DAY_UNITS = ['business_day', 'calendar_day'] as const;
export type DayUnit = (typeof DAY_UNITS)[number];

/** A length of time with its source; 0 days = the same day. */
export const Span = z.object({ days: z.int().min(0).max(3660), unit: z.enum(DAY_UNITS), ...Cited.shape });
export type Span = z.infer<typeof Span>;

/** How an extension is asked: at the latest `askBefore` the deadline, decided `decideWithin`, for at most `longest`, so many times. */
export const ExtensionRule = z.object({
  askBefore: Span,
  decideWithin: Span,
  longest: Span,
  times: z.int().min(0).max(12),
});
export type ExtensionRule = z.infer<typeof ExtensionRule>;

/**
 * Payload of `danger_deadlines`: every length of time of the closed loop. `rectify` holds the default and the longest
 * deadline that may be set at assignment; `handle` is for verifying and assigning, `accept` for judging a rectification.
 */
export const DangerDeadlines = z.object({
  handle: Span,
  accept: Span,
  rectify: z.object({
    atOnce: z.object({ usual: Span, longest: Span }),
    general: z.object({ usual: Span, longest: Span }),
    major: z.object({ usual: Span, longest: Span }),
  }),
  extension: z.object({ general: ExtensionRule, major: ExtensionRule, listed: ExtensionRule }),
  reportMajorUp: Span,
  publishListing: Span,
  publishLifting: Span,
  reviewResumption: Span,
  statistics: z.object({
    quarterlyDayOfNextMonth: z.int().min(1).max(28),
    yearlyMonth: z.int().min(1).max(12),
    yearlyDay: z.int().min(1).max(31),
    ...Cited.shape,
  }),
  evidence: z.object({ minPhotos: z.int().min(0).max(9), ...Cited.shape }),
});
export type DangerDeadlines = z.infer<typeof DangerDeadlines>;

/** One rung: so many business days after the due day these roles are told. */
export const EscalationStep = z.object({
  level: z.int().min(1).max(9),
  afterBusinessDays: z.int().min(1).max(250),
  notify: z.array(z.enum(ROLES)).min(1),
});
export type EscalationStep = z.infer<typeof EscalationStep>;

const Ladder = z
  .array(EscalationStep)
  .min(1)
  .refine(
    (steps) => steps.every((s, i) => s.level === i + 1 && s.afterBusinessDays > (steps[i - 1]?.afterBusinessDays ?? 0)),
    'levels must count 1, 2, 3 … and their days must rise',
  );

/** Payload of `danger_escalation`: who is told, and when, of a danger past its due day. */
export const DangerEscalation = z.object({ general: Ladder, major: Ladder, ...Cited.shape });
export type DangerEscalation = z.infer<typeof DangerEscalation>;
