import pg from 'pg';

/** How PostgreSQL's types read in TypeScript, given the parsers of `database.ts`. */
const TYPES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'number',
  text: 'string',
  uuid: 'string',
  date: 'string',
  time: 'string',
  jsonb: 'Json',
  bytea: 'Buffer',
  timestamptz: 'Timestamp',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
};

type Column = { table: string; column: string; type: string; nullable: boolean; defaulted: boolean; derived: boolean };

/**
 * The TypeScript of a migrated database's tables, read from its catalogue: sorted, so that it changes only when the schema does.
 * @throws when a column has a type this file has no word for
 */
export async function tableTypes(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Column>(`
      select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable, a.atthasdef as defaulted, a.attgenerated <> '' as derived
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p', 'v') and not c.relispartition
      order by c.relname, a.attnum`);
    return render(rows);
  } finally {
    await client.end();
  }
}

function render(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, (c) => c.table);
  const interfaces = [...tables].map(
    ([table, list]) =>
      `export interface ${pascal(table)}Table {\n${list.map((c) => `  ${c.column}: ${typeOf(c)};`).join('\n')}\n}\n`,
  );
  const db = `export interface DB {\n${[...tables.keys()].map((t) => `  ${t}: ${pascal(t)}Table;`).join('\n')}\n}\n`;
  return `// Made by tools/db-types.ts from a migrated database. Do not edit: change a migration and make it again.
import type { ColumnType } from 'kysely';

/** A column with a default may be left out of an insert. Looks into ColumnType, which kysely's own does not. */
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;

/** A column that the database makes from the others: read only. */
export type Derived<T> = ColumnType<T, never, never>;

/** Opaque payload: parse it with a schema before reading it. Written as JSON text or as a value. */
export type Json = ColumnType<unknown, unknown, unknown>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

${interfaces.join('\n')}
${db}`;
}

function typeOf(c: Column): string {
  const base = TYPES[c.type];
  if (!base) throw new Error(`no TypeScript type for ${c.table}.${c.column}: ${c.type}`);
  const type = c.nullable ? `${base} | null` : base;
  if (c.derived) return `Derived<${type}>`;
  return c.defaulted && !c.nullable ? `Generated<${type}>` : type;
}

const pascal = (name: string): string =>
  name
    .split('_')
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1))
    .join('');
