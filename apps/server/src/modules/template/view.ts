import type { SimpleSetupView } from '@yufang/contract';
import type { RiskGrade } from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';

/** The setting-up in force, if any. */
export const current = (trx: Trx, enterpriseId: string) =>
  trx
    .selectFrom('simple_setup')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'active')
    .executeTakeFirst();

/** What the simple mode has set up, as it stands. */
export async function viewSetup(trx: Trx, enterpriseId: string): Promise<SimpleSetupView> {
  const setup = await current(trx, enterpriseId);
  const items = await trx
    .selectFrom('inspection_item as i')
    .innerJoin('risk_unit as u', (j) =>
      j.onRef('u.enterprise_id', '=', 'i.enterprise_id').onRef('u.id', '=', 'i.unit_id'),
    )
    .innerJoin('control_measure as m', (j) =>
      j.onRef('m.enterprise_id', '=', 'i.enterprise_id').onRef('m.id', '=', 'i.measure_id'),
    )
    .innerJoin('risk_event as r', (j) =>
      j.onRef('r.enterprise_id', '=', 'm.enterprise_id').onRef('r.id', '=', 'm.event_id'),
    )
    .select(['i.id', 'i.unit_id', 'u.name', 'i.content', 'r.live_grade'])
    .where('i.enterprise_id', '=', enterpriseId)
    .where('i.origin', '=', 'template')
    .where('i.state', '=', 'active')
    .orderBy('u.name')
    .orderBy('i.id')
    .execute();
  const events = await trx
    .selectFrom('risk_event')
    .select(['live_grade'])
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'active')
    .execute();
  const count = (grade: RiskGrade) => events.filter((r) => r.live_grade === grade).length;
  return {
    trade: setup?.trade ?? null,
    edition: setup?.edition ?? null,
    risks: setup?.risks ?? [],
    orgUnitId: setup?.org_unit_id ?? null,
    postId: setup?.post_id ?? null,
    checklist: items.map((i) => ({
      itemId: i.id,
      unitId: i.unit_id,
      unitName: i.name,
      content: i.content,
      grade: i.live_grade as RiskGrade | null,
    })),
    colours: { red: count('red'), orange: count('orange'), yellow: count('yellow'), blue: count('blue') },
    at: setup?.updated_at.toISOString() ?? null,
  };
}
