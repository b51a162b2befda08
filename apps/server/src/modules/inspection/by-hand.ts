import { hash } from 'node:crypto';
import type { createRecord } from '@yufang/contract';
import type { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { selectAttachments } from '../attachment/queries.ts';
import { canonicalJson } from '../change/hash.ts';
import type { Chain } from '../change/record.ts';
import { writeRecords } from './records.ts';

/**
 * A record written at a desk. It says of itself that it was (`origin: hand`) and carries no place and no device.
 * @throws 422 with the code of the record path, 409 `sync.id_reused`, 422 `inspection.photo_unknown`
 */
export async function writeByHand(
  work: { readonly trx: Trx; readonly chain: Chain; readonly actor: Actor; readonly now: Date },
  body: z.output<typeof createRecord.body>,
): Promise<{ id: string; marks: string[] }> {
  const { trx, chain, actor, now } = work;
  const files = await selectAttachments(trx, chain.dims.enterpriseId, body.photoIds);
  if (files.length < new Set(body.photoIds).size)
    throw refuse(422, { code: 'inspection.photo_unknown', field: 'photoIds' });
  const [outcome] = await writeRecords(
    trx,
    chain,
    [
      {
        id: body.id,
        itemId: body.itemId,
        taskId: body.taskId ?? null,
        windowStart: body.windowStart ? new Date(body.windowStart) : null,
        result: body.result,
        note: body.note ?? null,
        photos: [],
        photoIds: body.photoIds,
        voice: null,
        dangerId: body.dangerId ?? null,
        personId: actor.personId,
        accountId: actor.accountId,
        personName: actor.name,
        claimedAt: now,
        claimedRaw: null,
        clockOffsetMs: null,
        clockWrong: false,
        lon: null,
        lat: null,
        accuracyM: null,
        durationMs: null,
        deviceId: actor.device,
        deviceSeq: null,
        pointCode: null,
        origin: 'hand',
        sourceUpdatedAt: null,
        fingerprint: hash('sha256', canonicalJson(body), 'hex').slice(0, 32),
      },
    ],
    { actor, now, ...(actor.role === 'post_worker' ? { mustHold: { personId: actor.personId } } : {}) },
  );
  if (outcome?.status === 'refused') {
    throw refuse(outcome.refusal.code === 'sync.id_reused' ? 409 : 422, outcome.refusal);
  }
  return { id: body.id, marks: outcome?.status === 'accepted' ? [...outcome.marks] : [] };
}
