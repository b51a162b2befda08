import type pg from 'pg';
import { NO_PARK, regionsAbove, sectorsOf } from './spread.ts';

/** A counter that does not stand as it should. What does not apply is ''. */
export type Difference = {
  readonly table: string;
  /** County; of the sums above it, the city or province. */
  readonly regionCode: string;
  readonly sector: string;
  readonly industry: string;
  readonly scale: string;
  readonly parkId: string;
  readonly metric: string;
  /** '-infinity': a stock. */
  readonly day: string;
  readonly counted: number;
  readonly actual: number;
};

/** A table that pages read: sums of the full cross. `key` as the select gives it; `rest` follows from the key. */
type Derived = {
  readonly table: string;
  readonly key: readonly string[];
  readonly rest: readonly string[];
  readonly sql: string;
};

const SECTORS = sectorsOf('c');
const ABOVE = regionsAbove('c');

const DERIVED: readonly Derived[] = [
  {
    table: 'rollup_stock',
    key: ['sector', 'county_code', 'metric'],
    rest: ['city_code'],
    sql: `select s.sector, county_code, metric, city_code, sum(n) as n from rollup_cross c ${SECTORS} where day = '-infinity' group by 1, 2, 3, 4`,
  },
  {
    table: 'rollup_stock_above',
    key: ['sector', 'region_code', 'metric'],
    rest: [],
    sql: `select s.sector, r.region_code, metric, sum(n) as n from rollup_cross c ${SECTORS} ${ABOVE} where day = '-infinity' group by 1, 2, 3`,
  },
  {
    table: 'rollup_flow',
    key: ['sector', 'metric', 'day', 'county_code'],
    rest: ['city_code'],
    sql: `select s.sector, metric, day, county_code, city_code, sum(n) as n from rollup_cross c ${SECTORS} where day <> '-infinity' group by 1, 2, 3, 4, 5`,
  },
  {
    table: 'rollup_flow_above',
    key: ['sector', 'region_code', 'metric', 'day'],
    rest: [],
    sql: `select s.sector, r.region_code, metric, day, sum(n) as n from rollup_cross c ${SECTORS} ${ABOVE} where day <> '-infinity' group by 1, 2, 3, 4`,
  },
  {
    table: 'rollup_trade_above',
    key: ['sector', 'region_code', 'metric', 'day', 'industry', 'scale'],
    rest: [],
    sql: `select s.sector, r.region_code, metric, day, industry, scale, sum(n) as n from rollup_cross c ${SECTORS} ${ABOVE} group by 1, 2, 3, 4, 5, 6`,
  },
  {
    table: 'rollup_park',
    key: ['park_id', 'metric', 'day'],
    rest: [],
    sql: `select park_id, metric, day, sum(n) as n from rollup_cross c where park_id <> '${NO_PARK}' group by 1, 2, 3`,
  },
];

/** Make every derived counter again from the cross as it stands. In the order of their keys: millions of rows anywhere in an index take many times as long. */
export async function writeDerived(client: pg.Client): Promise<void> {
  for (const { table, key, rest, sql } of DERIVED) {
    await client.query(`delete from ${table}`);
    const columns = [...key, ...rest, 'n'].join(', ');
    await client.query(
      `insert into ${table} (${columns}) select ${columns} from (${sql}) d order by ${key.join(', ')}`,
    );
  }
}

/** Where a derived counter is not the sum of the cross: what is counted in one fold is counted in both. At most 10,000 of a table. */
export async function compareDerived(client: pg.Client): Promise<Difference[]> {
  const all: Difference[] = [];
  for (const { table, key, sql } of DERIVED) {
    const columns = key.join(', ');
    const one = (name: string) => (key.includes(name) ? `${name}::text` : `''`);
    const region = key.find((k) => k === 'county_code' || k === 'region_code');
    const { rows } = await client.query<Difference>(`
      select '${table}' as "table", ${region ?? `''`} as "regionCode", ${one('sector')} as sector, ${one('industry')} as industry, ${one('scale')} as scale,
             ${one('park_id')} as "parkId", metric, ${key.includes('day') ? 'day::text' : `'-infinity'`} as day,
             sum(counted)::float8 as counted, sum(actual)::float8 as actual
      from (select ${columns}, n as counted, 0 as actual from ${table}
            union all select ${columns}, 0, n from (${sql}) d) both_sides
      group by ${columns} having sum(counted) <> sum(actual) order by ${columns} limit 10000`);
    all.push(...rows);
  }
  return all;
}
