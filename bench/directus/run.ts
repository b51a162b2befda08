import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { claimAgainst } from '../lib/claim.ts';
import { postmasterOf } from '../lib/cpu.ts';
import { ground } from '../lib/ground.ts';
import { line, type Run, run } from '../lib/load.ts';
import { serve } from '../lib/serve.ts';
import { account, signIn } from '../lib/sign-in.ts';
import { setUpDirectus, startDirectus } from './peer.ts';

/**
 * Danger list, one danger, audited create: our server against Directus, on the same PostgreSQL with the same rows, permissions on (one county), audit on, one
 * run, each operation on both sides in turn, three rounds; the median round counts. Requests per CPU-second of all server processes, the database's included.
 */
const { values } = parseArgs({
  options: {
    dangers: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
  },
});
const [DANGERS, SECONDS, ROUNDS] = [Number(values.dangers), Number(values.seconds), Number(values.rounds)];
const COUNTY = '410122';
const CALLERS = 8;

const g = await ground('directus');
const postmaster = postmasterOf(join(g.folder, 'postgres'));
try {
  await fill(g.owner, DANGERS);
  const peerUrl = await copyForPeer(g.engine.ownerUrl);
  await account(g.engine.db, g.folder, {
    username: 'officer',
    secondFactor: true,
    assignments: [{ role: 'county_officer', scope: { kind: 'region', code: COUNTY } }],
  });
  const ours = await serve({ databaseUrl: g.engine.ownerUrl, appUrl: g.engine.appUrl, data: g.folder });
  const peer = await startDirectus(peerUrl);
  try {
    const token = await setUpDirectus(peer);
    await compare({ ours, peer, cookie: await signIn(ours.url, 'officer'), token });
  } finally {
    peer.stop();
    await ours.stop();
  }
} finally {
  await g.stop();
}

type Sides = { ours: { url: string; pid: number }; peer: { url: string; pid: number }; cookie: string; token: string };

async function compare({ ours, peer, cookie, token }: Sides): Promise<void> {
  const { rows } = await g.owner.query<{ id: string; enterprise_id: string }>(
    `select id, enterprise_id from hidden_danger where county_code = '${COUNTY}' order by id limit 2000`,
  );
  const mine = { cookie, 'content-type': 'application/json', origin: ours.url };
  const theirs = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const get = async (url: string, headers: Record<string, string>) => {
    const reply = await fetch(url, { headers, signal: AbortSignal.timeout(20_000) });
    const text = await reply.text();
    return reply.ok && text.length > 200;
  };
  const post = async (url: string, headers: Record<string, string>, body: object) =>
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) }).then(
      async (r) => {
        await r.arrayBuffer();
        return r.ok;
      },
    );
  const row = (n: number) => rows[n % rows.length] ?? { id: '', enterprise_id: '' };
  const fields =
    'fields=id,number,name,level,status,source,kind,county_code,found_at,deadline,overdue,assignee_name,enterprise_id.name';
  const operations = [
    {
      id: 'list-vs-directus',
      what: 'danger list: filter + sort + join, 50 rows',
      mine: () => get(`${ours.url}/api/v1/dangers?status=rectifying&limit=50`, mine),
      theirs: () =>
        get(
          `${peer.url}/items/hidden_danger?${fields}&filter[county_code][_eq]=${COUNTY}&filter[status][_eq]=rectifying&sort=-found_at,-id&limit=50`,
          theirs,
        ),
    },
    {
      id: 'read-vs-directus',
      what: 'one danger',
      mine: (n: number) => get(`${ours.url}/api/v1/enterprises/${row(n).enterprise_id}/dangers/${row(n).id}`, mine),
      theirs: (n: number) => get(`${peer.url}/items/hidden_danger/${row(n).id}?fields=*,enterprise_id.name`, theirs),
    },
    {
      id: 'create-vs-directus',
      what: 'audited create of a danger',
      mine: (n: number) =>
        post(`${ours.url}/api/v1/enterprises/${row(n).enterprise_id}/dangers`, mine, {
          id: crypto.randomUUID(),
          name: '阀门渗漏',
          description: '法兰处有渗漏',
          kind: 'equipment',
        }),
      theirs: (n: number) =>
        post(`${peer.url}/items/hidden_danger`, theirs, {
          id: crypto.randomUUID(),
          enterprise_id: row(n).enterprise_id,
          county_code: COUNTY,
          city_code: '410100',
          sector: 'emergency',
          number: `B-${crypto.randomUUID()}`,
          name: '阀门渗漏',
          description: '法兰处有渗漏',
          level: 'general',
          status: 'reported',
          source: 'supervision',
          kind: 'equipment',
          reported_by: 'officer',
          reporter_name: 'officer',
          found_at: new Date().toISOString(),
          received_at: new Date().toISOString(),
          found_day: '2026-11-23',
        }),
    },
  ];
  for (const op of operations) {
    const mineRuns: Run[] = [];
    const theirRuns: Run[] = [];
    for (let i = 0; i < ROUNDS; i += 1) {
      mineRuns.push(await run({ seconds: SECONDS, callers: CALLERS, servers: [ours.pid, postmaster], ask: op.mine }));
      theirRuns.push(
        await run({ seconds: SECONDS, callers: CALLERS, servers: [peer.pid, postmaster], ask: op.theirs }),
      );
    }
    const [a, b] = [middle(mineRuns), middle(theirRuns)];
    console.log(line(`${op.what}: Yufang`, a));
    console.log(line(`${op.what}: Directus`, b));
    const failed = a.failed + b.failed;
    if (failed > 0)
      throw new Error(
        `${op.id}: ${a.failed} of ours and ${b.failed} of the peer's requests failed; the comparison is void`,
      );
    claimAgainst({
      id: op.id,
      what: `${op.what}; requests per CPU-second of all server processes, ${DANGERS} rows, one county, permissions and audit on (the peer without rules on rows, which it sells with a licence), against Directus 12.4.0`,
      figure: a.perCpu,
      unit: 'ratio',
      target: 8,
      better: 'higher',
      peer: 'Directus 12.4.0',
      peerFigure: b.perCpu,
      command: 'node bench/directus/run.ts',
    });
  }
}

function middle(runs: readonly Run[]): Run {
  const run = runs.toSorted((x, y) => x.perCpu - y.perCpu)[Math.floor(runs.length / 2)];
  if (!run) throw new Error('no runs');
  return run;
}

/** Five thousand enterprises over all counties and so many dangers of a year. Invented, the same for both sides. */
async function fill(owner: pg.Client, dangers: number): Promise<void> {
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
async function copyForPeer(ownerUrl: string): Promise<string> {
  await g.owner.query('create database directus_peer');
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
