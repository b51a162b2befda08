import { atNight, type RecordMarkRules } from '@yufang/domain';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { type NeighbourRow, selectDeviceBefore, selectNeighbours } from './judge-rows.ts';
import type { Good } from './records.ts';

/** How far beside a record its neighbours are looked for. */
const BESIDE_MS = 3_600_000;

/**
 * Records of the same people around the batch: by the time they claim, and at night also by the time they came, since a phone hands in a
 * backlog in several batches.
 */
export async function readNeighbours(
  trx: Trx,
  dims: EnterpriseDims,
  good: readonly Good[],
  what: { readonly rules: RecordMarkRules; readonly now: Date },
): Promise<NeighbourRow[]> {
  const claims = good.map((g) => g.draft.claimedAt.getTime());
  const { bulkAtNight } = what.rules;
  const now = what.now.getTime();
  return await selectNeighbours(trx, dims.enterpriseId, {
    accounts: [...new Set(good.flatMap((g) => (g.draft.accountId ? [g.draft.accountId] : [])))],
    persons: [...new Set(good.flatMap((g) => (g.draft.personId ? [g.draft.personId] : [])))],
    from: new Date(Math.min(...claims) - BESIDE_MS),
    to: new Date(Math.max(...claims) + BESIDE_MS),
    receivedSince: atNight(now, bulkAtNight) ? new Date(now - bulkAtNight.withinMinutes * 60_000) : null,
  });
}

type Before = { readonly id: string; readonly claimedAt: number };

/**
 * For each record of the batch what its device made before it, by the device's own count, and claims the latest: a clock that was set back in
 * between shows. Claims that had to be corrected tell nothing.
 */
export async function beforeOnDevice(
  trx: Trx,
  dims: EnterpriseDims,
  good: readonly Good[],
  rules: RecordMarkRules,
): Promise<(good: Good) => Before | null> {
  const counted = good.flatMap((g) =>
    g.draft.deviceId !== null && g.draft.deviceSeq !== null && !g.draft.clockWrong
      ? [{ id: g.draft.id, deviceId: g.draft.deviceId, seq: g.draft.deviceSeq, claimedAt: g.draft.claimedAt.getTime() }]
      : [],
  );
  const found = new Map<string, Before>();
  if (!rules.backDated || counted.length === 0) return () => null;
  for (const [deviceId, own] of Map.groupBy(counted, (c) => c.deviceId)) {
    const stored = await selectDeviceBefore(trx, dims.enterpriseId, {
      deviceId,
      seq: Math.min(...own.map((c) => c.seq)),
      since: new Date(Math.min(...own.map((c) => c.claimedAt)) + rules.backDated.maxSeconds * 1000),
    });
    let latest: Before | null = stored ? { id: stored.id, claimedAt: stored.claimed_at.getTime() } : null;
    for (const one of own.toSorted((a, b) => a.seq - b.seq)) {
      if (latest) found.set(one.id, latest);
      if (!latest || one.claimedAt > latest.claimedAt) latest = one;
    }
  }
  return (g) => found.get(g.draft.id) ?? null;
}
