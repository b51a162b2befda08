import { parseArgs } from 'node:util';
import type { Actor } from '@yufang/server/platform/db/actor';
import { departmentOfficer, officer } from '@yufang/server/testing/world';
import { ask, asSystemClient, listed, openProvince, quantiles, sizeOf } from './lib/province.ts';

/**
 * `node bench/province-reads.ts --data FOLDER [--rounds 10]`: the other reads that people make on the load-size database, over HTTP, one caller: lists with their
 * filters and sorts, searches, the map as it is moved, the use index, exports until the last byte, an archive. Slower than 100 ms in the middle is a bug;
 * files are named apart. Exit 1 when a read is.
 */
const { values } = parseArgs({
  options: { data: { type: 'string', default: '/tmp/yf-province' }, rounds: { type: 'string', default: '10' } },
});
const LIMIT_MS = 100;

const province = await openProvince(values.data);
try {
  const client = await asSystemClient(province.ownerUrl);
  const size = await sizeOf(client);
  const [county = ''] = await listed(
    client,
    'select county_code as code from enterprise group by 1 order by count(*) desc, 1 limit 1',
  );
  const city = `${county.slice(0, 4)}00`;
  const [park = ''] = await listed(
    client,
    'select park_id::text as code from enterprise where park_id is not null group by 1 order by count(*) desc, 1 limit 1',
  );
  const [firm = ''] = await listed(
    client,
    'select enterprise_id::text as code from hidden_danger group by 1 order by count(*) desc, 1 limit 1',
  );
  await client.end();
  const people: readonly (readonly [string, Actor])[] = [
    ['province', officer('410000')],
    ['city', officer(city)],
    ['county', officer(county)],
    ['department', departmentOfficer('emergency', '410000')],
  ];
  const henan = 'west=110&south=31&east=117&north=37';
  const reads: Readonly<Record<string, string>> = {
    'enterprises by name': '/enterprises?limit=50',
    'enterprises of a county': `/enterprises?limit=50&region=${county}`,
    'enterprises, large, of a trade': '/enterprises?limit=50&scale=above&industry=31',
    'enterprises, dormant': '/enterprises?limit=50&activity=dormant',
    'enterprises not covered': '/enterprises?limit=50&covered=false',
    'enterprises with a tag': '/enterprises?limit=50&tag=dust_explosion',
    'enterprises of a park': `/enterprises?limit=50&parkId=${park}`,
    'registrations to decide': '/enterprises?limit=50&status=applied',
    'search: a common word': '/enterprises?limit=20&search=机械',
    'search: a rare name': '/enterprises?limit=20&search=虚构99991',
    'search: nobody': '/enterprises?limit=20&search=查无此名',
    'search: one letter': '/enterprises?limit=20&search=中',
    'dangers, newest': '/dangers?limit=50&count=true',
    'dangers, soonest deadline': '/dangers?limit=50&sort=deadline&count=true',
    'dangers, overdue': '/dangers?limit=50&overdue=true&sort=deadline&count=true',
    'dangers, major and open': '/dangers?limit=50&level=major&status=assigned,rectifying,to_accept&count=true',
    'dangers of a kind': '/dangers?limit=50&kind=electrical&count=true',
    'dangers of a trade': '/dangers?limit=50&industry=31&count=true',
    'dangers of a month': '/dangers?limit=50&foundFrom=2026-08-01&foundTo=2026-08-31&count=true',
    'dangers, listed supervision': '/dangers?limit=50&listed=true&count=true',
    'dangers, search': '/dangers?limit=50&search=灭火&count=true',
    'dangers, search: nothing': '/dangers?limit=50&search=查无此事&count=true',
    'overdue by level': '/dangers/overdue',
    'map, whole': `/map/points?${henan}&zoom=6`,
    'map, closer': '/map/points?west=113&south=34&east=114.5&north=35&zoom=10',
    'use index': '/use?limit=50',
    'use index of a scale': '/use?limit=50&scale=micro',
    'use index by reason': '/use?limit=50&reason=days_silent',
    'counts by trade': '/counts?by=industry',
    'counts by day': '/counts?by=day&from=2026-10-01&to=2026-10-31',
    archive: `/enterprises/${firm}/archive`,
    'inspection records': '/inspection/records?limit=50',
    'records with marks': '/inspection/records?limit=50&marked=true',
    'tasks overdue': '/inspection/tasks?limit=50&state=overdue',
    'risks, gravest first': '/risks?limit=50',
    notices: '/notices?limit=50',
  };
  console.log(size);
  const slow: string[] = [];
  const table: Record<string, Record<string, string>> = {};
  for (const [name, path] of Object.entries(reads)) {
    const row: Record<string, string> = {};
    for (const [who, as] of people) {
      const times: number[] = [];
      try {
        const first = await ask(province.port, as, path);
        for (let i = 0; i < Number(values.rounds); i += 1) times.push(await ask(province.port, as, path));
        const { p50, p95 } = quantiles(times);
        row[who] = `${p50} / ${p95} (first ${first.toFixed(0)})`;
        if (p50 > LIMIT_MS) slow.push(`${name}, ${who}: ${p50} ms`);
      } catch (error) {
        // A read that a role may not make is part of the table; anything else is a fault.
        const said = error instanceof Error ? error.message : String(error);
        if (!/: 40[34] /.test(said)) throw error;
        row[who] = '–';
      }
    }
    table[name] = row;
  }
  console.log('p50 / p95 in ms over HTTP, and the first time');
  console.table(table);
  if (slow.length > 0) {
    console.log(`slower than ${LIMIT_MS} ms:\n  ${slow.join('\n  ')}`);
    process.exitCode = 1;
  }
} finally {
  await province.stop();
}
