import * as z from 'zod';

/** draft: unverified or our own proposal, shown as such · in_force: checked against a published text · retired: replaced. */
export const REFERENCE_STATUSES = ['draft', 'in_force', 'retired'] as const;
export type ReferenceStatus = (typeof REFERENCE_STATUSES)[number];

/**
 * How sure a figure or a wording is: two or more public sources / one source / professional knowledge not re-read in the
 * published text / a proposal of ours that no rule prescribes.
 */
export const CERTAINTIES = ['confirmed', 'one_source', 'own_knowledge', 'design_default'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** What every single item of reference data can say of itself: how sure it is and where it comes from. */
export const Cited = z.object({
  certainty: z.enum(CERTAINTIES),
  source: z.string().min(1),
  sourceEn: z.string().min(1).optional(),
});
export type Cited = z.infer<typeof Cited>;

/**
 * A calendar day as `YYYY-MM-DD` of the years 1900 to 2199; which zone it belongs to is Asia/Shanghai everywhere in the domain. `9999-12-31`, with which many
 * systems say "no end", is no day to count to: who means no end leaves the field out.
 */
export const IsoDay = z.iso.date().regex(/^(19|20|21)/);

/** A name in both languages of the product. Reference tables are the one place where the domain carries names. */
export const Label = z.object({ label: z.string().min(1), labelEn: z.string().min(1) });
export type Label = z.infer<typeof Label>;
