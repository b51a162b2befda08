import type { AttachmentClaim } from '@yufang/contract';
import type { Fix } from '../drafts/types.ts';
import { sha256Hex } from '../lib/hash.ts';
import { newId } from '../lib/uuid.ts';
import type { FieldDb } from './db.ts';

/** Keep a photo or voice note on the phone: bytes, hash and what the phone claims about it. In the database before the screen says so. */
export async function keepFile(
  db: FieldDb,
  given: {
    readonly blob: Blob;
    readonly kind: 'photo' | 'voice';
    readonly ownerId: string;
    readonly takenAt: string;
    readonly place: Fix | null;
  },
): Promise<string> {
  const id = newId();
  const { blob, kind, place } = given;
  const claim: AttachmentClaim = {
    id,
    kind,
    sha256: await sha256Hex(await blob.arrayBuffer()),
    bytes: blob.size,
    mime: blob.type.split(';')[0] || 'application/octet-stream',
    takenAt: given.takenAt,
    lon: place?.lon ?? null,
    lat: place?.lat ?? null,
    accuracyM: place?.accuracyM ?? null,
  };
  await db.files.add({ id, ownerId: given.ownerId, claim, state: 'held', refusal: null, attempts: 0, blob });
  return id;
}

/** The claims of files by their ids. */
export async function claimsById(db: FieldDb, ids: readonly string[]): Promise<Map<string, AttachmentClaim>> {
  const rows = await db.files.bulkGet([...ids]);
  return new Map(rows.flatMap((r) => (r ? [[r.id, r.claim] as const] : [])));
}

/** A file that was taken back before it was sent. */
export async function dropFile(db: FieldDb, id: string): Promise<void> {
  const file = await db.files.get(id);
  if (file?.state === 'held') await db.files.delete(id);
}
