import { no, ok, type Refusal, type Result } from '../result.ts';

/** The edition whose sections and divisions this file knows; names are seed data (`seeds/codes/industries.csv`). */
export const INDUSTRY_EDITION = 'GB/T 4754-2017';

/** Section letter with its first and last division. The 97 divisions run without a gap. */
const SECTIONS = [
  ['A', 1, 5],
  ['B', 6, 12],
  ['C', 13, 43],
  ['D', 44, 46],
  ['E', 47, 50],
  ['F', 51, 52],
  ['G', 53, 60],
  ['H', 61, 62],
  ['I', 63, 65],
  ['J', 66, 69],
  ['K', 70, 70],
  ['L', 71, 72],
  ['M', 73, 75],
  ['N', 76, 79],
  ['O', 80, 82],
  ['P', 83, 83],
  ['Q', 84, 85],
  ['R', 86, 90],
  ['S', 91, 96],
  ['T', 97, 97],
] as const;
export type IndustrySection = (typeof SECTIONS)[number][0];

/** All section letters, A to T. */
export const INDUSTRY_SECTIONS: readonly IndustrySection[] = SECTIONS.map(([letter]) => letter);

/** An industry code understood: `code` is its digits alone, as stored. */
export type IndustryCode = {
  readonly code: string;
  readonly section: IndustrySection;
  /** Two digits, `01` to `97`. */
  readonly division: string;
  readonly level: 'division' | 'group' | 'class';
};

/** The section of a division (`26` → C), or null when there is no such division. */
export function industrySection(division: string): IndustrySection | null {
  if (!/^\d{2}$/.test(division)) return null;
  const n = Number(division);
  return SECTIONS.find(([, first, last]) => n >= first && n <= last)?.[0] ?? null;
}

/** The divisions of a section, as two digits each. */
export function industryDivisions(section: IndustrySection): readonly string[] {
  const [, first, last] = SECTIONS.find(([letter]) => letter === section) ?? [section, 1, 0];
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i).padStart(2, '0'));
}

/**
 * Read a GB/T 4754 code as people and other systems write it: `2614`, `C2614`, `c26`.
 *
 * Groups and classes are checked by their shape and division only: no licensed list of the 473 groups and 1,380 classes was found.
 * @returns `industry.format`, `industry.unknown_division` or `industry.section_mismatch` when it is no code
 */
export function parseIndustryCode(text: string): Result<IndustryCode, Refusal> {
  const refuse = (why: string, params?: Refusal['params']) =>
    no({ code: `industry.${why}`, field: 'industry', ...(params && { params }) });
  const match = /^([A-T])?(\d{2,4})$/.exec(text.normalize('NFKC').trim().toUpperCase());
  const code = match?.[2];
  if (!code) return refuse('format', { given: text.slice(0, 20) });
  const division = code.slice(0, 2);
  const section = industrySection(division);
  if (section === null) return refuse('unknown_division', { division });
  const letter = match?.[1];
  if (letter && letter !== section) return refuse('section_mismatch', { division, given: letter, expected: section });
  return ok({ code, section, division, level: code.length === 2 ? 'division' : code.length === 3 ? 'group' : 'class' });
}
