import type { Regrade } from '@yufang/contract';
import { isOpenDanger, type RiskRegrade } from '@yufang/domain';
import { CompiledQuery } from 'kysely';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { type Chain, type Entry, type LogActor, record } from '../change/record.ts';
import { type Telling, writeNotices } from '../notice/write.ts';
import { type DangerColumns, type DangerRecord, Dues, factsOf, jsonOf } from './facts.ts';
import { regradeUnit } from './regrade.ts';
import type { DangerReference } from './rules.ts';
import { scheduleOf } from './schedule.ts';
import { tellTime } from './tell.ts';

/** One change of one danger on its way to the database. */
export type DangerChange = {
  readonly actor: LogActor;
  readonly at: Date;
  /** Business day of `at`. */
  readonly today: string;
  /** The word of the change log: report, verify, assign …; or worked out from what time has made of the danger. */
  readonly action: string | ((derived: DangerColumns, late: readonly string[]) => string);
  /** Null: a new danger; then `columns` carry the whole row but what is derived. */
  readonly before: DangerRecord | null;
  readonly columns: DangerColumns;
  /** A sender's own number; without one a new danger gets the next of its day. */
  readonly number?: string | undefined;
  readonly dues?: Dues;
  readonly remark?: string | null;
  readonly reference: DangerReference;
  /** What to tell of the act itself, once the row is written; what time has brought meanwhile is told besides. */
  readonly tell?: (row: DangerRecord) => Telling[];
};

/** What came of it. */
export type DangerSaved = { readonly row: DangerRecord; readonly regraded: readonly Regrade[] };

/**
 * The only writer of `hidden_danger`: writes the row with its derived columns, grades its risk anew when the danger began or ceased
 * to threaten, appends all of it to the chain as one change a row, and tells who must know. One version is one change, always.
 */
export async function saveDanger(trx: Trx, chain: Chain, change: DangerChange): Promise<DangerSaved> {
  const { before, at, reference } = change;
  const planned = { ...(before ?? EMPTY), ...dimColumns(chain.dims), ...change.columns } as DangerRecord;
  const facts = factsOf(planned);
  const dues = change.dues ?? jsonOf(Dues, planned.dues) ?? {};
  const { rungRoles, late, ...derived } = scheduleOf(facts, dues, change.today, reference);

  const action = typeof change.action === 'string' ? change.action : change.action(derived, late);
  const { entries, regraded } = await regradeRisks(trx, chain, { before, planned, at, rule: reference.regrade });

  const stamp = at.toISOString();
  const columns: DangerColumns = {
    ...change.columns,
    ...derived,
    ...(change.remark ? { remark: JSON.stringify({ at: stamp, text: change.remark }) } : {}),
    ...(regraded.length > 0 ? { regraded: JSON.stringify({ at: stamp, rows: regraded }) } : {}),
    updated_at: at,
  };
  const row = before
    ? await update(trx, before, columns)
    : await insert(trx, chain, { columns, number: change.number, at });
  const own: Entry = { entity: 'hidden_danger', entityId: row.id, action, before, after: row };
  await record(trx, chain, {
    actor: change.actor,
    at,
    entries: [own, ...entries],
    live: liveOf(row, { action, actor: change.actor.name, regraded }),
  });
  const moved = {
    fellOverdue: row.overdue && before?.overdue !== true,
    climbed: row.escalation_level > (before?.escalation_level ?? 0),
    rungRoles,
    late,
  };
  const tellings = [...(change.tell?.(row) ?? []), ...tellTime(row, moved, chain.dims)];
  await writeNotices(trx, chain.dims, { at, actorId: change.actor.accountId, tellings });
  return { row, regraded };
}

/** Grade anew what the danger touches, if it begins or ceases to threaten, grows graver, or turns out to sit on another risk. */
async function regradeRisks(
  trx: Trx,
  chain: Chain,
  what: { before: DangerRecord | null; planned: DangerRecord; at: Date; rule: RiskRegrade },
): Promise<{ entries: Entry[]; regraded: Regrade[] }> {
  const { before, planned, at, rule } = what;
  const facts = factsOf(planned);
  const wasOpen = before !== null && isOpenDanger(factsOf(before));
  const moved = before !== null && (before.unit_id !== planned.unit_id || before.event_id !== planned.event_id);
  const changed = isOpenDanger(facts) !== wasOpen || (wasOpen && (moved || before.level !== planned.level));
  if (!changed) return { entries: [], regraded: [] };
  const { enterpriseId } = chain.dims;
  const { id, event_id: eventId } = planned;
  const left = before?.unit_id ?? null;
  const results = [];
  if (planned.unit_id !== null) {
    const danger = { id, eventId, level: facts.level, status: facts.status };
    results.push(await regradeUnit(trx, { enterpriseId, unitId: planned.unit_id }, { danger, rule, at }));
  }
  if (left !== null && left !== planned.unit_id) {
    // Of the unit it leaves it is as good as closed.
    const danger = { id, eventId: null, level: facts.level, status: 'closed' as const };
    results.push(await regradeUnit(trx, { enterpriseId, unitId: left }, { danger, rule, at }));
  }
  return { entries: results.flatMap((r) => r.entries), regraded: results.flatMap((r) => r.regraded) };
}

