import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/db/actor.ts';
import { type Database, readAsActor } from '../../platform/db/database.ts';
import { eventText } from '../live/client.ts';
import { readRun } from './run-view.ts';

const LOOK_MS = 500;
/** A stream that outlives this is begun anew by its client. */
const LIFE_MS = 10 * 60_000;

/**
 * Tell how a run gets on until it is over. Read from its row under the caller's scope, so that it does not matter which server computes it.
 * @throws 404 `row.not_found` before the stream begins
 */
export async function streamRun(
  db: Database,
  of: { readonly actor: Actor; readonly parkId: string; readonly runId: string },
  io: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly stopping: AbortSignal },
): Promise<FastifyReply> {
  const read = () => readAsActor(db, of.actor, (trx) => readRun(trx, of.parkId, of.runId));
  let run = await read();
  const { reply } = io;
  const out = reply.raw;
  reply.hijack();
  const gone = new AbortController();
  out.on('close', () => gone.abort());
  out.on('error', () => gone.abort());
  const stop = (): void => gone.abort();
  io.stopping.addEventListener('abort', stop);
  out.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  const endsAt = performance.now() + LIFE_MS;
  let told = '';
  try {
    while (!gone.signal.aborted && performance.now() < endsAt) {
      const text = eventText('run', run);
      if (text !== told) out.write(text);
      told = text;
      if (run.state !== 'queued' && run.state !== 'running') break;
      await wait(LOOK_MS, undefined, { signal: gone.signal });
      run = await read();
    }
  } catch (error) {
    // A client that left, or a database that is away: the client asks again.
    if (!gone.signal.aborted) io.request.log.warn({ err: error }, 'progress of a park run');
  }
  io.stopping.removeEventListener('abort', stop);
  out.end();
  return reply;
}
