import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { claimAgainst } from '../lib/claim.ts';
import { postmasterOf } from '../lib/cpu.ts';
import { ground } from '../lib/ground.ts';
import { line, type Run, run } from '../lib/load.ts';
import { middle } from '../lib/middle.ts';
import { serve } from '../lib/serve.ts';
import { account, signIn } from '../lib/sign-in.ts';
import { copyForPeer, fill } from './fill.ts';
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
  const peerUrl = await copyForPeer(g.owner, g.engine.ownerUrl);
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
    // Well mixed: as they were filled, a thousand in a row are of one enterprise, and eight officers would write to the same one's chain in turn.
    `select id, enterprise_id from hidden_danger where county_code = '${COUNTY}' order by md5(id::text) limit 2000`,
  );
  // Neither compresses: Directus leaves that to a proxy, so ours is not asked to do more.
  const plain = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
  const mine = { ...plain, cookie, origin: ours.url };
  const theirs = { ...plain, authorization: `Bearer ${token}` };
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
      const warmUp = i === 0 ? 10 : 2;
      mineRuns.push(
        await run({ seconds: SECONDS, warmUp, callers: CALLERS, servers: [ours.pid, postmaster], ask: op.mine }),
      );
      theirRuns.push(
        await run({ seconds: SECONDS, warmUp, callers: CALLERS, servers: [peer.pid, postmaster], ask: op.theirs }),
      );
    }
    const [a, b] = [middle(mineRuns, (r) => r.perCpu), middle(theirRuns, (r) => r.perCpu)];
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
