import { open, writeFile } from 'node:fs/promises';
import type { AttachmentKind } from '@yufang/contract';
import { refuse } from '../../platform/errors/refused.ts';
import type { Exif } from '../../platform/files/exif.ts';
import { type DecodedImage, decodeImage, MAX_PIXELS, rasteriseSvg } from '../../platform/files/image.ts';
import { sniff } from '../../platform/files/sniff.ts';
import type { FileStore, Incoming } from '../../platform/files/store.ts';
import { svgStart, svgText } from '../../platform/files/svg-prolog.ts';

/** What the platform found in an uploaded file. `incoming` is what will be kept: of an SVG, the picture drawn from it. */
export type Inspected = {
  readonly incoming: Incoming;
  readonly mime: string;
  readonly image: DecodedImage | null;
  readonly exif: Exif | null;
};

/** An SVG beyond this is not a plan drawn by people. */
const MAX_SVG = 8 * 1024 * 1024;
/** What is read to tell a file's kind: its first bytes, and more of one whose prolog may be a drawing's. */
const HEAD = 1024;
const LONG_HEAD = 256 * 1024;

/**
 * Look into an uploaded file: the bytes decide what it is, whatever name or type came with it.
 * @throws 422 `attachment.empty`, `attachment.too_many_pixels`, `attachment.svg_entities`; 415 `attachment.not_an_image`, `attachment.not_audio`, `attachment.unknown_type`
 */
export async function inspect(store: FileStore, incoming: Incoming, kind: AttachmentKind): Promise<Inspected> {
  if (incoming.bytes === 0) throw refuse(422, { code: 'attachment.empty', field: 'body' });
  const { family, mime } = sniff(await head(incoming.path));
  if (kind === 'voice') {
    if (family !== 'audio') throw refuse(415, { code: 'attachment.not_audio', field: 'body', params: { found: mime } });
    return { incoming, mime, image: null, exif: null };
  }
  if (kind === 'plan' && family === 'svg') return await drawn(store, incoming);
  if (family === 'image') return await picture(incoming);
  if (kind !== 'document') throw notAnImage(mime);
  if (family === 'pdf' || family === 'office') return { incoming, mime, image: null, exif: null };
  throw refuse(415, { code: 'attachment.unknown_type', field: 'body', params: { found: mime } });
}

const notAnImage = (found: string) =>
  refuse(415, { code: 'attachment.not_an_image', field: 'body', params: { found } });

async function picture(incoming: Incoming): Promise<Inspected> {
  const image = await decodeImage(incoming.path);
  if (image === 'not_an_image') throw notAnImage('damaged');
  if (image === 'too_many_pixels') {
    throw refuse(422, { code: 'attachment.too_many_pixels', field: 'body', params: { megapixels: MAX_PIXELS / 1e6 } });
  }
  return { incoming, mime: image.mime, image, exif: Object.keys(image.exif).length > 0 ? image.exif : null };
}

/** An SVG is a program; what is kept is the picture it draws. */
async function drawn(store: FileStore, svg: Incoming): Promise<Inspected> {
  if (svg.bytes > MAX_SVG) throw notAnImage('image/svg+xml');
  const file = await open(svg.path, 'r');
  const source = await file.readFile().finally(() => file.close());
  const text = svgText(source);
  const start = svgStart(text);
  if (start === null || start === 'longer') throw notAnImage('image/svg+xml');
  if (start.entities) throw refuse(422, { code: 'attachment.svg_entities', field: 'body' });
  // Only the drawing: the library looks for it in the first bytes, and what stands before it draws nothing.
  const png = await rasteriseSvg(Buffer.from(text.slice(start.at)));
  if (!png) throw notAnImage('image/svg+xml');
  await writeFile(svg.path, png);
  const again = await open(svg.path, 'r');
  const incoming = await store.receive(again.createReadStream(), png.length);
  await store.discard(svg);
  if (incoming === 'too_large') throw new Error('a stream grew while it was read');
  return await picture(incoming);
}

async function head(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const read = async (most: number) => {
      const buffer = Buffer.alloc(most);
      const { bytesRead } = await file.read(buffer, 0, most, 0);
      return buffer.subarray(0, bytesRead);
    };
    const first = await read(HEAD);
    return first.length === HEAD && svgStart(first.toString('utf8')) === 'longer' ? await read(LONG_HEAD) : first;
  } finally {
    await file.close();
  }
}
