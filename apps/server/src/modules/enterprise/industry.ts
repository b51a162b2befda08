import { parseIndustryCode, type Refusal } from '@yufang/domain';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';

/** The groups, or the classes, of one division as far as the reference data lists them. */
type Listed = { readonly codes: ReadonlySet<string>; readonly edition: string; readonly certainty: string };
/** By division and number of digits, `20/4`. */
export type ListedIndustries = ReadonlyMap<string, Listed>;

/** Read what the reference data lists below the divisions: nothing as shipped, the full list once the operator has entered it. */
export async function readListedIndustries(trx: Trx): Promise<ListedIndustries> {
  const { rows } = await sql<{ at: string; codes: string[]; edition: string; certainty: string }>`
    select left(code, 2) || '/' || length(code) as at, array_agg(code) as codes, max(edition) as edition, max(certainty) as certainty
    from industry where length(code) > 2 group by 1`.execute(trx);
  return new Map(
    rows.map((r) => [r.at, { codes: new Set(r.codes), edition: r.edition, certainty: r.certainty }] as const),
  );
}

/**
 * Check a GB/T 4754 code. Section and division are known whole; a group or class is refused only where those of its division are listed and it is not among
 * them, with the edition and the certainty of that list: what the data cannot know is taken as given.
 * @returns the digits and the division, or `industry.format`, `industry.unknown_division`, `industry.section_mismatch`, `industry.unknown_class`
 */
export function checkIndustry(
  given: string,
  listed: ListedIndustries,
): { code: string; division: string } | { problem: Refusal } {
  const read = parseIndustryCode(given);
  if (!read.ok) return { problem: { ...read.error, field: 'industryCode' } };
  const { code, division } = read.value;
  const list = listed.get(`${division}/${code.length}`);
  if (!list || list.codes.has(code)) return { code, division };
  const params = { given: code, edition: list.edition, certainty: list.certainty };
  return { problem: { code: 'industry.unknown_class', field: 'industryCode', params } };
}
