import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { codeOf } from '../db/database.ts';
import { refuse } from '../errors/refused.ts';

/** Let the application take multipart forms. Harmless when another module has asked before. */
export async function acceptMultipart(app: FastifyInstance, limitMb: number): Promise<void> {
  if (app.hasRequestDecorator('isMultipart')) return;
  await app.register(multipart, { limits: { fileSize: limitMb * 1024 * 1024, files: 1, fields: 20, parts: 30 } });
}

/** The one file of an upload, whole. A form that is broken off has none. @throws 400 `upload.no_file`, 413 `request.too_large` */
export async function readUpload(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw refuse(400, { code: 'upload.no_file', field: 'file' });
  try {
    const part = await request.file();
    if (part) return { name: part.filename.slice(0, 200), bytes: await part.toBuffer() };
  } catch (error) {
    // The form's reader names its faults by prose alone; what Fastify says (too large, no such type) has a code.
    if (codeOf(error) !== '') throw error;
  }
  throw refuse(400, { code: 'upload.no_file', field: 'file' });
}
