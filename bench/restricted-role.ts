import { buildApp } from '@yufang/server/app';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { readConfig } from '@yufang/server/platform/config/config';
import type { Actor } from '@yufang/server/platform/db/actor';
import { departmentOfficer, officer, staff } from '@yufang/server/testing/world';
import { claim } from './lib/claim.ts';
import { fillEnterprises, ground } from './lib/ground.ts';
import { middle } from './lib/middle.ts';

/**
 * What a narrower scope costs: the same rows asked for by the province's officer (with a filter) and by those whose scope is just these rows.
 * Through the HTTP door (inject: no socket, whole request), rounds interleaved, so that what else the machine does falls on both.
 * `node bench/restricted-role.ts [enterprises] [dangers] [rounds]`
 */
const [enterprises = 20_000, dangers = 300_000, rounds = 300] = process.argv.slice(2).map(Number);
const COUNTY = '410105';
const CITY = '410100';

const g = await ground('scope');
try {
  await fillEnterprises(g.owner, { enterprises, itemsEach: 1, nextWindow: '2026-11-24' });
  await fillDangers(dangers);
  const one = await g.owner.query<{
    enterprise_id: string;
    sector: 'emergency' | 'industry' | 'housing' | 'transport';
  }>('select enterprise_id, sector from enterprise where county_code = $1 order by enterprise_id limit 1', [COUNTY]);
  const { enterprise_id: enterpriseId = '', sector = 'industry' } = one.rows[0] ?? {};
  const actors = new Map<string, Actor>();
  const config = readConfig({ YUFANG_DATA: g.folder, YUFANG_LOG: 'silent', YUFANG_DEMO: 'off' });
  const { app } = await buildApp({
    config,
    db: g.engine.db,
    clock: systemClock,
    authenticate: async (request) => actors.get(String(request.headers['x-bench'])) ?? null,
  });
  await app.ready();

  /** Milliseconds of one request; the rows it brought are compared, so that both sides did the same work. */
  const ask = async (who: string, url: string): Promise<{ ms: number; rows: string }> => {
    const from = performance.now();
    const reply = await app.inject({ method: 'GET', url, headers: { 'x-bench': who } });
    const ms = performance.now() - from;
    if (reply.statusCode !== 200) throw new Error(`${who} ${url}: ${reply.statusCode} ${reply.body}`);
    return {
      ms,
      rows: (reply.json() as { rows: { id?: string; enterpriseId: string }[] }).rows
        .map((r) => r.id ?? r.enterpriseId)
        .join(),
    };
  };

  const province = 'province';
  actors.set(province, officer('410000'));
  const pairs: { name: string; actor: Actor; url: string }[] = [
    { name: 'city', actor: officer(CITY), url: `/api/v1/dangers?limit=50&region=${CITY}` },
    { name: 'county', actor: officer(COUNTY), url: `/api/v1/dangers?limit=50&region=${COUNTY}` },
    {
      name: 'department',
      actor: departmentOfficer(sector, CITY),
      url: `/api/v1/dangers?limit=50&region=${CITY}&sector=${sector}`,
    },
    {
      name: 'enterprise',
      actor: staff('safety_officer', enterpriseId),
      url: `/api/v1/dangers?limit=50&enterpriseId=${enterpriseId}`,
    },
    { name: 'county, enterprises', actor: officer(COUNTY), url: `/api/v1/enterprises?limit=50&region=${COUNTY}` },
    { name: 'city, enterprises', actor: officer(CITY), url: `/api/v1/enterprises?limit=50&region=${CITY}` },
  ];
  const table: Record<string, { province: string; restricted: string; ratio: number; rows: number }> = {};
  for (const pair of pairs) {
    actors.set(pair.name, pair.actor);
    const times: [number[], number[]] = [[], []];
    const sample = [await ask(province, pair.url), await ask(pair.name, pair.url)];
    if (sample[0]?.rows !== sample[1]?.rows) throw new Error(`${pair.name}: not the same rows`);
    for (let i = 0; i < rounds + 20; i += 1) {
      // Who goes first changes, since the second finds warmer caches.
      for (const side of i % 2 ? [0, 1] : [1, 0]) {
        const { ms } = await ask(side === 0 ? province : pair.name, pair.url);
        if (i >= 20) times[side as 0 | 1].push(ms);
      }
    }
    const [a, b] = [middle(times[0], (ms) => ms), middle(times[1], (ms) => ms)];
    table[pair.name] = {
      province: `${a.toFixed(2)} ms`,
      restricted: `${b.toFixed(2)} ms`,
      ratio: Math.round((b / a) * 100) / 100,
      rows: sample[0]?.rows.split(',').length ?? 0,
    };
  }
  console.table(table);
  claim({
    id: 'restricted-role-cost',
    what: `median time of the same rows (${enterprises} enterprises, ${dangers} dangers) under a narrower scope ÷ under the province's; the worst of ${pairs.length} lists`,
    figure: Math.max(...Object.values(table).map((r) => r.ratio)),
    unit: 'ratio',
    target: 1.1,
    better: 'lower',
    command: 'npx node bench/restricted-role.ts',
  });
  await app.close();
} finally {
  await g.stop();
}

/** Dangers of the year before, spread over the enterprises; every fifth still open. */
async function fillDangers(n: number): Promise<void> {
  await g.owner.query('begin');
  await g.owner.query('set local role yf_system');
  await g.owner.query(
    `insert into hidden_danger (enterprise_id, id, city_code, county_code, sector, number, name, level, status, source, reported_by, reporter_name,
       found_at, received_at, found_day, closed_at, closed_day)
     select e.enterprise_id, uuidv7(), e.city_code, e.county_code, e.sector, 'YH-' || i, '隐患 ' || i, case when i % 50 = 0 then 'major' else 'general' end,
       case when i % 5 = 0 then 'assigned' else 'closed' end, 'inspection', 'bench', 'bench', at, at, at::date,
       case when i % 5 <> 0 then at + interval '3 days' end, case when i % 5 <> 0 then (at + interval '3 days')::date end
     from generate_series(1, $1::int) i
     cross join lateral (select timestamptz '2026-11-20' - (i % 365) * interval '1 day' - (i % 1440) * interval '1 minute' as at) t
     join (select *, row_number() over (order by enterprise_id) - 1 as k from enterprise) e on e.k = (i::bigint * 7919) % $2`,
    [n, enterprises],
  );
  await g.owner.query('commit');
  await g.owner.query('analyze');
}
