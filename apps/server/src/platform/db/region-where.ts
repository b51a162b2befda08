import { regionRange } from '@yufang/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * "Within this region" as the condition an index can follow: equality on city or county, nothing for the whole province.
 * @param table name or alias whose city_code and county_code are meant
 */
export function regionWhere(table: string, region: string): RawBuilder<SqlBool> {
  const city = sql.ref(`${table}.city_code`);
  const county = sql.ref(`${table}.county_code`);
  if (region.endsWith('0000')) {
    const { lo, hi } = regionRange(region);
    // In the text, not as parameters: a plan that serves any range takes it for half a percent of the rows, and this one is all of them.
    return sql<SqlBool>`${county} >= ${sql.lit(lo)} and ${county} < ${sql.lit(hi)}`;
  }
  if (region.length === 6 && region.endsWith('00')) return sql<SqlBool>`${city} = ${region}`;
  return sql<SqlBool>`${county} = ${region.slice(0, 6)}`;
}
