import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Bytes that have arrived whole but belong to nobody yet: look at them at `path`, then keep or discard them. */
export type Incoming = { readonly path: string; readonly sha256: string; readonly bytes: number };

/** Files by their content's hash: the same bytes are kept once, whoever sends them. */
export type FileStore = {
  /** Write a stream to a place of its own. More than `limit` bytes: the rest is read and dropped, and the answer is 'too_large'. */
  receive(body: Readable, limit: number): Promise<Incoming | 'too_large'>;
  /** Move it to where its hash says; durable when this returns. */
  keep(incoming: Incoming): Promise<void>;
  discard(incoming: Incoming): Promise<void>;
  /** Something made of a file (a thumbnail), kept beside it. */
  keepDerived(sha256: string, variant: string, bytes: Buffer): Promise<void>;
  /** A stream of the file or of what was made of it; null when it is not here. */
  read(sha256: string, variant?: string): Promise<Readable | null>;
  /** Where a library that wants a path finds it. */
  pathOf(sha256: string, variant?: string): string;
};

/** After so many bytes beyond the limit the sender is cut off; before, it is let finish so that it can read the answer. */
const PATIENCE = 10;

/**
 * A folder: `ab/cd/<sha256>[.<variant>]`. A full disk surfaces as ENOSPC, which the door answers 507.
 * @param incoming where unfinished files lie; for tests
 */
export function folderStore(
  root: string,
  incoming: () => string = () => join(root, 'incoming', randomUUID()),
): FileStore {
  const pathOf = (sha256: string, variant?: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a sha256');
    return join(root, sha256.slice(0, 2), sha256.slice(2, 4), variant ? `${sha256}.${variant}` : sha256);
  };
  return {
    pathOf,
    async receive(body, limit) {
      await mkdir(join(root, 'incoming'), { recursive: true });
      const path = incoming();
      const file = await open(path, 'w');
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        for await (const chunk of body as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          if (bytes > limit * PATIENCE) break;
          if (bytes > limit) continue;
          hash.update(chunk);
          await file.write(chunk);
        }
        if (bytes <= limit) await file.sync();
      } catch (error) {
        await file.close().catch(() => undefined);
        await rm(path, { force: true }).catch(() => undefined);
        throw error;
      }
      await file.close();
      if (bytes <= limit) return { path, sha256: hash.digest('hex'), bytes };
      await rm(path, { force: true });
      return 'too_large';
    },
    async keep({ path, sha256 }) {
      const target = pathOf(sha256);
      await mkdir(join(target, '..'), { recursive: true });
      await rename(path, target);
      const folder = await open(join(target, '..'), 'r');
      await folder.sync().finally(() => folder.close());
    },
    discard: ({ path }) => rm(path, { force: true }),
    async keepDerived(sha256, variant, bytes) {
      const target = pathOf(sha256, variant);
      await mkdir(join(target, '..'), { recursive: true });
      await writeFile(target, bytes);
    },
    async read(sha256, variant) {
      const path = pathOf(sha256, variant);
      const there = await access(path).then(
        () => true,
        () => false,
      );
      return there ? createReadStream(path) : null;
    },
  };
}
