import type { Readable } from 'node:stream';
import { getParkGradingFile, putParkGradingFile } from '@yufang/contract';
import { asSystem, readAsActor } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { inspect } from '../attachment/inspect.ts';
import { fileStoreOf } from '../attachment/routes.ts';
import { openChain, PLATFORM, record } from '../change/record.ts';
import { onParkRaw, parkColumns } from '../park/reach.ts';
import { fileView, needGrading } from './queries.ts';

const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';

/** Files brought as evidence: looked into as every upload, kept by content, named by the park. */
export function parkGradingFiles(kernel: Kernel): void {
  const { db, config } = kernel.deps;
  const store = fileStoreOf(config.YUFANG_DATA);
  const limit = config.YUFANG_UPLOAD_MB;

  onParkRaw(kernel, putParkGradingFile, async ({ actor, park, params, query, request, now }) => {
    const key = { parkId: park.parkId, id: params.id };
    const grading = await asSystem(db, (trx) => needGrading(trx, key));
    if (grading.state !== 'draft')
      throw refuse(409, { code: 'park_grading.state', params: { state: grading.state, command: 'save' } });
    if (!isStream(request.body)) throw refuse(415, { code: 'attachment.unknown_type', field: 'body' });
    const received = await store.receive(request.body, limit * 1024 * 1024);
    if (received === 'too_large')
      throw refuse(413, { code: 'attachment.too_large', field: 'body', params: { limitMb: limit } });
    try {
      const found = await inspect(store, received, 'document');
      return await asSystem(db, async (trx) => {
        const chain = await openChain(trx, PLATFORM);
        const before = await trx
          .selectFrom('park_grading_file')
          .selectAll()
          .where('park_id', '=', park.parkId)
          .where('id', '=', params.fileId)
          .executeTakeFirst();
        if (before) {
          if (before.sha256 === received.sha256 && before.grading_id === params.id) return fileView(before);
          throw refuse(409, { code: 'attachment.id_reused', field: 'fileId' });
        }
        await store.keep(received);
        const row = await trx
          .insertInto('park_grading_file')
          .values({
            ...parkColumns(park),
            id: params.fileId,
            grading_id: params.id,
            name: query.name,
            sha256: received.sha256,
            mime: found.mime,
            bytes: received.bytes,
            uploaded_by: actor.accountId,
            uploaded_name: actor.name,
            uploaded_at: now,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        const entry = { entity: 'park_grading_file', entityId: row.id, action: 'store', before: null, after: row };
        await record(trx, chain, { actor, at: now, entries: [entry] });
        return fileView(row);
      });
    } finally {
      await store.discard(received);
    }
  });

  onParkRaw(kernel, getParkGradingFile, async ({ actor, park, params, reply }) => {
    const row = await readAsActor(db, actor, (trx) =>
      trx
        .selectFrom('park_grading_file')
        .selectAll()
        .where('park_id', '=', park.parkId)
        .where('grading_id', '=', params.id)
        .where('id', '=', params.fileId)
        .executeTakeFirst(),
    );
    const bytes = row ? await store.read(row.sha256) : null;
    if (!row || !bytes) throw refuse(404, { code: 'attachment.not_found', field: 'fileId' });
    reply
      .type(row.mime)
      .header('content-length', row.bytes)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header(
        'content-disposition',
        `${row.mime.startsWith('image/') ? 'inline' : 'attachment'}; filename="${row.id}"; filename*=UTF-8''${encodeURIComponent(row.name)}`,
      );
    return bytes;
  });
}
