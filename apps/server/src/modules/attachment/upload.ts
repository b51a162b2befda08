import type { putAttachment } from '@yufang/contract';
import type { z } from 'zod';
import { type Actor, dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { FileStore, Incoming } from '../../platform/files/store.ts';
import { type Chain, record } from '../change/record.ts';
import { remarkByPhoto } from '../inspection/remark.ts';
import type { Inspected } from './inspect.ts';
import { type AttachmentRow, selectAttachment, writeAttachment } from './queries.ts';

type Work = {
  readonly trx: Trx;
  readonly chain: Chain;
  readonly actor: Actor;
  readonly now: Date;
  readonly store: FileStore;
};

/**
 * Make an inspected upload the enterprise's. The file is in its place before the row says so, so a row never points at nothing; a crash between leaves
 * bytes without an owner, which harm nobody.
 *
 * @returns the row; sent twice it is the same row
 * @throws 409 `attachment.id_reused` other content stands under the id; 422 `attachment.hash_differs` other content was announced
 */
export async function storeUpload(
  work: Work,
  given: { id: string; query: z.output<typeof putAttachment.query>; sent: Incoming; found: Inspected },
): Promise<AttachmentRow> {
  const { trx, chain, actor, now, store } = work;
  const { id, query, sent, found } = given;
  const before = await selectAttachment(trx, chain.dims.enterpriseId, id);
  if (before?.stored) {
    // Of an SVG the drawn picture is kept: the same SVG draws the same picture.
    if (before.sha256 === found.incoming.sha256) return before;
    throw refuse(409, { code: 'attachment.id_reused', field: 'id' });
  }
  if (before && before.sha256 !== sent.sha256) throw refuse(422, { code: 'attachment.hash_differs', field: 'sha256' });
  await store.keep(found.incoming);
  if (found.image) await store.keepDerived(found.incoming.sha256, 'thumb.webp', found.image.thumb);
  const exif = found.exif;
  const place =
    before?.lon != null || query.lon !== undefined
      ? { lon: before?.lon ?? query.lon ?? null, lat: before?.lat ?? query.lat ?? null }
      : { lon: exif?.lon ?? null, lat: exif?.lat ?? null };
  const takenAt = before?.taken_at ?? query.takenAt ?? exif?.takenAt ?? null;
  const row = await writeAttachment(trx, before, {
    ...dimColumns(chain.dims),
    id,
    kind: before?.kind ?? query.kind,
    sha256: found.incoming.sha256,
    phash: found.image?.phash ?? null,
    mime: found.mime,
    bytes: found.incoming.bytes,
    width: found.image?.width ?? null,
    height: found.image?.height ?? null,
    taken_at: takenAt === null ? null : new Date(takenAt),
    ...place,
    accuracy_m: before?.accuracy_m ?? query.accuracyM ?? null,
    uploaded_by: before?.uploaded_by ?? actor.accountId,
    stored: true,
    stored_at: now,
    exif: exif ? JSON.stringify(exif) : null,
  });
  await record(trx, chain, {
    actor,
    at: now,
    entries: [
      { entity: 'attachment', entityId: id, action: 'store', before: before ?? null, after: row },
      ...(row.phash === null ? [] : await remarkByPhoto(trx, chain.dims, row, now)),
    ],
  });
  return row;
}
