import { shanghaiDay } from '@yufang/domain/reference/days';
import { sql } from 'kysely';
import { asSystem, type Database } from '../../platform/db/database.ts';
import { dimsOf } from '../../platform/http/enterprise-dims.ts';
import type { Deps } from '../../platform/http/kernel.ts';
import type { CronJob } from '../../platform/jobs.ts';
import { writeNotices } from '../notice/write.ts';
import { readReference } from '../reference/read.ts';
import { AFTER_REVIEW } from './changes.ts';
import { countWork } from './worklists.ts';

const TOPIC = 'enterprise.risks_due';
/** A firm is reminded again after a week, not every day. */
const AGAIN_DAYS = 7;
const BATCH = 500;

/**
 * Tell the safety officers of each enterprise whose approved risks are due for re-identification (a year gone by or near, or something changed since):
 * one notice a firm with the number, at most one a week. Firms that have never approved anything have the work-off list, not a weekly reminder.
 * @returns how many firms were told
 */
export async function remindReviews(db: Database, now: Date): Promise<number> {
  const day = shanghaiDay(now.toISOString());
  let told = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const last = await asSystem(db, async (trx) => {
      const period = await readReference(trx, 'review_period', day);
      const { rows } = await sql<Parameters<typeof dimsOf>[0] & { name: string }>`
        select x.enterprise_id, x.city_code, x.county_code, x.sector, x.park_id, x.industry, x.scale, x.name from enterprise x
        where x.enterprise_id > ${after}::uuid and x.status = 'active'
          and (exists (select from risk_event e where e.enterprise_id = x.enterprise_id and e.state = 'active' and e.review_state = 'approved'
                 and (e.next_review_on <= ${day}::date + ${period.remindDaysBefore}::int or e.controls_changed_at is not null))
            or exists (select from risk_change c join risk_event e on e.enterprise_id = c.enterprise_id and e.state = 'active'
                 and e.review_state = 'approved' and ${AFTER_REVIEW}
                 where c.enterprise_id = x.enterprise_id and c.state = 'active'))
          and not exists (select from notice n where n.enterprise_id = x.enterprise_id and n.entity_id = x.enterprise_id and n.topic = ${TOPIC}
            and n.at > ${now}::timestamptz - make_interval(days => ${AGAIN_DAYS}))
        order by x.enterprise_id limit ${BATCH}`.execute(trx);
      for (const row of rows) {
        const count = await countWork(trx, 'risks_due', { enterpriseId: row.enterprise_id, day });
        if (count === 0) continue;
        await writeNotices(trx, dimsOf(row), {
          at: now,
          actorId: 'job:risk-review',
          tellings: [
            {
              topic: TOPIC,
              urgency: 'action',
              entity: 'enterprise',
              entityId: row.enterprise_id,
              params: { name: row.name, count },
              roles: ['safety_officer', 'enterprise_head'],
            },
          ],
        });
        told += 1;
      }
      return rows.length === BATCH ? (rows.at(-1)?.enterprise_id ?? null) : null;
    });
    if (last === null) return told;
    after = last;
  }
}

/** Every morning before work begins. */
export const riskJobs = (deps: Deps): readonly CronJob[] => [
  {
    name: 'risk.remind',
    cron: '30 7 * * *',
    work: async () => {
      await remindReviews(deps.db, deps.clock.now());
    },
  },
];
