import type { ServerResponse } from 'node:http';
import type { Actor } from '../../platform/db/actor.ts';

/** A client that reads slower than this is dropped; it comes back with its last position and loses nothing. */
const MAX_BUFFERED = 256 * 1024;

/** One open stream. `held`: what came before its head was written; null once it flows. */
export type Client = {
  readonly actor: Actor;
  readonly out: ServerResponse;
  readonly endsAt: number;
  held: string[] | null;
};

/** The text of one event. `id` only on the last event of a batch: a cut before it replays the whole batch. */
export const eventText = (event: string, data: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Write to a client, or drop it when it does not keep up. False: it is gone. */
export function send(client: Client, text: string): boolean {
  const { out, held } = client;
  if (held) return held.push(text) <= 1_000;
  if (out.destroyed || out.writableEnded) return false;
  if (out.writableLength > MAX_BUFFERED) {
    out.destroy();
    return false;
  }
  out.write(text);
  return true;
}
