import { sql } from 'kysely';
import { dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { ReadItem } from './batch.ts';

/** What was taken under these ids before, other than records. */
export async function selectReceipts(
  trx: Trx,
  enterpriseId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('sync_receipt')
    .select(['id', 'fingerprint'])
    .where('enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((r) => [r.id, r.fingerprint]));
}

/** Keep what was taken, so that the same item sent again is known. One statement. */
export async function insertReceipts(
  trx: Trx,
  dims: EnterpriseDims,
  what: {
    readonly items: readonly ReadItem[];
    readonly accountId: string;
    readonly deviceId: string;
    readonly now: Date;
  },
): Promise<void> {
  if (what.items.length === 0) return;
  await trx
    .insertInto('sync_receipt')
    .values(
      what.items.map((r) => ({
        ...dimColumns(dims),
        id: r.item.id,
        kind: r.item.kind,
        fingerprint: r.fingerprint,
        account_id: what.accountId,
        device_id: what.deviceId,
        device_seq: r.item.deviceSeq,
        claimed_at: r.raw ?? r.claimedAt,
        received_at: what.now,
      })),
    )
    .execute();
}
