import type { EXCHANGE_STATES, ExchangeRowResult } from '@yufang/contract';
import { ExchangeRowResult as RowResult } from '@yufang/contract';
import { REFUSALS_KEY } from '@yufang/exchange';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Cipher } from '../../platform/crypto/index.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { ExchangeBatchTable } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';

const Counts = z.record(z.string(), z.number());
/** A running batch that said nothing for so long is run by nobody any more. */
const SILENT_MS = 5 * 60_000;

type Key = { readonly enterpriseId: string; readonly id: string };

function headOf(r: Selectable<ExchangeBatchTable>, now: Date) {
  const { released = 0, ...counts } = Counts.parse(r.counts);
  const silent = now.getTime() - (r.progressed_at ?? r.received_at).getTime() > SILENT_MS;
  const state = r.state === 'running' && silent ? 'interrupted' : r.state;
  return {
    batchId: r.id,
    variant: r.variant,
    receivedAt: r.received_at.toISOString(),
    receivedBy: r.received_by,
    state: state as (typeof EXCHANGE_STATES)[number],
    failure: r.failure,
    total: r.total,
    done: r.done,
    counts,
    released,
    shortenedAt: r.shortened_at?.toISOString() ?? null,
  };
}

/** Imports of an enterprise, latest first. */
export async function batchPage(
  trx: Trx,
  what: { enterpriseId: string; after?: string | undefined; limit: number; now: Date },
) {
  let q = trx.selectFrom('exchange_batch').selectAll().where('enterprise_id', '=', what.enterpriseId);
  if (what.after) {
    const [at = '', id = ''] = decodeCursor(what.after, 2);
    if (Number.isNaN(Date.parse(at))) throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
    q = q.where((e) => e(e.refTuple('received_at', 'id'), '<', e.tuple(new Date(at), id)));
  }
  const rows = await q
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(what.limit + 1)
    .execute();
  const shown = rows.slice(0, what.limit);
  const last = shown.at(-1);
  const next = rows.length > what.limit && last ? encodeCursor([last.received_at.toISOString(), last.id]) : null;
  return { rows: shown.map((r) => headOf(r, what.now)), next, total: null };
}

/** One import without its rows. @throws 404 `row.not_found` */
export async function readBatch(trx: Trx, key: Key, now: Date) {
  const row = await trx
    .selectFrom('exchange_batch')
    .selectAll()
    .where('enterprise_id', '=', key.enterpriseId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'exchange_batch' } });
  return headOf(row, now);
}

const SHOWN = sql`n, at, entity, row_id as id, outcome, issues, warnings`;
const Numbered = RowResult.extend({ n: z.int() });

/** All results of an import. */
export async function resultsOf(trx: Trx, key: Key): Promise<ExchangeRowResult[]> {
  const { rows } = await sql`
    select ${SHOWN} from exchange_row where enterprise_id = ${key.enterpriseId} and batch_id = ${key.id} order by n`.execute(
    trx,
  );
  return z.array(RowResult).parse(rows);
}

/** How often each reason stands in an import: of refusals, of waiting, and of doubts. */
export async function reasonsOf(trx: Trx, key: Key): Promise<{ field: string; code: string; rows: number }[]> {
  const { rows } = await sql<{ field: string; code: string; rows: number }>`
    select i.issue ->> 'field' as field, i.issue ->> 'code' as code, count(distinct r.n)::int as rows
    from exchange_row r cross join lateral jsonb_array_elements(r.issues || r.warnings) as i (issue)
    where r.enterprise_id = ${key.enterpriseId} and r.batch_id = ${key.id} group by 1, 2 order by 3 desc, 1, 2 limit 200`.execute(
    trx,
  );
  return rows;
}

/** Results of an import row by row. */
export async function rowPage(
  trx: Trx,
  key: Key,
  what: {
    after?: string | undefined;
    limit: number;
    outcome?: string | undefined;
    entity?: string | undefined;
    field?: string | undefined;
    reason?: string | undefined;
  },
) {
  const issue = {
    ...(what.field === undefined ? {} : { field: what.field }),
    ...(what.reason === undefined ? {} : { code: what.reason }),
  };
  const wanted = [
    sql`enterprise_id = ${key.enterpriseId} and batch_id = ${key.id}`,
    ...(what.outcome ? [sql`outcome = ${what.outcome}`] : []),
    ...(what.entity ? [sql`entity = ${what.entity}`] : []),
    ...(Object.keys(issue).length > 0 ? [sql`(issues || warnings) @> ${JSON.stringify([issue])}::jsonb`] : []),
  ];
  const where = sql.join(wanted, sql` and `);
  const from = what.after ? Number(decodeCursor(what.after, 1)[0]) : -1;
  if (!Number.isSafeInteger(from)) throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
  const { rows } = await sql`
    select ${SHOWN} from exchange_row where ${where} and n > ${from} order by n limit ${what.limit + 1}`.execute(trx);
  const counted = what.after
    ? null
    : await sql<{
        n: number;
      }>`select count(*)::int as n from (select 1 from exchange_row where ${where} limit 10001) c`.execute(trx);
  const shown = z.array(Numbered).parse(rows.slice(0, what.limit));
  const last = shown.at(-1);
  const n = counted?.rows[0]?.n ?? null;
  return {
    rows: shown,
    next: rows.length > what.limit && last ? encodeCursor([String(last.n)]) : null,
    total: n !== null && n <= 10_000 ? n : null,
  };
}

/** The refused rows by table, as they were sent, and beside them why. */
export async function refusedFile(trx: Trx, what: Key & { creditCode: string; cipher: Cipher }) {
  const { rows } = await sql<ExchangeRowResult & { raw: string | null }>`
    select ${SHOWN}, raw_sealed as raw from exchange_row
    where enterprise_id = ${what.enterpriseId} and batch_id = ${what.id} and outcome = 'refused' order by n`.execute(
    trx,
  );
  const tables: Record<string, unknown[]> = {};
  const refusals = [];
  for (const { raw, at, entity, id, issues } of rows) {
    refusals.push({ at, entity, id, issues });
    if (raw === null) continue;
    const list = tables[entity] ?? [];
    tables[entity] = list;
    list.push(JSON.parse(what.cipher.decrypt(raw, 'phone')));
  }
  return { tyshxydm: what.creditCode, ...tables, [REFUSALS_KEY]: refusals };
}
