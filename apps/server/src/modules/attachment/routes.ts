import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { getAttachment, getAttachmentFile, listMissingAttachments, putAttachment } from '@yufang/contract';
import type { FastifyInstance } from 'fastify';
import { scopeCovers } from '../../platform/db/actor.ts';
import { asActor } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { type FileStore, folderStore } from '../../platform/files/store.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { openChain } from '../change/record.ts';
import { type Inspected, inspect } from './inspect.ts';
import { present, selectAttachment, selectAttachments } from './queries.ts';
import { storeUpload } from './upload.ts';

/** The store of a server's data folder: every module that keeps files asks here. */
export const fileStoreOf = (dataFolder: string): FileStore => folderStore(join(dataFolder, 'files'));

/** Raw bodies that a handler reads as a stream; JSON and forms stay as they were. */
const RAW = /^(application\/octet-stream|application\/pdf|image\/.*|audio\/.*|video\/.*)(;.*)?$/;

/** Photos, voice notes, plans and documents of an enterprise. */
export function attachmentRoutes(
  app: FastifyInstance,
  kernel: Kernel,
  store = fileStoreOf(kernel.deps.config.YUFANG_DATA),
): void {
  app.addContentTypeParser(RAW, (_request, payload, done) => done(null, payload));
  const { db, config } = kernel.deps;

  kernel.onRaw(putAttachment, async ({ actor, params, query, request, now }) => {
    const dims = await readDims(db, params.enterpriseId);
    if (!actor || !dims || !scopeCovers(actor.scope, dims)) {
      throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
    }
    const body = request.body;
    if (!isStream(body)) throw refuse(415, { code: 'attachment.unknown_type', field: 'body' });
    const received = await store.receive(body, config.YUFANG_UPLOAD_MB * 1024 * 1024);
    if (received === 'too_large') {
      throw refuse(413, { code: 'attachment.too_large', field: 'body', params: { limitMb: config.YUFANG_UPLOAD_MB } });
    }
    let looked: Inspected | null = null;
    try {
      if (query.sha256 && query.sha256 !== received.sha256) {
        throw refuse(422, { code: 'attachment.hash_differs', field: 'sha256' });
      }
      const found = await inspect(store, received, query.kind);
      looked = found;
      return await asActor(db, actor, async (trx) => {
        const chain = await openChain(trx, dims);
        const stored = await storeUpload(
          { trx, chain, actor, now, store },
          { id: params.id, query, sent: received, found },
        );
        return present(stored);
      });
    } finally {
      await store.discard(received);
      if (looked) await store.discard(looked.incoming);
    }
  });

  kernel.onEnterprise(getAttachment, async ({ trx, params }) => present(await found(trx, params)));

  kernel.onEnterprise(getAttachmentFile, async ({ trx, params, query, reply }) => {
    const row = await found(trx, params);
    const thumb = query.size === 'thumb' && row.width !== null;
    const file = row.stored ? await store.read(row.sha256, thumb ? 'thumb.webp' : undefined) : null;
    if (!file) throw refuse(404, { code: 'attachment.not_stored', field: 'id' });
    // The bytes under an id never change, so a browser may keep them; what they are was found by looking, not by what the sender said.
    reply
      .type(thumb ? 'image/webp' : row.mime)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('content-disposition', row.kind === 'document' ? `attachment; filename="${row.id}"` : 'inline');
    if (!thumb) reply.header('content-length', row.bytes);
    return file;
  });

  kernel.onEnterprise(listMissingAttachments, async ({ trx, params, body }) => {
    const rows = await selectAttachments(trx, params.enterpriseId, body.ids);
    const stored = new Set(rows.filter((r) => r.stored).map((r) => r.id));
    return { missing: body.ids.filter((id) => !stored.has(id)) };
  });

  async function found(trx: Parameters<typeof selectAttachment>[0], params: { enterpriseId: string; id: string }) {
    const row = await selectAttachment(trx, params.enterpriseId, params.id);
    if (!row) throw refuse(404, { code: 'attachment.not_found', field: 'id' });
    return row;
  }
}

const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';
