import { shanghaiDay } from '@yufang/domain/reference/days';
import { sql } from 'kysely';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { openChain, systemActor } from '../change/record.ts';
import type { DangerRecord } from './facts.ts';
import { type DangerReference, readDangerReference } from './rules.ts';
import { saveDanger } from './save.ts';

const ACTOR = systemActor('job:danger-sweep');
/** Enterprises one look takes; each has a transaction of its own, so a long night's work never holds a lock for long. */
const ENTERPRISES = 200;
const DANGERS = 100;

/** What a sweep did. */
export type Swept = { readonly dangers: number; readonly overdue: number; readonly climbed: number };

/**
 * Let time pass for dangers: mark what fell overdue, climb the ladder, note what was not done in time, and tell who must know. Each
 * danger says itself when to look again (`sweep_on`), so a sweep reads an index, however many dangers are open. Safe to run twice.
 *
 * @param limit stop after about so many dangers; the rest waits for the next run
 */
export async function sweepDangers(db: Database, now: Date, limit = 50_000): Promise<Swept> {
  const today = shanghaiDay(now.toISOString());
  const total = { dangers: 0, overdue: 0, climbed: 0 };
  while (total.dangers < limit) {
    const due = await asSystem(db, (trx) => selectDue(trx, today));
    if (due.length === 0) break;
    for (const enterprise of due) {
      const swept = await asSystem(db, (trx) => sweepEnterprise(trx, enterprise, { now, today }));
      total.dangers += swept.dangers;
      total.overdue += swept.overdue;
      total.climbed += swept.climbed;
    }
  }
  return total;
}

/** Enterprises with a danger that time moves today. */
async function selectDue(trx: Trx, today: string): Promise<EnterpriseDims[]> {
  const { rows } = await sql<EnterpriseDims>`
    with due as (
      (select enterprise_id from hidden_danger
       where sweep_on <= ${today}::date and status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept')
       order by sweep_on limit 2000)
      union
      (select enterprise_id from hidden_danger
       where sweep_on is null and status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') limit 2000)
      union
      (select enterprise_id from hidden_danger where status = 'closed' and sweep_on <= ${today}::date limit 2000)
    )
    select e.enterprise_id as "enterpriseId", e.city_code as "cityCode", e.county_code as "countyCode", e.sector,
           e.park_id as "parkId", e.industry, e.scale
    from enterprise e where e.enterprise_id in (select enterprise_id from due) order by e.enterprise_id limit ${ENTERPRISES}`.execute(
    trx,
  );
  return rows;
}

async function sweepEnterprise(trx: Trx, dims: EnterpriseDims, when: { now: Date; today: string }): Promise<Swept> {
  const chain = await openChain(trx, dims);
  const reference = await readDangerReference(trx, when.today);
  const rows = await trx
    .selectFrom('hidden_danger')
    .selectAll()
    .where('enterprise_id', '=', dims.enterpriseId)
    .where((e) =>
      e.or([
        e.and([
          e('status', 'in', ['reported', 'verified', 'assigned', 'rectifying', 'to_accept']),
          e.or([e('sweep_on', 'is', null), e('sweep_on', '<=', when.today)]),
        ]),
        e.and([e('status', '=', 'closed'), e('sweep_on', '<=', when.today)]),
      ]),
    )
    .orderBy('id')
    .limit(DANGERS)
    .execute();
  const swept = { dangers: 0, overdue: 0, climbed: 0 };
  for (const before of rows) {
    const row = await sweepOne(trx, chain, { before, reference, ...when });
    swept.dangers += 1;
    if (row.overdue && !before.overdue) swept.overdue += 1;
    if (row.escalation_level > before.escalation_level) swept.climbed += 1;
  }
  return swept;
}

async function sweepOne(
  trx: Trx,
  chain: Awaited<ReturnType<typeof openChain>>,
  what: { before: DangerRecord; reference: DangerReference; now: Date; today: string },
): Promise<DangerRecord> {
  const { before } = what;
  const { row } = await saveDanger(trx, chain, {
    actor: ACTOR,
    at: what.now,
    today: what.today,
    action: (derived, late) => {
      if (derived.overdue && !before.overdue) return 'overdue';
      if ((derived.escalation_level ?? 0) > before.escalation_level) return 'escalate';
      return late.length > 0 ? 'late' : 'schedule';
    },
    before,
    columns: {},
    reference: what.reference,
  });
  return row;
}
