import { listLately, live } from '@yufang/contract';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../../platform/db/actor.ts';
import { readAsActor } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { type Client, eventText, send } from './client.ts';
import { changesText, LiveHub, noticesText } from './hub.ts';
import { type Position, parsePosition } from './position.ts';
import { readLately, readSince } from './queries.ts';

/** What one returning client may catch up with; beyond it is cheaper to fetch anew. */
const REPLAY = 500;
/** So many transactions ago is long ago: looking for the caller's own among them would cost more than fetching anew. */
const REPLAY_TRANSACTIONS = 50_000;
/** A stream lives this long, plus up to a minute so that not all come back at once. */
const LIFE_MS = 10 * 60_000;

/** The live stream. Returns its hub, for the tests and for the bench. */
export function liveRoutes(app: FastifyInstance, kernel: Kernel): LiveHub {
  const hub = new LiveHub(kernel.deps.db, (error) => app.log.warn({ err: error }, 'live stream: could not look'));
  app.addHook('preClose', () => hub.stop());

  kernel.on(listLately, async ({ trx, now }) => ({ rows: await readLately(trx, now) }));

  kernel.onRaw(live, async ({ actor, query, request, reply }) => {
    if (!actor) throw refuse(401, { code: 'auth.required' });
    const header = request.headers['last-event-id'];
    const given = typeof header === 'string' && header !== '' ? header : query.after;
    const since = given === undefined ? null : parsePosition(given);
    const out = reply.raw;
    const endsAt = Date.now() + LIFE_MS + Math.floor(Math.random() * 60_000);
    const client: Client = { actor, out, endsAt, held: [] };
    // Join first, catch up afterwards: in between nothing can fall through, at worst something is told twice.
    const position = await hub.add(client);
    let missed = '';
    try {
      missed = given === undefined ? '' : await catchUp(kernel, actor, { since, now: position });
    } catch (error) {
      hub.remove(client);
      throw error;
    }
    reply.hijack();
    out.on('close', () => hub.remove(client));
    out.on('error', () => hub.remove(client));
    out.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    request.raw.socket.setNoDelay(true);
    const hello = eventText('hello', { position: position.text }, missed === '' ? position.text : undefined);
    const held = client.held ?? [];
    client.held = null;
    send(client, `retry: 2000\n\n${hello}${missed}${held.join('')}`);
    return reply;
  });
  return hub;
}

/** The events a returning client missed, read under its own scope; `reset` when they are too many or its position is not ours. */
async function catchUp(
  kernel: Kernel,
  actor: Actor,
  where: { since: Position | null; now: Position },
): Promise<string> {
  const { since, now } = where;
  if (!since || since.xmax > now.xmax || now.xmax - since.xmax > REPLAY_TRANSACTIONS)
    return eventText('reset', {}, now.text);
  const batch = await readAsActor(kernel.deps.db, actor, (trx) => readSince(trx, since, REPLAY));
  const id = batch.position.text;
  const changes = changesText(actor.scope, batch, id);
  return noticesText(actor, batch.notices, changes === '' ? id : undefined) + changes;
}
