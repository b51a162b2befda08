import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../errors/refused.ts';

/** Let the application take multipart forms. Harmless when another module has asked before. */
export async function acceptMultipart(app: FastifyInstance, limitMb: number): Promise<void> {
  if (app.hasRequestDecorator('isMultipart')) return;
  await app.register(multipart, { limits: { fileSize: limitMb * 1024 * 1024, files: 1, fields: 20, parts: 30 } });
}

/** The one file of an upload, whole. @throws 400 `upload.no_file`, 413 `request.too_large` */
export async function readUpload(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw refuse(400, { code: 'upload.no_file', field: 'file' });
  const part = await request.file();
  if (!part) throw refuse(400, { code: 'upload.no_file', field: 'file' });
  return { name: part.filename.slice(0, 200), bytes: await part.toBuffer() };
}
