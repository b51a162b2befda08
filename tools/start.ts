import { spawn, spawnSync } from 'node:child_process';
import { serverFlags } from '@yufang/server/node-flags';

/** `npm start`: build the two web apps when their sources changed, then run the server from source until it is told to stop. */
const build = spawnSync(process.execPath, ['tools/build-web.ts'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

const server = spawn(process.execPath, [...serverFlags(), 'apps/server/src/main.ts'], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
