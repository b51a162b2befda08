import sharp from 'sharp';
import { type Exif, readExif } from './exif.ts';

/** An image that could be decoded. `thumb`: WebP of at most 320 px; `png`: what an SVG was turned into, to be kept instead of it. */
export type DecodedImage = {
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  /** 64-bit difference hash, 16 hex digits: near pictures differ in few bits. */
  readonly phash: string;
  readonly exif: Exif;
  readonly thumb: Buffer;
};

/** A phone's largest sensors make 200 megapixels; a decompression bomb claims more. */
export const MAX_PIXELS = 200_000_000;
const THUMB = 320;
/** A plan's longer side after rasterising. */
const PLAN_PX = 4096;

// One picture at a time a core, and no cache of decoded pictures: memory stays flat under many uploads.
sharp.cache(false);
sharp.concurrency(1);

const MIMES: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heif: 'image/avif',
};

/**
 * Decode an image whole, and say what it is.
 * @returns 'not_an_image' when it cannot be decoded to its end, 'too_many_pixels' beyond {@link MAX_PIXELS}
 */
export async function decodeImage(path: string): Promise<DecodedImage | 'not_an_image' | 'too_many_pixels'> {
  try {
    const meta = await sharp(path, { limitInputPixels: false }).metadata();
    const mime = MIMES[meta.format ?? ''];
    if (!mime || !meta.width || !meta.height) return 'not_an_image';
    if (meta.width * meta.height > MAX_PIXELS) return 'too_many_pixels';
    const open = () =>
      sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' }).timeout({ seconds: 30 }).autoOrient();
    const thumb = await open()
      .resize(THUMB, THUMB, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 70 })
      .toBuffer();
    const turned = (meta.orientation ?? 1) >= 5;
    return {
      mime,
      width: turned ? meta.height : meta.width,
      height: turned ? meta.width : meta.height,
      phash: await differenceHash(thumb),
      exif: meta.exif ? readExif(meta.exif) : {},
      thumb,
    };
  } catch {
    return 'not_an_image';
  }
}

/** dHash: nine columns by eight rows of grey, a bit for "brighter than its right neighbour". Survives scaling, recompression and light edits. */
export async function differenceHash(picture: Buffer): Promise<string> {
  const grey = await sharp(picture).greyscale().resize(9, 8, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
  let bits = 0n;
  for (let row = 0; row < 8; row += 1) {
    for (let col = 0; col < 8; col += 1) {
      bits = (bits << 1n) | ((grey[row * 9 + col] ?? 0) > (grey[row * 9 + col + 1] ?? 0) ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, '0');
}

/**
 * Turn an SVG into a PNG of at most 4096 px. Scripts, links and foreign content do not survive: only pixels do.
 * @returns null when it cannot be drawn
 */
export async function rasteriseSvg(svg: Buffer): Promise<Buffer | null> {
  try {
    const { width = 0, height = 0 } = await sharp(svg, { limitInputPixels: false }).metadata();
    if (width === 0 || height === 0) return null;
    const scale = PLAN_PX / Math.max(width, height);
    // librsvg draws at the density asked; below 1 the picture is drawn small, never drawn huge and shrunk.
    const density = Math.min(Math.max(72 * scale, 1), 600);
    return await sharp(svg, { density, limitInputPixels: MAX_PIXELS })
      .timeout({ seconds: 30 })
      .resize(PLAN_PX, PLAN_PX, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .png()
      .toBuffer();
  } catch {
    return null;
  }
}
