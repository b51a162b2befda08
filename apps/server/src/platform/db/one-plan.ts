import type { QueryResult, RawBuilder } from 'kysely';
import { keepPlans, type Trx } from './database.ts';

/**
 * Ask by a plan that a connection makes once and keeps for all values. Left to itself PostgreSQL often finds that a plan for the very values is a little cheaper and
 * makes one for every page: of a list of fifty rows under row-level security, planning was more than half of what the database did.
 * For statements whose plan is the same whatever is asked for: what is equal to a value, in an index's order.
 */
export async function onePlan<R>(trx: Trx, statement: RawBuilder<R>): Promise<QueryResult<R>> {
  keepPlans(trx);
  return await statement.execute(trx);
}
