import { inflateRawSync } from 'node:zlib';
import { refuse } from '../errors/refused.ts';

/** A file inside an archive, not unpacked yet. */
type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly at: number;
};

/** What an archive may hold at most: far above any register, far below what hurts. */
const MAX_ENTRIES = 500;
const MAX_UNPACKED = 80 * 1024 * 1024;
/** Real sheets pack 10 to 40 times; a bomb packs a thousand times. Small files may exceed it. */
const MAX_RATIO = 200;
const SMALL = 2 * 1024 * 1024;

/** An archive whose directory has been read and found harmless. */
export type Zip = { readonly names: readonly string[]; read(name: string): Buffer | null };

/**
 * Open a zip archive from memory. Sizes are judged by its central directory before anything is unpacked, and unpacking stops at the size
 * that was promised there.
 * @throws 422 `excel.not_a_workbook`, `excel.encrypted`, `excel.too_large_inside` (a zip bomb)
 */
export function openZip(file: Buffer): Zip {
  const entries = directory(file);
  const total = entries.reduce((sum, e) => sum + e.unpacked, 0);
  const bomb = entries.some((e) => e.unpacked > SMALL && e.unpacked / Math.max(1, e.packed) > MAX_RATIO);
  if (entries.length > MAX_ENTRIES || total > MAX_UNPACKED || bomb) {
    throw refuse(422, {
      code: 'excel.too_large_inside',
      params: { unpackedMb: Math.round(total / 1024 / 1024), limitMb: MAX_UNPACKED / 1024 / 1024 },
    });
  }
  return {
    names: entries.map((e) => e.name),
    read: (name) => {
      const entry = entries.find((e) => e.name === name);
      return entry ? unpack(file, entry) : null;
    },
  };
}

const broken = () => refuse(422, { code: 'excel.not_a_workbook', field: 'file' });

function directory(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (file.length < 22 || file.readUInt32LE(0) !== 0x04034b50 || end < 0 || end + 22 > file.length) {
    // An encrypted or old binary workbook is an OLE container.
    if (file.length > 8 && file.readUInt32BE(0) === 0xd0cf11e0)
      throw refuse(422, { code: 'excel.encrypted', field: 'file' });
    throw broken();
  }
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw broken();
    if ((file.readUInt16LE(at + 8) & 1) === 1) throw refuse(422, { code: 'excel.encrypted', field: 'file' });
    const nameLength = file.readUInt16LE(at + 28);
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, ''),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(file: Buffer, entry: Entry): Buffer {
  if (entry.at + 30 > file.length || file.readUInt32LE(entry.at) !== 0x04034b50) throw broken();
  const start = entry.at + 30 + file.readUInt16LE(entry.at + 26) + file.readUInt16LE(entry.at + 28);
  const packed = file.subarray(start, start + entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw broken();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) });
  } catch {
    throw broken();
  }
}
