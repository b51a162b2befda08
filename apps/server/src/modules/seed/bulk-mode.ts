import type pg from 'pg';

/** How far the making of indexes is. */
export type IndexProgress = { readonly index: string; readonly done: number; readonly of: number };

/**
 * Make a connection fit for bulk loading into an empty platform, and say how to undo it: foreign keys are not checked row by row (a superuser only;
 * the generator's test checks them), forced row-level security is lifted for the owner's COPY, and for large loads secondary indexes are made afterwards
 * in one go instead of row by row.
 *
 * @param options.checked keep foreign keys checked (tests)
 * @returns call it when the rows are in; it tells of each index before it makes it
 */
export async function enterBulkMode(
  client: pg.Client,
  options: { dropIndexes: boolean; tables: readonly string[]; checked?: boolean | undefined },
): Promise<(tell?: (p: IndexProgress) => void) => Promise<void>> {
  const { rows } = await client.query<{ super: boolean }>(
    'select rolsuper as super from pg_roles where rolname = current_user',
  );
  const superuser = rows[0]?.super === true && !options.checked;
  if (superuser) await client.query('set session_replication_role = replica');
  else for (const table of options.tables) await client.query(`alter table ${table} no force row level security`);
  const indexes = options.dropIndexes ? await dropSecondaryIndexes(client, options.tables) : [];
  return async (tell = () => undefined) => {
    for (const [done, index] of indexes.entries()) {
      tell({ index: index.name, done, of: indexes.length });
      await client.query(index.definition);
    }
    if (superuser) await client.query('set session_replication_role = default');
    else for (const table of options.tables) await client.query(`alter table ${table} force row level security`);
  };
}

type Index = { readonly name: string; readonly definition: string };

/** Drop every index that holds no constraint. */
async function dropSecondaryIndexes(client: pg.Client, tables: readonly string[]): Promise<Index[]> {
  const { rows } = await client.query<Index>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
     where t.relnamespace = 'public'::regnamespace and t.relname = any($1) and not i.indisprimary and not x.relispartition
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
     order by t.relname, x.relname`,
    [tables],
  );
  for (const row of rows) await client.query(`drop index if exists ${row.name}`);
  return rows;
}

/**
 * Empty the tables that are empty already: a table made new in a transaction takes COPY without a log of it where the server logs no more than it
 * must (wal_level minimal), and its rows are frozen at birth. A table that holds something, or that another one with rows points to, is left alone.
 *
 * @returns the tables that were
 */
export async function renewEmpty(client: pg.Client, tables: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string; by: string | null }>(
    `select t.relname as name, r.relname as by
     from pg_class t left join pg_constraint c on c.confrelid = t.oid and c.contype = 'f' and c.conparentid = 0
     left join pg_class r on r.oid = c.conrelid
     where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p')`,
  );
  const pointers = Map.groupBy(rows, (r) => r.name);
  const known = new Map<string, boolean>();
  const isEmpty = async (table: string): Promise<boolean> => {
    const before = known.get(table);
    if (before !== undefined) return before;
    const some = await client.query(`select from ${table} limit 1`);
    known.set(table, some.rowCount === 0);
    return some.rowCount === 0;
  };
  // Truncating a table takes those that point to it along.
  const closure = (table: string, seen: Set<string>): Set<string> => {
    if (seen.has(table)) return seen;
    seen.add(table);
    for (const { by } of pointers.get(table) ?? []) if (by) closure(by, seen);
    return seen;
  };
  const renewed = new Set<string>();
  for (const table of tables) {
    const together = closure(table, new Set());
    let empty = true;
    for (const one of together) empty &&= await isEmpty(one);
    if (empty) for (const one of together) renewed.add(one);
  }
  if (renewed.size > 0) await client.query(`truncate ${[...renewed].join(', ')}`);
  return renewed;
}
