import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';

let t: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  t = await makeTestDatabase();
  owner = new pg.Client({ connectionString: t.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await t.close();
});

type Table = { name: string; comment: string | null; columns: string[]; rls: boolean; forced: boolean };

const tables = async (): Promise<Table[]> => {
  const { rows } = await owner.query<Table>(`
    select c.relname as name, obj_description(c.oid) as comment, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
           array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  return rows;
};
/** What a table may be besides an enterprise's own. derived: counters that a rebuild makes again; queue: work waiting for a job; park: a park's own. */
const KINDS = ['reference', 'platform', 'queue', 'derived', 'park'];
const tenantTables = async () =>
  (await tables()).filter((x) => !KINDS.includes(x.comment ?? '') || x.name === 'outbox');

const DIMS = ['enterprise_id', 'city_code', 'county_code', 'sector', 'park_id'];
const SCOPES = ['yf_enterprise', 'yf_region', 'yf_sector', 'yf_park', 'yf_system'];

test('every table is reference, platform or queue by its comment, or an enterprise’s with its codes', async () => {
  const wrong = (await tenantTables()).filter((x) => DIMS.some((d) => !x.columns.includes(d)));
  expect(
    wrong.map(
      (x) =>
        `${x.name}: add its codes and yf_tenant_table(), or say what it is by yf_reference_table / yf_platform_table`,
    ),
  ).toEqual([]);
});

test('every unique key of an enterprise’s table contains enterprise_id, its primary key begins with it', async () => {
  const { rows } = await owner.query<{ name: string; index: string; columns: string[]; is_primary: boolean }>(`
    select c.relname as name, i.indexrelid::regclass::text as index, i.indisprimary as is_primary,
           array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k (n, o)
                 join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by k.o) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid where i.indisunique and c.relnamespace = 'public'::regnamespace`);
  const tenant = new Set((await tenantTables()).map((x) => x.name));
  tenant.delete('outbox'); // read as a queue in the order of its ids
  const mine = rows.filter((r) => tenant.has(r.name));
  expect(mine.filter((r) => !r.columns.includes('enterprise_id'))).toEqual([]);
  expect(mine.filter((r) => r.is_primary && r.columns[0] !== 'enterprise_id')).toEqual([]);
});

test('every foreign key between enterprises’ tables contains enterprise_id', async () => {
  const { rows } = await owner.query<{ name: string; target: string; key: string; columns: string[] }>(`
    select c.relname as name, f.relname as target, k.conname as key,
           array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any (k.conkey)) as columns
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid where k.contype = 'f'`);
  const tenant = new Set((await tenantTables()).map((x) => x.name));
  expect(rows.filter((r) => tenant.has(r.target) && !r.columns.includes('enterprise_id'))).toEqual([]);
});

test('row-level security is on, forced, and has one policy a scope', async () => {
  const { rows } = await owner.query<{ name: string; roles: string[] }>(
    `select tablename as name, array_agg(distinct r::text) as roles from pg_policies, unnest(roles) r where schemaname = 'public' group by 1`,
  );
  const policies = new Map(rows.map((r) => [r.name, r.roles]));
  for (const table of await tenantTables()) {
    expect(table.rls && table.forced, `${table.name}: row-level security is not forced`).toBe(true);
    for (const scope of SCOPES)
      expect(policies.get(table.name), `${table.name} has no policy of ${scope}`).toContain(scope);
  }
});

test('counters are cut to scopes as well', async () => {
  for (const table of (await tables()).filter((x) => x.comment === 'derived')) {
    expect(table.rls && table.forced, `${table.name}: row-level security is not forced`).toBe(true);
  }
});

test('a park’s own rows are cut to its officers and its territory; no enterprise and no administrator has any right to them', async () => {
  const parks = (await tables()).filter((x) => x.comment === 'park');
  expect(parks.length).toBeGreaterThan(5);
  const { rows } = await owner.query<{ table_name: string; grantee: string; privilege_type: string }>(
    `select table_name, grantee, privilege_type from information_schema.role_table_grants where table_schema = 'public'`,
  );
  for (const table of parks) {
    expect(table.columns, table.name).toEqual(expect.arrayContaining(['park_id', 'city_code', 'county_code']));
    expect(table.rls && table.forced, `${table.name}: row-level security is not forced`).toBe(true);
    const rights = rows.filter((r) => r.table_name === table.name);
    const may = (role: string) => rights.filter((r) => r.grantee === role).map((r) => r.privilege_type);
    for (const role of ['yf_park', 'yf_region', 'yf_sector'])
      expect(may(role), `${role} ${table.name}`).toEqual(['SELECT']);
    for (const role of ['yf_enterprise', 'yf_platform', 'yf_audit'])
      expect(may(role), `${role} ${table.name}`).toEqual([]);
  }
});

test('policies compare codes: no LIKE, no starts_with, nothing open but to the system', async () => {
  const { rows } = await owner.query<{
    tablename: string;
    policyname: string;
    qual: string | null;
    with_check: string | null;
    roles: string[];
  }>(
    `select tablename, policyname, qual, with_check, roles::text[] as roles from pg_policies where schemaname = 'public'`,
  );
  for (const p of rows) {
    const text = `${p.qual} ${p.with_check}`;
    expect(text, `${p.tablename}.${p.policyname}`).not.toMatch(/~~|starts_with|position\(/i);
    const open = p.qual === 'true' || p.with_check === 'true';
    const mayBeOpen = p.roles.every((r) => r === 'yf_system' || r === 'yf_audit');
    expect(open && !mayBeOpen, `${p.tablename}.${p.policyname} lets every row through`).toBe(false);
  }
});

test('nobody may rewrite or delete the change log or the sign-in log', async () => {
  const { rows } = await owner.query<{ table_name: string; grantee: string; privilege_type: string }>(`
    select table_name, grantee, privilege_type from information_schema.role_table_grants
    where table_name in ('change', 'sign_in_log') and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE') and grantee like 'y%\\_%' and grantee <> 'yufang_owner'`);
  expect(rows).toEqual([]);
});

