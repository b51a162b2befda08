import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '../apps/server/src/platform/db/embedded.ts';
import { prepareDatabase } from '../apps/server/src/platform/db/engine.ts';
import { tableTypes } from '../apps/server/src/platform/db/table-types.ts';

/** `npm run db:types`: migrate an empty database and write its Kysely types. A test fails when they drift. */
const folder = mkdtempSync(join(tmpdir(), 'yufang-types-'));
chmodSync(folder, 0o755);
const server = await startEmbedded(join(folder, 'pg'), { password: 'types', flags: ['fsync=off'] });
try {
  await prepareDatabase(server.adminUrl, { database: 'types', appPassword: 'types', referenceData: false });
  const target = fileURLToPath(new URL('../apps/server/src/platform/db/schema.gen.ts', import.meta.url));
  writeFileSync(target, await tableTypes(server.adminUrl('types')));
  console.log(`wrote ${target}`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
