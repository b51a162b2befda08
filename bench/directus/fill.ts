import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** Five thousand enterprises over all counties and so many dangers of a year. Invented, the same for both sides. */
export async function fill(owner: pg.Client, dangers: number): Promise<void> {
  const q = (text: string) => owner.query(text);
  await q('begin');
  await q('set local role yf_system');
  await q(`create temp table ent on commit drop as
    select uuidv7() as e, c.code as county, c.city, (array['emergency','industry','housing','transport'])[1 + g % 4] as sector, g
    from generate_series(0, 4999) g join (select code, parent_code as city, row_number() over (order by code) - 1 as i, count(*) over () as n from region
      where level = 'county' and valid_to is null) c on c.i = g % c.n`);
  const cols = 'enterprise_id, city_code, county_code, sector';
  await q(`insert into enterprise (${cols}, code, code_kind, card_code, name, industry_code, industry, scale, status, invented)
    select e, city, county, sector, 'B' || lpad(g::text, 17, '0'), 'provisional', 'c' || g, '基准企业' || g, 'C2614', '26', 'small', 'active', true from ent`);
  await q(
    `insert into change_head (${cols}, last_seq, last_hash) select e, city, county, sector, 0, decode(repeat('00', 32), 'hex') from ent`,
  );
  await q(`insert into hidden_danger (${cols}, id, number, name, description, level, status, source, kind, reported_by, reporter_name, found_at, received_at, found_day, deadline, closed_at, closed_day, closed_on_time, assignee_name)
    select e, city, county, sector, uuidv7(), 'B-' || d, '隐患 ' || d || '：防护缺失', '现场检查发现，需按要求整改并复查。', case when d % 50 = 0 then 'major' else 'general' end,
      (array['reported','rectifying','to_accept','closed','closed','closed','closed'])[1 + d % 7], 'daily', 'equipment', 'bench', '检查员', t.at, t.at, (t.at at time zone 'Asia/Shanghai')::date,
      (t.at at time zone 'Asia/Shanghai')::date + 14, case when d % 7 > 2 then t.at + interval '5 days' end, case when d % 7 > 2 then (t.at at time zone 'Asia/Shanghai')::date + 5 end,
      case when d % 7 > 2 then true end, '责任人' || d % 100
    from generate_series(1, ${dangers}) d join ent on ent.g = d % 5000 cross join lateral (select now() - make_interval(secs => (d::bigint * 7919) % 31536000) as at) t`);
  await q('commit');
  await q('vacuum analyze hidden_danger');
  await q('analyze');
}

/** The same rows in a database of their own, with a single-column key and a foreign key, as Directus wants them, and indexes for what it is asked. */
export async function copyForPeer(owner: pg.Client, ownerUrl: string): Promise<string> {
  await owner.query('create database directus_peer');
  const url = new URL(ownerUrl);
  url.pathname = '/directus_peer';
  const peerUrl = url.toString();
  const [source, target] = [
    new pg.Client({ connectionString: ownerUrl }),
    new pg.Client({ connectionString: peerUrl }),
  ];
  await source.connect();
  await target.connect();
  await target.query(
    `create table enterprise (enterprise_id uuid primary key, city_code text, county_code text, sector text, name text, industry text, scale text)`,
  );
  await target.query(`create table hidden_danger (id uuid primary key, enterprise_id uuid references enterprise, city_code text, county_code text, sector text, number text, name text, description text, level text, status text,
    source text, kind text, reported_by text, reporter_name text, found_at timestamptz, received_at timestamptz, found_day date, deadline date, overdue boolean default false, closed_at timestamptz, closed_day date,
    closed_on_time boolean, assignee_name text)`);
  for (const [table, columns] of [
    ['enterprise', 'enterprise_id, city_code, county_code, sector, name, industry, scale'],
    [
      'hidden_danger',
      'id, enterprise_id, city_code, county_code, sector, number, name, description, level, status, source, kind, reported_by, reporter_name, found_at, received_at, found_day, deadline, overdue, closed_at, closed_day, closed_on_time, assignee_name',
    ],
  ]) {
    await pipeline(
      source.query(copyTo(`copy (select ${columns} from ${table}) to stdout`)) as unknown as Readable,
      target.query(copyFrom(`copy ${table} (${columns}) from stdin`)),
    );
  }
  await target.query('create index on hidden_danger (county_code, status, found_at desc, id desc)');
  await target.query('create index on hidden_danger (status, found_at desc, id desc)');
  await target.query('create index on hidden_danger (enterprise_id)');
  await target.query('vacuum analyze');
  await source.end();
  await target.end();
  return peerUrl;
}
