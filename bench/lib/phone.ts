import { randomBytes, randomUUID } from 'node:crypto';
import { type Agent, request as httpRequest } from 'node:http';
import { taskIdOf } from '@yufang/domain';

/** One inspection item with whose phone it is on. */
export type Item = {
  readonly enterprise_id: string;
  readonly id: string;
  readonly person: string;
  readonly account: string;
};

/** What a batch came back with, item by item. */
export type Pushed = { results: { id: string; status: string; code?: string }[] };

/** Midnight of today in Asia/Shanghai. */
export const businessDay = (now: number): Date =>
  new Date(Math.floor((now + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000);

/** A record as a phone sends it; every fourth with a photo announced. `tasks`: so many first ones answer the day's task. */
export function recordOf(item: Item | undefined, seq: number, tasks: number) {
  if (!item) throw new Error('a phone without items');
  const now = Date.now();
  const today = businessDay(now);
  const photo = {
    id: randomUUID(),
    sha256: randomBytes(32).toString('hex'),
    bytes: 300_000,
    takenAt: new Date(now).toISOString(),
  };
  return {
    id: randomUUID(),
    kind: 'record',
    deviceSeq: seq,
    claimedAt: new Date(now).toISOString(),
    payload: {
      itemId: item.id,
      ...(seq <= tasks ? { taskId: taskIdOf(item.id, today) } : {}),
      result: 'normal',
      lon: 113.7,
      lat: 34.7,
      accuracyM: 10,
      durationMs: 45_000,
      photos: seq % 4 === 0 ? [photo] : [],
    },
  };
}

/** Send one batch of a phone: its items as JSON, which may have been made long before. Rejects on any answer but 200, on a broken connection, and after `timeoutMs`. */
export function push(
  agent: Agent,
  port: number,
  what: { phone: Item | undefined; items: string; timeoutMs?: number },
): Promise<Pushed> {
  const { phone, items } = what;
  if (!phone) throw new Error('a phone without items');
  const head = { version: 1, sentAt: new Date().toISOString(), deviceId: `bench-${phone.person.slice(0, 8)}` };
  const body = `${JSON.stringify(head).slice(0, -1)},"items":${items}}`;
  return new Promise((done, fail) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-bench-actor': `${phone.enterprise_id} ${phone.account} ${phone.person}`,
    };
    const call = httpRequest(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/api/v1/enterprises/${phone.enterprise_id}/sync`,
        headers,
      },
      (reply) => {
        let text = '';
        reply.on('error', fail);
        reply.on('close', () => fail(new Error('answer broke off')));
        reply.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        reply.on('end', () =>
          reply.statusCode === 200 ? done(JSON.parse(text) as Pushed) : fail(new Error(`${reply.statusCode}: ${text}`)),
        );
      },
    );
    call.setTimeout(what.timeoutMs ?? 60_000, () => call.destroy(new Error('no answer in time')));
    call.on('error', fail).end(body);
  });
}
