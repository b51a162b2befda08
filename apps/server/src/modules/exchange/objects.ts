import type { CanonicalUnit } from '@yufang/exchange';
import { newId } from '../../platform/clock/clock.ts';
import type { Applying } from './apply-chain.ts';
import type { Incoming } from './outcome.ts';
import { putAll } from './rows.ts';

/** The analysis objects of the units, found by their code or made: the dress sends none of its own. One withdrawn by hand stays withdrawn. */
export async function objectsOf(a: Applying, rows: readonly Incoming<CanonicalUnit>[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map();
  const { trx, chain } = a.work;
  const codes = [...new Set(rows.map((r) => r.row.hazardCode))];
  const found = await trx
    .selectFrom('risk_object')
    .select(['id', 'code'])
    .where('enterprise_id', '=', chain.dims.enterpriseId)
    .where('state', '=', 'active')
    .where('code', 'in', codes)
    .execute();
  const byCode = new Map(found.map((o) => [o.code ?? '', o.id]));
  const births = [];
  for (const { row } of rows) {
    if (byCode.has(row.hazardCode)) continue;
    const id = newId();
    byCode.set(row.hazardCode, id);
    births.push({
      id,
      kind: 'place',
      name: `${row.hazardDep} ${row.hazardCode}`,
      code: row.hazardCode,
      major_hazard: row.majorHazard ?? false,
      duty_person_name: row.hazardLiablePerson,
      state: 'active',
      origin: a.origin,
    });
  }
  await putAll(a.work, 'risk_object', births);
  return byCode;
}
