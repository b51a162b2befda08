import type { DangerReport } from '@yufang/contract';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';

type Links = { unit_id: string | null; event_id: string | null; measure_id: string | null };
type Given = Pick<DangerReport, 'unitId' | 'eventId' | 'measureId' | 'recordId'>;

/**
 * The risk a danger springs from: the deepest link given carries the ones above it. One look-up, none when nothing is linked.
 * @throws 422 `danger.unknown_link` naming the field, also when the links contradict one another
 */
export async function resolveLinks(trx: Trx, enterpriseId: string, given: Given): Promise<Links> {
  const { unitId = null, eventId = null, measureId = null, recordId = null } = given;
  if (!unitId && !eventId && !measureId && !recordId) return { unit_id: null, event_id: null, measure_id: null };
  const found = measureId
    ? await one(
        trx,
        sql`select unit_id, event_id, id as measure_id from control_measure where enterprise_id = ${enterpriseId} and id = ${measureId}`,
      )
    : eventId
      ? await one(
          trx,
          sql`select unit_id, id as event_id, null::uuid as measure_id from risk_event where enterprise_id = ${enterpriseId} and id = ${eventId}`,
        )
      : unitId
        ? await one(
            trx,
            sql`select id as unit_id, null::uuid as event_id, null::uuid as measure_id from risk_unit where enterprise_id = ${enterpriseId} and id = ${unitId}`,
          )
        : await one(
            trx,
            sql`select r.unit_id, m.event_id, i.measure_id from inspection_record r
                left join inspection_item i on i.enterprise_id = r.enterprise_id and i.id = r.item_id
                left join control_measure m on m.enterprise_id = i.enterprise_id and m.id = i.measure_id
                where r.enterprise_id = ${enterpriseId} and r.id = ${recordId}`,
          );
  const field = measureId ? 'measureId' : eventId ? 'eventId' : unitId ? 'unitId' : 'recordId';
  // A record that has not arrived yet links nothing; the phone sends it beside its danger.
  if (!found && field === 'recordId') return { unit_id: null, event_id: null, measure_id: null };
  if (!found) throw refuse(422, { code: 'danger.unknown_link', field });
  if (unitId && found.unit_id !== unitId) throw refuse(422, { code: 'danger.unknown_link', field: 'unitId' });
  if (eventId && found.event_id !== eventId) throw refuse(422, { code: 'danger.unknown_link', field: 'eventId' });
  return found;
}

const one = async (trx: Trx, query: ReturnType<typeof sql>): Promise<Links | undefined> =>
  ((await query.execute(trx)).rows as Links[])[0];
