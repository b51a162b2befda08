import type { AttachmentClaim, SyncItemPush, SyncPush, SyncPushed, SyncResult } from '@yufang/contract';
import { SYNC_VERSION } from '@yufang/contract';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { selectMissing } from '../attachment/queries.ts';
import type { Chain } from '../change/record.ts';
import { explainRecord } from '../inspection/explain.ts';
import type { RecordDraft } from '../inspection/record-rows.ts';
import { writeRecords } from '../inspection/records.ts';
import { type ItemOutcome, phoneClock, type ReadItem, readBatch, toResult } from './batch.ts';
import { commandDangerItem, reportDangerItem } from './danger-items.ts';
import { insertReceipts, selectReceipts } from './receipts.ts';

/** One batch under way. */
export type PushWork = {
  readonly trx: Trx;
  readonly chain: Chain;
  readonly actor: Actor;
  readonly now: Date;
  readonly deviceId: string;
};

type ItemOf<K extends SyncItemPush['kind']> = ReadItem & { readonly item: Extract<SyncItemPush, { kind: K }> };
const ofKind = <K extends SyncItemPush['kind']>(items: readonly ReadItem[], kind: K): ItemOf<K>[] =>
  items.filter((i): i is ItemOf<K> => i.item.kind === kind);

/** Take a phone's batch: dangers, records, danger commands, explanations, each item answered by itself. */
export async function takeBatch(call: Omit<PushWork, 'deviceId'>, batch: SyncPush): Promise<SyncPushed> {
  const { trx, chain, now } = call;
  const clock = phoneClock(batch, now);
  const { items, refused } = readBatch(batch, clock, now);
  // The log names the phone that wrote it.
  const work: PushWork = { ...call, actor: { ...call.actor, device: batch.deviceId }, deviceId: batch.deviceId };
  const results: SyncResult[] = [...refused];
  const answer = (read: ReadItem, outcome: ItemOutcome) => results.push(toResult(read, outcome));

  const others = items.filter((i) => i.item.kind !== 'record');
  const receipts = await selectReceipts(
    trx,
    chain.dims.enterpriseId,
    others.map((i) => i.item.id),
  );
  const taken: ReadItem[] = [];
  const once = async (read: ReadItem, work: () => Promise<ItemOutcome>) => {
    const there = receipts.get(read.item.id);
    if (there !== undefined) {
      answer(read, there === read.fingerprint ? { status: 'unchanged' } : idReused);
      return;
    }
    const outcome = await work();
    answer(read, outcome);
    if (outcome.status === 'refused') return;
    receipts.set(read.item.id, read.fingerprint);
    taken.push(read);
  };

  for (const read of ofKind(items, 'danger')) await once(read, () => reportDangerItem(work, read));
  await takeRecords(work, ofKind(items, 'record'), { offsetMs: clock.offsetMs, answer });
  for (const read of ofKind(items, 'danger_command')) await once(read, () => commandDangerItem(work, read));
  for (const read of ofKind(items, 'explanation')) {
    await once(read, () => explainRecord(work, { ...read.item.payload, at: read.claimedAt }));
  }
  await insertReceipts(trx, chain.dims, {
    items: taken,
    accountId: work.actor.accountId,
    deviceId: work.deviceId,
    now,
  });
  results.sort((a, b) => a.index - b.index);
  return {
    version: SYNC_VERSION,
    receivedAt: now.toISOString(),
    clockOffsetMs: clock.offsetMs,
    clockWrong: clock.wrong,
    results,
    missing: await missingFiles(trx, chain, { items, results }),
  };
}

const idReused: ItemOutcome = { status: 'refused', refusal: { code: 'sync.id_reused', field: 'id' } };

async function takeRecords(
  work: PushWork,
  items: readonly ItemOf<'record'>[],
  how: { offsetMs: number; answer: (read: ReadItem, outcome: ItemOutcome) => void },
): Promise<void> {
  const { actor, now } = work;
  const drafts = items.map((read): RecordDraft => {
    const p = read.item.payload;
    return {
      id: read.item.id,
      itemId: p.itemId,
      taskId: p.taskId ?? null,
      windowStart: p.windowStart ? new Date(p.windowStart) : null,
      result: p.result,
      note: p.note ?? null,
      photos: p.photos,
      voice: p.voice ?? null,
      dangerId: p.dangerId ?? null,
      personId: actor.personId,
      accountId: actor.accountId,
      personName: actor.name,
      claimedAt: read.claimedAt,
      claimedRaw: read.raw,
      clockOffsetMs: how.offsetMs,
      clockWrong: read.clockWrong,
      lon: p.lon ?? null,
      lat: p.lat ?? null,
      accuracyM: p.accuracyM ?? null,
      durationMs: p.durationMs ?? null,
      deviceId: work.deviceId,
      deviceSeq: read.item.deviceSeq,
      pointCode: p.pointCode ?? null,
      origin: 'field',
      sourceUpdatedAt: null,
      fingerprint: read.fingerprint,
    };
  });
  const mustHold = actor.role === 'post_worker' ? { mustHold: { personId: actor.personId } } : {};
  const outcomes = await writeRecords(work.trx, work.chain, drafts, { actor, now, ...mustHold });
  items.forEach((read, i) => {
    const outcome = outcomes[i];
    if (outcome) how.answer(read, outcome);
  });
}

/** Files that were announced by items we hold, and whose bytes are not here. */
async function missingFiles(
  trx: Trx,
  chain: Chain,
  what: { items: readonly ReadItem[]; results: readonly SyncResult[] },
): Promise<string[]> {
  const held = new Set(what.results.filter((r) => r.status !== 'refused').map((r) => r.index));
  const ids = [
    ...new Set(what.items.filter((i) => held.has(i.index)).flatMap((i) => claimsOf(i.item).map((c) => c.id))),
  ];
  return await selectMissing(trx, chain.dims.enterpriseId, ids);
}

/** The files that an item announces. */
export const claimsOf = (item: SyncItemPush): readonly AttachmentClaim[] =>
  item.kind === 'explanation'
    ? []
    : item.kind === 'record'
      ? [...item.payload.photos, ...(item.payload.voice ? [item.payload.voice] : [])]
      : item.payload.photos;
