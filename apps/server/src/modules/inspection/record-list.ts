import type { listRecords, RecordMarkView, RecordRow } from '@yufang/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Scope } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { recordWhere } from './filter.ts';
import { countRows } from './task-list.ts';

type Filter = z.output<typeof listRecords.query>;
type Raw = Omit<RecordRow, 'claimedAt' | 'receivedAt' | 'marks'> & {
  claimedAt: Date;
  receivedAt: Date;
  marks: RecordMarkView[];
  cursor: string;
};

/** A page of records, newest first. The page is found on the record alone; names are joined to its rows only. */
export async function selectRecordPage(trx: Trx, scope: Scope, f: Filter) {
  const after = f.after ? decodeCursor(f.after, 2) : null;
  const from = after ? sql`and (r.claimed_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``;
  const join = f.industry || f.scale ? sql`join enterprise e on e.enterprise_id = r.enterprise_id` : sql``;
  const { rows } = await sql<Raw>`
    with page as materialized (
      select r.* from inspection_record r ${join} where ${recordWhere(scope, f)} ${from}
      order by r.claimed_at desc, r.id desc limit ${f.limit + 1}
    )
    select r.enterprise_id as "enterpriseId", r.id, e.name as "enterpriseName", r.county_code as "countyCode", r.item_id as "itemId", i.content,
           r.unit_id as "unitId", u.name as "unitName", r.result, r.note, r.person_name as "personName", r.claimed_at as "claimedAt",
           r.received_at as "receivedAt", r.duration_ms as "durationMs", cardinality(r.photo_ids) as photos, r.danger_id as "dangerId", r.marks,
           r.explanation, j.verdict as judgement, r.origin, r.claimed_at::text as cursor
    from page r
    left join record_judgement j on r.marked and j.enterprise_id = r.enterprise_id and j.record_id = r.id
    join enterprise e on e.enterprise_id = r.enterprise_id
    join inspection_item i on i.enterprise_id = r.enterprise_id and i.id = r.item_id
    join risk_unit u on u.enterprise_id = r.enterprise_id and u.id = r.unit_id
    order by r.claimed_at desc, r.id desc`.execute(trx);
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  const next = rows.length > f.limit && last ? encodeCursor([last.cursor, last.id]) : null;
  const total = f.after
    ? null
    : next === null
      ? shown.length
      : await countRows(trx, sql`inspection_record r ${join} where ${recordWhere(scope, f)}`);
  return { rows: shown.map(present), next, total };
}

const present = ({ cursor: _, ...r }: Raw): RecordRow => ({
  ...r,
  claimedAt: r.claimedAt.toISOString(),
  receivedAt: r.receivedAt.toISOString(),
});
