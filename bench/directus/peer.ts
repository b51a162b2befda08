import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@yufang/server/platform/db/embedded';

/** The peer we measure against, in the version that npm could install on the day (12.4.1 named a part that was not published). */
export const DIRECTUS = '12.4.0';
export type Peer = { readonly url: string; readonly pid: number; readonly adminToken: string; stop(): void };

/** Install Directus beside the project (never into it), set it up on its own database of the same PostgreSQL, and start it as its handbook says for production. */
export async function startDirectus(databaseUrl: string): Promise<Peer> {
  const folder = join(tmpdir(), 'directus-peer');
  const bin = join(folder, 'node_modules/.bin/directus');
  if (!existsSync(bin)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    execFileSync('npm', ['install', `directus@${DIRECTUS}`, 'pg', '--no-audit', '--no-fund', '--legacy-peer-deps'], {
      cwd: folder,
      stdio: 'inherit',
      timeout: 900_000,
    });
  }
  leaveOutSandbox(folder);
  const port = await freePort();
  const url = new URL(databaseUrl);
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SECRET: 'bench-secret-bench-secret-bench-secret',
    LOG_LEVEL: 'error',
    DB_CLIENT: 'pg',
    // The same way to the database as ours: its socket, where it has one.
    DB_HOST: url.searchParams.get('host') ?? url.hostname,
    DB_PORT: url.port,
    DB_DATABASE: url.pathname.slice(1),
    DB_USER: url.username,
    DB_PASSWORD: decodeURIComponent(url.password),
    DB_POOL__MAX: '16',
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'Bench-pass-2026!',
    ADMIN_TOKEN: 'bench-admin-token',
    TELEMETRY: 'false',
    RATE_LIMITER_ENABLED: 'false',
    CACHE_ENABLED: 'false',
    WEBSOCKETS_ENABLED: 'false',
    // It would answer 503 while it is busy: a bench keeps it busy on purpose.
    PRESSURE_LIMITER_ENABLED: 'false',
  };
  execFileSync(process.execPath, [bin, 'bootstrap'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 180_000,
  });
  const child = spawn(process.execPath, [bin, 'start'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const address = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 120; i += 1) {
    const up = await fetch(`${address}/server/ping`, { signal: AbortSignal.timeout(2_000) }).then(
      (r) => r.ok,
      () => false,
    );
    if (up)
      return {
        url: address,
        pid: child.pid ?? 0,
        adminToken: 'bench-admin-token',
        stop: () => void child.kill('SIGTERM'),
      };
    await new Promise((done) => setTimeout(done, 500));
  }
  child.kill('SIGKILL');
  throw new Error('Directus did not come up within a minute');
}

/**
 * Directus loads `isolated-vm` at start, a native part for sandboxed extensions and scripted flows, which is not built for this Node (or is built for another by the
 * `npm` that installed it). The bench uses neither: an empty module stands in its place. Nothing of the measured requests passes it.
 */
function leaveOutSandbox(folder: string): void {
  const entry = join(folder, 'node_modules/isolated-vm/isolated-vm.js');
  if (existsSync(entry)) writeFileSync(entry, 'module.exports = {};\n');
}

/**
 * Tell Directus of the tables and make a user with a policy of its own who may read dangers and enterprises and report new dangers, audited.
 * Rules on rows are sold with a licence since Directus 12 (`custom_permission_rules_enabled is a restricted resource`), so the peer checks collection and
 * fields only, and the bench asks it for the county as a filter. That is less work than ours does: it favours the peer.
 */
export async function setUpDirectus(peer: Peer): Promise<string> {
  const ask = async (method: string, path: string, body: object): Promise<{ data: { id: string } }> => {
    const reply = await fetch(peer.url + path, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${peer.adminToken}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return reply.status === 204 ? { data: { id: '' } } : ((await reply.json()) as { data: { id: string } });
  };
  for (const collection of ['enterprise', 'hidden_danger']) {
    await ask('PATCH', `/collections/${collection}`, { meta: { accountability: 'all', hidden: false } }).catch(() =>
      ask('POST', '/collections', { collection, meta: { accountability: 'all' } }),
    );
  }
  await ask('POST', '/relations', {
    collection: 'hidden_danger',
    field: 'enterprise_id',
    related_collection: 'enterprise',
  }).catch(async () => {
    await ask('PATCH', '/relations/hidden_danger/enterprise_id', {
      collection: 'hidden_danger',
      field: 'enterprise_id',
      related_collection: 'enterprise',
      meta: {},
    });
  });
  const policy = await ask('POST', '/policies', { name: 'county officer', admin_access: false, app_access: false });
  for (const [collection, action] of [
    ['hidden_danger', 'read'],
    ['hidden_danger', 'create'],
    ['enterprise', 'read'],
  ] as const) {
    await ask('POST', '/permissions', { policy: policy.data.id, collection, action, permissions: null, fields: ['*'] });
  }
  const role = await ask('POST', '/roles', {
    name: 'county officer',
    policies: { create: [{ policy: policy.data.id }], update: [], delete: [] },
  });
  await ask('POST', '/users', {
    email: 'officer@example.com',
    password: 'Bench-pass-2026!',
    role: role.data.id,
    token: 'bench-officer-token',
    status: 'active',
  });
  return 'bench-officer-token';
}
