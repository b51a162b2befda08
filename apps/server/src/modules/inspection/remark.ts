import { hamming, samePhotoAgain } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { AttachmentRow } from '../attachment/queries.ts';
import type { Entry } from '../change/record.ts';
import { marksOf, readMarkRules } from './judge.ts';
import { PICTURES_MS } from './judge-photos.ts';
import { selectPictures, selectRecordsOfPhotos } from './judge-rows.ts';

/**
 * A photo's bytes have come, so its looks are known: judge the records that carry it once more against the pictures seen before.
 * @returns the marks that were set, as entries of the change log; the caller records them with the upload
 */
export async function remarkByPhoto(trx: Trx, dims: EnterpriseDims, photo: AttachmentRow, now: Date): Promise<Entry[]> {
  const rules = await readMarkRules(trx, businessDay(now));
  const { phash } = photo;
  if (!rules || phash === null || photo.kind !== 'photo') return [];
  const pictures = await selectPictures(trx, dims.enterpriseId, {
    except: photo.id,
    since: new Date(now.getTime() - PICTURES_MS),
  });
  const near = pictures.filter(
    (p) => p.sha256 === photo.sha256 || hamming(p.phash, phash) <= rules.samePhoto.maxHamming,
  );
  if (near.length === 0) return [];
  const records = await selectRecordsOfPhotos(trx, dims.enterpriseId, [photo.id, ...near.map((n) => n.id)]);
  const seen = records.flatMap((r) =>
    near.filter((n) => r.photo_ids.includes(n.id)).map((n) => ({ ...n, recordId: r.id })),
  );
  const entries: Entry[] = [];
  for (const before of records.filter((r) => r.photo_ids.includes(photo.id))) {
    const marks = marksOf(before.marks);
    if (marks.some((m) => m.mark === 'same_photo_again')) continue;
    const facts = { ...NOTHING, id: before.id, photos: [{ sha256: photo.sha256, phash }] };
    const mark = samePhotoAgain(facts, seen, rules.samePhoto);
    if (!mark) continue;
    const after = await trx
      .updateTable('inspection_record')
      .set({ marks: JSON.stringify([...marks, mark]), marked: true, version: before.version + 1 })
      .where('enterprise_id', '=', before.enterprise_id)
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    entries.push({ entity: 'inspection_record', entityId: before.id, action: 'mark', before, after });
  }
  return entries;
}

/** This rule reads photos only. */
const NOTHING = {
  result: 'normal',
  claimedAt: 0,
  receivedAt: 0,
  clockOffsetMs: null,
  place: null,
  point: null,
  durationMs: null,
  items: 1,
} as const;
