import { svgStart } from './svg-prolog.ts';

/** What a file really is, by its first bytes; the name and the declared type are only claims. */
export type Sniffed = {
  readonly family: 'image' | 'svg' | 'audio' | 'pdf' | 'office' | 'unknown';
  readonly mime: string;
};

const ascii = (head: Buffer, from: number, to: number) => head.subarray(from, to).toString('latin1');
const starts = (head: Buffer, ...bytes: number[]) => bytes.every((b, i) => head[i] === b);

const UNKNOWN: Sniffed = { family: 'unknown', mime: 'application/octet-stream' };
const HEIF_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

/** @param head at least the first 512 bytes, fewer only when the file is shorter; of an SVG its whole prolog */
export function sniff(head: Buffer): Sniffed {
  return image(head) ?? audio(head) ?? document(head) ?? UNKNOWN;
}

function image(head: Buffer): Sniffed | null {
  if (starts(head, 0xff, 0xd8, 0xff)) return { family: 'image', mime: 'image/jpeg' };
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { family: 'image', mime: 'image/png' };
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return { family: 'image', mime: 'image/webp' };
  if (ascii(head, 4, 8) === 'ftyp') {
    const brand = ascii(head, 8, 12);
    if (HEIF_BRANDS.has(brand)) return { family: 'image', mime: 'image/heic' };
    if (brand === 'avif' || brand === 'avis') return { family: 'image', mime: 'image/avif' };
  }
  const drawing = svgStart(head.toString('utf8'));
  return drawing !== null && drawing !== 'longer' ? { family: 'svg', mime: 'image/svg+xml' } : null;
}

function audio(head: Buffer): Sniffed | null {
  if (starts(head, 0x1a, 0x45, 0xdf, 0xa3)) return { family: 'audio', mime: 'audio/webm' };
  if (ascii(head, 0, 4) === 'OggS') return { family: 'audio', mime: 'audio/ogg' };
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return { family: 'audio', mime: 'audio/wav' };
  if (ascii(head, 4, 8) === 'ftyp') return { family: 'audio', mime: 'audio/mp4' };
  if (ascii(head, 0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2))
    return { family: 'audio', mime: 'audio/mpeg' };
  if (ascii(head, 0, 5) === '#!AMR') return { family: 'audio', mime: 'audio/amr' };
  return null;
}

function document(head: Buffer): Sniffed | null {
  if (ascii(head, 0, 5) === '%PDF-') return { family: 'pdf', mime: 'application/pdf' };
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) return { family: 'office', mime: 'application/zip' };
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))
    return { family: 'office', mime: 'application/x-ole-storage' };
  return null;
}
