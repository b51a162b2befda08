import type { z } from 'zod';
import { refuse } from '../../platform/errors/refused.ts';
import type { Work } from './work.ts';

/** The parsed body of a route. */
export type Body<R extends { body: z.ZodType }> = z.output<R['body']>;
/** A row of the enterprise under command. */
export const key = (work: Work, id: string) => ({ enterpriseId: work.chain.dims.enterpriseId, id });

/** A row that a person may still change. 409 `row.withdrawn` */
export function mustBeActive(row: { state: string }, field?: string): void {
  if (row.state !== 'active') throw refuse(409, { code: 'row.withdrawn', ...(field ? { field } : {}) });
}

/** A unit or post that is named must be there and active. 422 `row.not_found` */
export async function mustHave(
  work: Work,
  table: 'org_unit' | 'post',
  given: { id: string | null | undefined; field: string },
) {
  if (!given.id) return;
  const row = await work.trx
    .selectFrom(table)
    .select(['id', 'state'])
    .where('enterprise_id', '=', work.chain.dims.enterpriseId)
    .where('id', '=', given.id)
    .executeTakeFirst();
  if (row?.state !== 'active')
    throw refuse(422, { code: 'row.not_found', field: given.field, params: { entity: table } });
}
