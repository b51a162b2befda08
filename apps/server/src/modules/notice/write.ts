import type { NoticeUrgency } from '@yufang/contract';
import { sql } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { NoticeRole } from './audience.ts';

/** What to tell, and to whom: accounts by name, roles within reach of the enterprise. Who caused it is not told. */
export type Telling = {
  readonly topic: string;
  readonly urgency: NoticeUrgency;
  readonly entity: string;
  readonly entityId: string;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
  readonly accounts?: readonly (string | null | undefined)[];
  readonly roles?: readonly NoticeRole[];
};

/**
 * Write notices in the transaction of the change they tell of: one statement, nothing when nobody is to be told. The live stream
 * carries them to whoever is looking.
 */
export async function writeNotices(
  trx: Trx,
  dims: EnterpriseDims,
  what: { readonly at: Date; readonly actorId: string; readonly tellings: readonly Telling[] },
): Promise<void> {
  const rows = what.tellings.flatMap((t) => {
    const accounts = [...new Set(t.accounts ?? [])].filter(
      (a): a is string => !!a && a !== what.actorId && isAccount(a),
    );
    const to = [
      ...accounts.map((account) => ({ account, role: null })),
      ...[...new Set(t.roles ?? [])].map((role) => ({ account: null, role })),
    ];
    return to.map((target) => ({ ...t, ...target, id: newId() }));
  });
  if (rows.length === 0) return;
  await sql`
    insert into notice (enterprise_id, id, city_code, county_code, sector, park_id, at, topic, urgency, entity, entity_id, params,
                        actor_id, to_account, to_role)
    select ${dims.enterpriseId}::uuid, u.id, ${dims.cityCode}, ${dims.countyCode}, ${dims.sector}, ${dims.parkId}::uuid,
           ${what.at}::timestamptz, u.topic, u.urgency, u.entity, u.entity_id, u.params, ${what.actorId}, u.account, u.role
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.topic)}::text[], ${rows.map((r) => r.urgency)}::text[],
                ${rows.map((r) => r.entity)}::text[], ${rows.map((r) => r.entityId)}::uuid[],
                ${rows.map((r) => JSON.stringify(r.params))}::jsonb[], ${rows.map((r) => r.account)}::text[],
                ${rows.map((r) => r.role)}::text[])
         as u (id, topic, urgency, entity, entity_id, params, account, role)`.execute(trx);
}

/** Reporters may also be a sender ('exchange:…') or a job: nobody who reads notices. */
const isAccount = (id: string): boolean => !/^(exchange|job|demo|public):/.test(id);
