import { readFileSync } from 'node:fs';
import { CERTAINTIES, REGION_LEVELS, SECTORS } from '@yufang/domain';
import * as z from 'zod';
import { readTable } from './csv.ts';

const Empty = z.literal('').transform(() => null);
const orNull = <T extends z.ZodType>(schema: T) => z.union([Empty, schema]);

/** A division of Henan: GB/T 2260 with 6 digits, or a township's statistical code with 9. */
export const RegionRow = z.object({
  code: z.string().regex(/^41(\d{4}|\d{7})$/),
  name: z.string().min(1),
  /** Given from the province down to counties; townships have none. */
  name_en: orNull(z.string()),
  level: z.enum(REGION_LEVELS),
  parent_code: orNull(z.string()),
  /** synthetic: the city node above 济源市, which stands directly under the province. */
  kind: z.enum(['statutory', 'functional_zone', 'synthetic']),
  valid_from: orNull(z.iso.date()),
  /** Set on abolished codes, which older data still carries. */
  valid_to: orNull(z.iso.date()),
  source: z.string().min(1),
});
export type RegionRow = z.infer<typeof RegionRow>;

/** A section (letter), division, group or class (two to four digits) of GB/T 4754, each as sure as it says. We ship sections and divisions. */
export const IndustryRow = z.object({
  code: z.string().regex(/^([A-T]|\d{2,4})$/),
  name: z.string().min(1),
  name_en: z.string().min(1),
  parent_code: orNull(z.string().regex(/^([A-T]|\d{2,3})$/)),
  edition: z.string().min(1),
  certainty: z.enum(CERTAINTIES),
});
export type IndustryRow = z.infer<typeof IndustryRow>;

/** A supervising department with its names. */
export const SectorRow = z.object({ code: z.enum(SECTORS), name: z.string().min(1), name_en: z.string().min(1) });
export type SectorRow = z.infer<typeof SectorRow>;

const table = <T extends z.ZodType>(name: string, row: T): z.infer<T>[] =>
  z.array(row).parse(readTable(readFileSync(new URL(name, import.meta.url), 'utf8')));

/** The province, 18 city nodes, 181 + 3 abolished counties, 2,586 townships; parents come before their children. */
export const readRegions = (): RegionRow[] => table('./regions.csv', RegionRow);
/** 20 sections, then 97 divisions. */
export const readIndustries = (): IndustryRow[] => table('./industries.csv', IndustryRow);
/** Each word of the SECTORS vocabulary once. */
export const readSectors = (): SectorRow[] => table('./sectors.csv', SectorRow);
