import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';

/**
 * Numbers for the new dangers of one piece of an import, YH-20261123-0007, counted on from the last of each day: asked once a day, not once a danger.
 * The chain's lock makes them unique.
 */
export async function numbersFor(
  trx: Trx,
  enterpriseId: string,
  days: readonly string[],
): Promise<(day: string) => string> {
  const wanted = [...new Set(days)];
  const { rows } =
    wanted.length === 0
      ? { rows: [] }
      : await sql<{ day: string; last: number }>`
    select d.day, coalesce((select max(substr(h.number, 13)::int) from hidden_danger h
      where h.enterprise_id = ${enterpriseId} and h.number >= d.prefix || '-' and h.number < d.prefix || '.'
        and h.number ~ '^YH-[0-9]{8}-[0-9]{1,9}$'), 0)::int as last
    from (select u.day, 'YH-' || replace(u.day, '-', '') as prefix from unnest(${wanted}::text[]) as u (day)) d`.execute(
          trx,
        );
  const last = new Map(rows.map((r) => [r.day, r.last]));
  return (day) => {
    const n = (last.get(day) ?? 0) + 1;
    last.set(day, n);
    return `YH-${day.replaceAll('-', '')}-${String(n).padStart(4, '0')}`;
  };
}
