import * as z from 'zod';
import { CERTAINTIES, Cited, Label } from './certainty.ts';

/** A plain list of codes with names in both languages; codes are unique. Payload of `accident_types` and `hazop_guide_words`. */
export const CodeList = z.object({
  items: z
    .array(Label.extend({ code: z.string().min(1) }))
    .min(1)
    .refine((items) => new Set(items.map((i) => i.code)).size === items.length, 'codes must be unique'),
  ...Cited.shape,
});
export type CodeList = z.infer<typeof CodeList>;

/** One criterion by which a danger is major: `clause` as one cites it, null where the numbering was not seen. */
export const CriteriaItem = z.object({
  code: z.string().min(1),
  group: z.string().min(1),
  clause: z.string().min(1).nullable(),
  text: z.string().min(1),
  textEn: z.string().min(1),
  certainty: z.enum(CERTAINTIES),
});
export type CriteriaItem = z.infer<typeof CriteriaItem>;

/**
 * Payload of `major_criteria.<set id>`: one published list of criteria. A danger quotes an item as `<set id>/<code>`.
 * Texts are paraphrased and the English is our working translation; the published text governs. `partial` lists must
 * not be used to conclude that a danger is *not* major. `failedDeviceCounts`: a failed monitoring, alarm or protection
 * device counts as missing (order No. 10, article 14).
 */
export const MajorCriteria = z
  .object({
    setId: z.string().min(1),
    document: z.string().min(1),
    partial: z.boolean(),
    expectedCount: z.int().positive().nullable(),
    note: z.string().nullable(),
    noteEn: z.string().nullish(),
    failedDeviceCounts: z.object({ clause: z.string(), text: z.string(), textEn: z.string() }).nullable(),
    groups: z.array(
      Label.extend({ id: z.string().min(1), clause: z.string().nullable(), kind: z.string().nullable() }),
    ),
    items: z.array(CriteriaItem).min(1),
  })
  .refine((s) => new Set(s.items.map((i) => i.code)).size === s.items.length, 'codes must be unique')
  .refine((s) => s.items.every((i) => s.groups.some((g) => g.id === i.group)), 'each item in a known group')
  .refine((s) => s.partial || s.items.length === s.expectedCount, 'a whole list has the published number of items');
export type MajorCriteria = z.infer<typeof MajorCriteria>;

/** The criteria that a danger may quote, as `<set id>/<code>`, of all the sets given. */
export const criteriaCodes = (sets: readonly MajorCriteria[]): ReadonlySet<string> =>
  new Set(sets.flatMap((set) => set.items.map((item) => `${set.setId}/${item.code}`)));
