import type { NoticeUrgency } from '@yufang/contract';
import { businessDay } from '@yufang/domain/calendar/day';
import { CompiledQuery } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { later, type Trx } from '../../platform/db/database.ts';
import type { NoticeRole } from './audience.ts';
import { addToDigests, digestRows, isAbove } from './digest.ts';

/** What to tell, and to whom: accounts by name, roles within reach of the enterprise. Who caused it is not told. */
export type Telling = {
  readonly topic: string;
  readonly urgency: NoticeUrgency;
  readonly entity: string;
  readonly entityId: string;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
  readonly accounts?: readonly (string | null | undefined)[];
  readonly roles?: readonly NoticeRole[];
  /** The accounts that answer for a risk: holders of the duty post of the measure, else of the event's or the unit's measures. */
  readonly dutyOf?: {
    readonly unitId: string | null;
    readonly eventId: string | null;
    readonly measureId: string | null;
  };
  /** Told each by itself also when time brought it: too grave for a digest. */
  readonly alone?: boolean;
};

/**
 * Write notices in the transaction of the change they tell of: one statement done with the next one or the commit, none when nobody is to be told. The live stream
 * carries them to whoever is looking. What a job tells those above goes into their digest of the day; a job writes in the system scope, which alone
 * may add to a digest that another enterprise began.
 */
export async function writeNotices(
  trx: Trx,
  dims: EnterpriseDims,
  what: { readonly at: Date; readonly actorId: string; readonly tellings: readonly Telling[] },
): Promise<void> {
  const rows: Row[] = what.tellings.flatMap((t) => {
    const accounts = [...new Set(t.accounts ?? [])].filter(
      (a): a is string => !!a && a !== what.actorId && isAccount(a),
    );
    const to = [
      ...accounts.map((account) => ({ account, role: null })),
      ...[...new Set(t.roles ?? [])].map((role) => ({ account: null, role })),
    ];
    return to.map((target) => ({ ...t, ...target, id: newId() }));
  });
  for (const t of what.tellings) if (t.dutyOf) later(trx, tellDuty(dims, { ...what, telling: t, duty: t.dutyOf }));
  const byJob = what.actorId.startsWith('job:');
  const [digested, single] = [
    rows.filter((r) => byJob && r.alone !== true && isAbove(r.role)),
    rows.filter((r) => !(byJob && r.alone !== true && isAbove(r.role))),
  ];
  const digests = digestRows(dims, what.at, digested);
  if (digests.length > 0) later(trx, addToDigests(dims, { ...what, digests }));
  writeSingle(trx, dims, { ...what, rows: single });
}

type Row = Omit<Telling, 'accounts' | 'roles'> & { id: string; account: string | null; role: NoticeRole | null };

function writeSingle(
  trx: Trx,
  dims: EnterpriseDims,
  what: { readonly at: Date; readonly actorId: string; readonly rows: readonly Row[] },
): void {
  const { rows } = what;
  if (rows.length === 0) return;
  const d = dims;
  const values = [
    ...[d.enterpriseId, d.cityCode, d.countyCode, d.sector, d.parkId, what.at, what.actorId],
    ...[rows.map((r) => r.id), rows.map((r) => r.topic), rows.map((r) => r.urgency), rows.map((r) => r.entity)],
    ...[rows.map((r) => r.entityId), rows.map((r) => JSON.stringify(r.params)), rows.map((r) => r.account)],
    rows.map((r) => r.role),
  ];
  later(trx, CompiledQuery.raw(INSERT, values));
}

const INSERT = `
  insert into notice (enterprise_id, id, city_code, county_code, sector, park_id, at, topic, urgency, entity, entity_id, params,
                      actor_id, to_account, to_role)
  select $1::uuid, u.id, $2::text, $3::text, $4::text, $5::uuid, $6::timestamptz, u.topic, u.urgency, u.entity, u.entity_id, u.params,
         $7::text, u.account, u.role
  from unnest($8::uuid[], $9::text[], $10::text[], $11::text[], $12::uuid[], $13::jsonb[], $14::text[], $15::text[])
       as u (id, topic, urgency, entity, entity_id, params, account, role)`;

/** Whoever holds a duty post of the risk today; 20 at most, for a unit may have many. */
const DUTY = `
  insert into notice (enterprise_id, id, city_code, county_code, sector, park_id, at, topic, urgency, entity, entity_id, params, actor_id, to_account)
  select $1::uuid, uuidv7(), $2::text, $3::text, $4::text, $5::uuid, $6::timestamptz, $8::text, $9::text, $10::text, $11::uuid, $12::jsonb, $7::text,
         h.account_id
  from (
    select distinct n.account_id from control_measure m
    join post_holder h on h.enterprise_id = m.enterprise_id and h.post_id = m.duty_post_id
      and h.from_on <= $13::date and (h.to_on is null or h.to_on >= $13::date)
    join person n on n.enterprise_id = h.enterprise_id and n.id = h.person_id and n.state = 'active'
    where m.enterprise_id = $1::uuid and m.state = 'active' and n.account_id is not null and n.account_id <> $7::text
      and case when $14::uuid is not null then m.id = $14 when $15::uuid is not null then m.event_id = $15 else m.unit_id = $16::uuid end
    order by 1 limit 20) h
  where not (h.account_id = any($17::text[]))`;

function tellDuty(
  d: EnterpriseDims,
  what: {
    readonly at: Date;
    readonly actorId: string;
    readonly telling: Telling;
    readonly duty: NonNullable<Telling['dutyOf']>;
  },
): CompiledQuery {
  const { telling: t, duty } = what;
  return CompiledQuery.raw(DUTY, [
    ...[
      d.enterpriseId,
      d.cityCode,
      d.countyCode,
      d.sector,
      d.parkId,
      what.at,
      what.actorId,
      t.topic,
      t.urgency,
      t.entity,
    ],
    ...[t.entityId, JSON.stringify(t.params), businessDay(what.at), duty.measureId, duty.eventId, duty.unitId],
    (t.accounts ?? []).filter((a) => typeof a === 'string'),
  ]);
}

/** Reporters may also be a sender ('exchange:…') or a job: nobody who reads notices. */
const isAccount = (id: string): boolean => !/^(exchange|job|demo|public):/.test(id);
