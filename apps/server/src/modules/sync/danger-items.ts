import type { AttachmentClaim, DangerCommandPayload, DangerPayload } from '@yufang/contract';
import { Refused, refuse } from '../../platform/errors/refused.ts';
import { announce, selectAttachments } from '../attachment/queries.ts';
import { record } from '../change/record.ts';
import { applyDangerCommand, selectDanger } from '../danger/command.ts';
import { reportDanger } from '../danger/report.ts';
import { activityEntry } from '../inspection/activity.ts';
import type { ItemOutcome, ReadItem } from './batch.ts';
import type { PushWork } from './push.ts';

/** A danger found offline. Its own rules judge it before anything is written; a refusal is this item's alone. */
export async function reportDangerItem(
  work: PushWork,
  read: ReadItem & { readonly item: { readonly id: string; readonly payload: DangerPayload } },
): Promise<ItemOutcome> {
  const { photos, ...payload } = read.item.payload;
  return await asOutcome(async () => {
    const { created } = await reportDanger(work.trx, work.chain, {
      actor: work.actor,
      now: work.now,
      origin: 'field',
      report: {
        ...payload,
        id: read.item.id,
        foundAt: read.claimedAt.toISOString(),
        photoIds: photos.map((p) => p.id),
      },
    });
    if (!created) throw refuse(409, { code: 'sync.id_reused', field: 'id' });
    await takeFiles(work, photos);
    return { status: 'accepted' };
  });
}

/** A step that somebody took offline. Without an expected version it is judged on the danger as it is now. */
export async function commandDangerItem(
  work: PushWork,
  read: ReadItem & { readonly item: { readonly payload: DangerCommandPayload } },
): Promise<ItemOutcome> {
  const { dangerId, expectedVersion, command, photos } = read.item.payload;
  const enterpriseId = work.chain.dims.enterpriseId;
  return await asOutcome(async () => {
    const now = await selectDanger(work.trx, enterpriseId, dangerId);
    if (!now) throw refuse(404, { code: 'danger.not_found', field: 'dangerId' });
    if (command.type === 'submit_rectified') {
      const there = await selectAttachments(work.trx, enterpriseId, command.photoIds);
      const known = new Set([...there, ...photos].map((p) => p.id));
      if (!command.photoIds.every((id) => known.has(id)))
        throw refuse(422, { code: 'danger.unknown_photo', field: 'command.photoIds' });
    }
    await applyDangerCommand(work.trx, work.chain, {
      actor: work.actor,
      now: work.now,
      ...(command.type === 'submit_rectified' && { claimedAt: read.claimedAt }),
      id: dangerId,
      expectedVersion: expectedVersion ?? now.version,
      command,
      onStale: async (row) => refuse(409, { code: 'danger.stale', params: { version: row.version } }),
    });
    await takeFiles(work, photos);
    return { status: 'accepted' };
  });
}

async function takeFiles(work: PushWork, claims: readonly AttachmentClaim[]): Promise<void> {
  const entries = await announce(work.trx, work.chain.dims, { claims, uploadedBy: work.actor.accountId });
  const activity = await activityEntry(work.trx, work.chain.dims, work.now);
  await record(work.trx, work.chain, {
    actor: work.actor,
    at: work.now,
    entries: activity ? [...entries, activity] : entries,
  });
}

/** A rule's refusal is the item's answer; anything else ends the batch, and the phone sends it again. */
async function asOutcome(work: () => Promise<ItemOutcome>): Promise<ItemOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return { status: 'refused', refusal: error.refusal };
    throw error;
  }
}
