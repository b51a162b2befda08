import { hamming, type PhotoHash, type RecordMarkRules, type SeenPhoto } from '@yufang/domain';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { selectPictures, selectRecordsOfPhotos, selectSamePhotos } from './judge-rows.ts';
import type { Good } from './records.ts';

/** How far back pictures are compared. */
export const PICTURES_MS = 120 * 86_400_000;

type Stored = { readonly id: string; readonly sha256: string; readonly phash: string | null };

/** The photos of a batch: what each record carries, as far as it is known, and what records before it carried of the same. */
export type BatchPhotos = { readonly of: (good: Good) => PhotoHash[]; readonly seen: SeenPhoto[] };

/**
 * Read what is known of the photos of a batch. A photo counts as seen whether it comes again under a new id, under its own, or as a file that
 * a desk picked; a desk's file is here already, so its looks are compared too.
 */
export async function photosOf(
  trx: Trx,
  dims: EnterpriseDims,
  good: readonly Good[],
  what: { readonly rules: RecordMarkRules; readonly now: Date },
): Promise<BatchPhotos> {
  const claims = good.flatMap((g) => g.draft.photos.filter((p) => p.kind === 'photo'));
  const picked = good.flatMap((g) => g.draft.photoIds ?? []);
  const claimed = (g: Good): PhotoHash[] =>
    g.draft.photos.filter((p) => p.kind === 'photo').map((p) => ({ sha256: p.sha256, phash: null }));
  if (claims.length === 0 && picked.length === 0) return { of: claimed, seen: [] };
  const stored: Stored[] = await selectSamePhotos(trx, dims.enterpriseId, {
    sha256: claims.map((p) => p.sha256),
    ids: [...claims.map((p) => p.id), ...picked],
  });
  if (stored.length === 0) return { of: claimed, seen: [] };
  const near = await nearTo(
    trx,
    dims,
    stored.filter((s) => picked.includes(s.id)),
    what,
  );
  const known = [...stored, ...near.filter((n) => !stored.some((s) => s.id === n.id))];
  const carried = await selectRecordsOfPhotos(
    trx,
    dims.enterpriseId,
    known.map((s) => s.id),
  );
  const byId = new Map(stored.map((s) => [s.id, s]));
  const here = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  return {
    of: (g) => [...claimed(g), ...here([...g.draft.photos.map((p) => p.id), ...(g.draft.photoIds ?? [])])],
    seen: known.flatMap((s) =>
      carried
        .filter((c) => c.photo_ids.includes(s.id))
        .map((c) => ({ sha256: s.sha256, phash: s.phash, recordId: c.id })),
    ),
  };
}

/** Pictures of the last months that look like these. */
async function nearTo(
  trx: Trx,
  dims: EnterpriseDims,
  pictures: readonly Stored[],
  what: { readonly rules: RecordMarkRules; readonly now: Date },
): Promise<Stored[]> {
  const since = new Date(what.now.getTime() - PICTURES_MS);
  const out: Stored[] = [];
  for (const { id, phash } of pictures) {
    if (phash === null) continue;
    const others = await selectPictures(trx, dims.enterpriseId, { except: id, since });
    out.push(...others.filter((o) => hamming(o.phash, phash) <= what.rules.samePhoto.maxHamming));
  }
  return out;
}
