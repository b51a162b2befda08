import type { SyncPushed } from '@yufang/contract';
import { applyAnswer, applyFailure, markSending, nextBatch } from '../outbox/reducer.ts';
import type { OutboxItem } from '../outbox/types.ts';
import { BATCH, SYNC_CLOCK_TOLERANCE_MS, SYNC_VERSION } from '../protocol.ts';
import { type FieldDb, setMeta } from '../store/db.ts';
import { getDevice } from '../store/device.ts';
import { applyChange } from '../store/outbox.ts';
import { call, has } from './api.ts';
import { type SyncProblem, setStatus } from './status.ts';

/** How a part of a run ended. `retryAfterMs`: what the server asked for. */
export type Ended = { readonly problem: SyncProblem | null; readonly retryAfterMs?: number };
export const FINE: Ended = { problem: null };

const looksRight = has<SyncPushed>({
  results: 'array',
  missing: 'array',
  receivedAt: 'string',
  clockOffsetMs: 'number',
});

/** What a refusal of a whole call means for the run. */
export function problemOf(reply: { kind: string; status?: number; retryAfterMs?: number }): Ended {
  if (reply.kind === 'network') return { problem: 'offline' };
  switch (reply.status) {
    case 401:
      return { problem: 'signed_out' };
    case 403:
    case 404:
      return { problem: 'no_access' };
    case 426:
      return { problem: 'outdated' };
    default:
      return { problem: 'server', retryAfterMs: reply.retryAfterMs ?? 0 };
  }
}

/** Send the outbox, batch by batch, until nothing is left to send or something is in the way. */
export async function pushAll(db: FieldDb, enterpriseId: string): Promise<Ended> {
  let max = BATCH;
  for (;;) {
    const batch = markSending(nextBatch(await db.outbox.toArray(), max));
    if (batch.length === 0) return FINE;
    // From here on the server may have them: kept before the network is touched, so that a killed tab knows it too.
    await db.outbox.bulkPut(batch);
    const reply = await call('POST', `/api/v1/enterprises/${enterpriseId}/sync`, {
      body: {
        version: SYNC_VERSION,
        sentAt: new Date().toISOString(),
        deviceId: getDevice().deviceId,
        items: batch.map(({ id, kind, deviceSeq, claimedAt, payload }) => ({
          id,
          kind,
          deviceSeq,
          claimedAt,
          payload,
        })),
      },
      looksRight,
    });
    const at = new Date().toISOString();
    if (reply.ok) {
      const change = applyAnswer(batch, reply.body, at);
      await applyChange(db, change, reply.body.missing);
      await measured(db, reply.body.clockOffsetMs);
      // An answer that speaks of none of the items would be asked for ever.
      if (change.put.length + change.remove.length === 0) return { problem: 'server' };
      max = BATCH;
      continue;
    }
    const tooMuch = reply.kind === 'refused' && (reply.status === 413 || reply.status === 400);
    if (tooMuch && batch.length > 1) {
      max = Math.max(1, Math.floor(batch.length / 2));
      continue;
    }
    if (tooMuch) {
      await applyChange(db, { put: [rejected(batch[0], reply.problem.code)].flat(), remove: [], sent: [], due: [] });
      continue;
    }
    const failure =
      reply.kind === 'refused' && reply.status < 500
        ? ({ kind: 'refused', status: reply.status, refusal: { code: reply.problem.code } } as const)
        : ({ kind: 'unknown' } as const);
    await applyChange(db, applyFailure(batch, failure));
    return problemOf(reply);
  }
}

/** One item that makes a whole call impossible comes back alone, so that it does not hold up the others. */
const rejected = (item: OutboxItem | undefined, code: string): OutboxItem[] =>
  item ? [{ ...item, state: 'refused', unsure: false, refusal: { code } }] : [];

/** Keep the difference of the clocks; small ones are noise of the network. */
export async function measured(db: FieldDb, offsetMs: number): Promise<void> {
  const clockOffsetMs = Math.abs(offsetMs) > SYNC_CLOCK_TOLERANCE_MS ? offsetMs : 0;
  await setMeta(db, 'clockOffsetMs', clockOffsetMs);
  setStatus({ clockOffsetMs });
}

/** Codes by which a file will never be taken. */
const NEVER: readonly number[] = [409, 413, 415, 422];

/** Send the bytes of files whose items are acknowledged. A file that will never be taken is kept and told; the record stands without it. */
export async function uploadAll(db: FieldDb, enterpriseId: string): Promise<Ended> {
  for (const { id } of await db.files.where('state').equals('due').toArray()) {
    const file = await db.files.get(id);
    if (file?.state !== 'due') continue;
    if (!file.blob) {
      await db.files.update(id, { state: 'refused', refusal: { code: 'client.file_lost' } });
      continue;
    }
    const query = `kind=${file.claim.kind}&sha256=${file.claim.sha256}`;
    const path = `/api/v1/enterprises/${enterpriseId}/attachments/${id}?${query}`;
    const reply = await call('PUT', path, { raw: file.blob });
    if (reply.ok) await db.files.update(id, { state: 'stored', blob: null });
    else if (reply.kind === 'refused' && NEVER.includes(reply.status)) {
      const { code, params } = reply.problem;
      await db.files.update(id, { state: 'refused', refusal: { code, ...(params ? { params } : {}) } });
    } else return problemOf(reply);
  }
  return FINE;
}
