import pg from 'pg';
import { assessUnit } from '../modules/major-hazard/assess.ts';
import type { EnterpriseDims } from '../platform/db/actor.ts';

type Column = { table: string; name: string; type: string; required: boolean };
type Link = { table: string; columns: string[]; target: string; targets: string[] };
type Rule = { table: string; text: string };
type Primary = { table: string; columns: string[] };

/**
 * Put one row into every enterprise-owned table for each enterprise, made from the catalogue: new tables fill themselves, so that no list is
 * empty when the access matrix asks. Values are the plainest that the checks allow; as the owner, past the change log. For tests only.
 */
export async function fillTables(ownerUrl: string, enterprises: readonly EnterpriseDims[]): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const catalogue = await readCatalogue(owner);
    const order = inOrder(catalogue);
    for (const e of enterprises) await fillOne(owner, e, { ...catalogue, order });
    return order;
  } finally {
    await owner.end();
  }
}

type Catalogue = { columns: Column[]; links: Link[]; rules: Rule[]; primaries: Primary[]; tables: string[] };

async function readCatalogue(owner: pg.Client): Promise<Catalogue> {
  const { rows: columns } = await owner.query<Column>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, -1) as type, a.attnotnull and not a.atthasdef as required
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1, a.attnum`);
  const names = `(select array_agg(x.attname::text order by k.o) from unnest(%s) with ordinality k (n, o) join pg_attribute x on x.attrelid = %s and x.attnum = k.n)`;
  const { rows: links } = await owner.query<Link>(`
    select t.conrelid::regclass::text as table, t.confrelid::regclass::text as target,
           ${names.replace('%s', 't.conkey').replace('%s', 't.conrelid')} as columns,
           ${names.replace('%s', 't.confkey').replace('%s', 't.confrelid')} as targets
    from pg_constraint t where t.contype = 'f'`);
  const { rows: rules } = await owner.query<Rule>(
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c' and conrelid <> 0`,
  );
  const { rows: primaries } = await owner.query<Primary>(`
    select t.conrelid::regclass::text as table, ${names.replace('%s', 't.conkey').replace('%s', 't.conrelid')} as columns
    from pg_constraint t where t.contype = 'p'`);
  const has = (table: string, name: string) => columns.some((c) => c.table === table && c.name === name);
  const skip = new Set(['change', 'change_head', 'outbox', 'enterprise', 'rollup_queue']);
  const all = [...new Set(columns.map((c) => c.table))];
  const tables = all.filter((t) => !skip.has(t) && ['enterprise_id', 'county_code'].every((c) => has(t, c)));
  return { columns, links, rules, primaries, tables };
}

/** Tables after those that their required columns point at. */
function inOrder({ tables, links, columns }: Catalogue): string[] {
  const done: string[] = [];
  const must = (t: string) =>
    links.filter(
      (l) =>
        l.table === t &&
        l.target !== t &&
        tables.includes(l.target) &&
        l.columns.some((c) =>
          columns.some((x) => x.table === t && x.name === c && x.required && c !== 'enterprise_id'),
        ),
    );
  while (done.length < tables.length) {
    const next = tables.filter((t) => !done.includes(t) && must(t).every((l) => done.includes(l.target)));
    if (next.length === 0)
      throw new Error(`foreign keys form a ring: ${tables.filter((t) => !done.includes(t)).join(', ')}`);
    done.push(...next);
  }
  return done;
}

async function fillOne(owner: pg.Client, e: EnterpriseDims, c: Catalogue & { order: string[] }): Promise<void> {
  const made = new Map<string, Record<string, unknown>>();
  const dims: Record<string, unknown> = {
    enterprise_id: e.enterpriseId,
    city_code: e.cityCode,
    county_code: e.countyCode,
    sector: e.sector,
    park_id: e.parkId,
  };
  for (const table of c.order) {
    const primary = c.primaries.find((p) => p.table === table)?.columns ?? [];
    const row: Record<string, unknown> = {};
    for (const column of c.columns.filter((x) => x.table === table)) {
      if (column.name in dims) row[column.name] = dims[column.name];
      else if (primary.includes(column.name) || column.required) row[column.name] = plainValue(column, c, made);
    }
    const names = Object.keys(row);
    const sql = `insert into ${table} (${names.map((n) => `"${n}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning *`;
    const rows = await insert(owner, { table, sql, values: Object.values(row) });
    if (rows[0]) made.set(table, rows[0]);
  }
}

/** A check between columns that plain values break is dropped in this database of one test: scope is looked at here, not sense. */
async function insert(
  owner: pg.Client,
  what: { table: string; sql: string; values: unknown[] },
): Promise<Record<string, unknown>[]> {
  try {
    return (await owner.query<Record<string, unknown>>(what.sql, what.values)).rows;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    if (error.code !== '23514' || !error.constraint)
      throw new Error(`${what.table}: ${error.message} (${JSON.stringify(what.values)})`);
    await owner.query(`alter table ${what.table} drop constraint "${error.constraint}"`);
    return await insert(owner, what);
  }
}

function plainValue(column: Column, c: Catalogue, made: ReadonlyMap<string, Record<string, unknown>>): unknown {
  const link = c.links.find(
    (l) => l.table === column.table && l.columns.includes(column.name) && l.target !== column.table,
  );
  if (link) {
    const target = link.targets[link.columns.indexOf(column.name)] ?? '';
    const value = made.get(link.target)?.[target];
    if (value !== undefined) return value;
  }
  const rule = c.rules.find(
    (r) => r.table === column.table && new RegExp(`\\(\\(?\\(?${column.name} = ANY`).test(r.text),
  );
  const allowed = rule && /'([^']*)'/.exec(rule.text)?.[1];
  if (allowed !== undefined) return column.type.endsWith('[]') ? [allowed] : allowed;
  return SHAPED[`${column.table}.${column.name}`]?.() ?? PLAIN[column.type]?.(column) ?? null;
}

/** JSON that only the module's own writer makes, and whose readers rely on its shape. */
const HAZARD = { items: [{ substance: '氨', quantityT: '12' }], peopleWithin500M: 0 };
const SHAPED: Record<string, () => string> = {
  'major_hazard_unit.items': () => JSON.stringify(HAZARD.items),
  'major_hazard_unit.result': () => JSON.stringify(assessUnit(HAZARD)),
};

const PLAIN: Record<string, (c: Column) => unknown> = {
  uuid: () => crypto.randomUUID(),
  text: (c) =>
    /_code$|^code$/.test(c.name)
      ? crypto.randomUUID().slice(0, 18)
      : /sha256|hash/.test(c.name)
        ? crypto.randomUUID().replaceAll('-', '').repeat(2)
        : '样例',
  'text[]': () => [],
  'uuid[]': () => [],
  integer: () => 1,
  bigint: () => 1,
  smallint: () => 1,
  numeric: () => 1,
  'double precision': () => 1,
  real: () => 1,
  boolean: () => false,
  date: () => '2026-11-20',
  'timestamp with time zone': () => new Date('2026-11-20T02:00:00Z'),
  'time without time zone': () => '08:00',
  jsonb: () => '{}',
  bytea: () => Buffer.alloc(32),
};