test('nobody deletes an enterprise’s rows but the system', async () => {
  const { rows } = await owner.query<{ table_name: string; grantee: string }>(`
    select table_name, grantee from information_schema.role_table_grants
    where privilege_type in ('DELETE', 'TRUNCATE') and grantee in ('yf_enterprise', 'yf_region', 'yf_sector', 'yf_park', 'yf_audit')`);
  // A receipt of a transfer is no record of what an enterprise did: it goes when it was worked off.
  const tenant = new Set((await tenantTables()).filter((x) => x.comment !== 'receipt').map((x) => x.name));
  expect(rows.filter((r) => tenant.has(r.table_name))).toEqual([]);
});

test('the login of the application owns nothing, inherits nothing and sees nothing by itself', async () => {
  const { rows } = await owner.query<{ n: string }>(
    `select count(*) as n from pg_class where relowner = 'yufang_app'::regrole`,
  );
  expect(Number(rows[0]?.n)).toBe(0);
  const role = await owner.query(
    `select rolinherit, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'yufang_app'`,
  );
  expect(role.rows).toEqual([{ rolinherit: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
  for (const table of await tables()) {
    await expect(t.db.pool.query(`select from ${table.name} limit 1`), table.name).rejects.toThrow(/permission denied/);
  }
});

test('an emptied or missing scope matches no row', async () => {
  for (const scope of ['yf_enterprise', 'yf_region', 'yf_sector', 'yf_park']) {
    for (const setting of [
      '',
      `set local app.enterprise = ''; set local app.region_lo = ''; set local app.region_hi = ''; set local app.park = ''; set local app.sector = '';`,
    ]) {
      const client = await t.db.pool.connect();
      try {
        await client.query(`begin; set local role ${scope}; ${setting}`);
        for (const table of await tenantTables()) {
          const may = await client.query(`select has_table_privilege($1, 'select') as may`, [table.name]);
          if (!may.rows[0].may) continue;
          expect((await client.query(`select from ${table.name} limit 1`)).rowCount, `${scope} ${table.name}`).toBe(0);
        }
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
  }
});