/** What the live screens show of a danger's change. */
const liveOf = (row: DangerRecord, what: { action: string; actor: string; regraded: readonly Regrade[] }) => ({
  topic: `hidden_danger.${what.action}`,
  summary: {
    entityId: row.id,
    number: row.number,
    name: row.name,
    level: row.level,
    status: row.status,
    overdue: row.overdue,
    actor: what.actor,
    ...(what.regraded.length > 0 ? { regraded: what.regraded } : {}),
  },
});

async function update(trx: Trx, before: DangerRecord, columns: DangerColumns): Promise<DangerRecord> {
  return await trx
    .updateTable('hidden_danger')
    .set({ ...columns, version: before.version + 1 })
    .where('enterprise_id', '=', before.enterprise_id)
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function insert(
  trx: Trx,
  chain: Chain,
  what: { columns: DangerColumns; number: string | undefined; at: Date },
): Promise<DangerRecord> {
  const { columns, number, at } = what;
  const { enterpriseId } = chain.dims;
  const whole = { ...EMPTY, ...columns, ...dimColumns(chain.dims), version: 1, created_at: at };
  const given = Object.entries(whole).filter(([, value]) => value !== undefined);
  const names = given.map(([name]) => name);
  const prefix = `YH-${String(whole.found_day).replaceAll('-', '')}-`;
  const last = number === undefined ? [enterpriseId, prefix, `${prefix.slice(0, -1)}.`] : [number];
  const query = CompiledQuery.raw(insertText(names, number !== undefined), [
    ...given.map(([, value]) => value),
    ...last,
  ]);
  const { rows } = await trx.executeQuery<DangerRecord>(query);
  const [row] = rows;
  if (!row) throw new Error('a danger inserted and not returned');
  return row;
}

const texts = new Map<string, string>();

/** The statement for these columns, written once: the same few sets of them come again and again. */
function insertText(names: readonly string[], numbered: boolean): string {
  const key = `${numbered} ${names.join(' ')}`;
  const known = texts.get(key);
  if (known) return known;
  const n = names.length;
  const text = `insert into hidden_danger (${names.map((name) => `"${name}"`).join(', ')}, number)
    values (${names.map((_, i) => `$${i + 1}`).join(', ')}, ${numbered ? `$${n + 1}` : nextNumber(n + 1)}) returning *`;
  texts.set(key, text);
  return text;
}

/**
 * YH-20261123-0007: the next of the enterprise and the day it was found. The chain's lock makes it unique. Of four digits the last in the index's order is
 * the greatest, so one row is read; only where that order says nothing (beyond 9999, numbers of another make) are all of the day.
 * @param first number of the first of three parameters: the enterprise, what numbers of the day begin with, and what lies behind them all
 */
function nextNumber(first: number): string {
  const prefix = `$${first + 1}::text`;
  const ofDay = `from hidden_danger where enterprise_id = $${first}::uuid and number >= ${prefix} and number < $${first + 2}::text`;
  return `(select ${prefix} || lpad(n::text, greatest(4, length(n::text)), '0') from (
    select case when last ~ '^[0-9]{4}$' and last < '9999' then last::int
           else (select coalesce(max(case when number ~ '^YH-[0-9]{8}-[0-9]{1,9}$' then substr(number, 13)::int end), 0) ${ofDay}) end + 1 as n
    from (select (select substr(number, 13) ${ofDay} order by number desc limit 1) as last) as newest) as next)`;
}

const EMPTY = {
  description: '',
  level: 'general',
  status: 'reported',
  kind: 'safety',
  criteria: [],
  photo_ids: [],
  rectified_photo_ids: [],
  failed_acceptances: 0,
  reopened: 0,
  origin: 'hand',
  treatment: null,
  handle_since: null,
  assignee_id: null,
  rectified_by: null,
  rectified_at: null,
  deadline: null,
  extension: null,
  supervision: null,
  major: null,
  unit_id: null,
  event_id: null,
} satisfies DangerColumns;
