import type pg from 'pg';

/**
 * Make a connection fit for bulk loading into an empty platform, and say how to undo it: foreign keys are not checked row by row (a superuser only;
 * the generator's test checks them), forced row-level security is lifted for the owner's COPY, and for large loads secondary indexes are made afterwards
 * in one go instead of row by row.
 *
 * @param options.checked keep foreign keys checked (tests)
 */
export async function enterBulkMode(
  client: pg.Client,
  options: { dropIndexes: boolean; tables: readonly string[]; checked?: boolean | undefined },
): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ super: boolean }>(
    'select rolsuper as super from pg_roles where rolname = current_user',
  );
  const superuser = rows[0]?.super === true && !options.checked;
  if (superuser) await client.query('set session_replication_role = replica');
  else for (const table of options.tables) await client.query(`alter table ${table} no force row level security`);
  const indexes = options.dropIndexes ? await dropSecondaryIndexes(client, options.tables) : [];
  return async () => {
    for (const definition of indexes) await client.query(definition);
    if (superuser) await client.query('set session_replication_role = default');
    else for (const table of options.tables) await client.query(`alter table ${table} force row level security`);
  };
}

/** Drop every index that holds no constraint; returns their definitions. */
async function dropSecondaryIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
     where t.relnamespace = 'public'::regnamespace and t.relname = any($1) and not i.indisprimary and not x.relispartition
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const row of rows) await client.query(`drop index if exists ${row.name}`);
  return rows.map((r) => r.definition);
}
