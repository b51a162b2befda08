/** What a camera wrote into the file, kept as claimed: it is easily forged, so it proves nothing by itself. */
export type Exif = {
  readonly takenAt?: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly make?: string;
  readonly model?: string;
  readonly software?: string;
};

/** Bytes a value of each TIFF type takes. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };

type Reader = { readonly b: Buffer; u16(at: number): number; u32(at: number): number };
type Field = { readonly type: number; readonly count: number; readonly at: number };

/**
 * Read the few EXIF fields that matter (EXIF 2.32, TIFF 6.0 structure).
 * @param block the EXIF block as image libraries hand it out, with or without its "Exif\0\0" head
 * @returns the fields found; an empty object for a block that is broken or forged beyond reading
 */
export function readExif(block: Buffer): Exif {
  try {
    return read(block);
  } catch {
    return {};
  }
}

function read(block: Buffer): Exif {
  const b = block.subarray(0, 4).toString('latin1') === 'Exif' ? block.subarray(6) : block;
  const little = b.toString('latin1', 0, 2) === 'II';
  const r: Reader = {
    b,
    u16: (at) => (little ? b.readUInt16LE(at) : b.readUInt16BE(at)),
    u32: (at) => (little ? b.readUInt32LE(at) : b.readUInt32BE(at)),
  };
  const main = fields(r, r.u32(4));
  const exif = sub(r, main, 0x8769);
  const gps = sub(r, main, 0x8825);
  const takenAt = instant(text(r, exif.get(0x9003)) ?? text(r, main.get(0x0132)), text(r, exif.get(0x9011)));
  const lat = degrees(r, gps.get(2), text(r, gps.get(1)) === 'S');
  const lon = degrees(r, gps.get(4), text(r, gps.get(3)) === 'W');
  const found = {
    takenAt,
    ...(lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : {}),
    make: text(r, main.get(0x010f)),
    model: text(r, main.get(0x0110)),
    software: text(r, main.get(0x0131)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, v]) => v !== undefined && v !== ''));
}

function fields(r: Reader, at: number): Map<number, Field> {
  const out = new Map<number, Field>();
  const n = Math.min(r.u16(at), 500);
  for (let i = 0; i < n; i += 1) {
    const entry = at + 2 + i * 12;
    const [type, count] = [r.u16(entry + 2), r.u32(entry + 4)];
    const bytes = (SIZES[type] ?? 1) * count;
    out.set(r.u16(entry), { type, count, at: bytes <= 4 ? entry + 8 : r.u32(entry + 8) });
  }
  return out;
}

const sub = (r: Reader, main: Map<number, Field>, tag: number): Map<number, Field> => {
  const pointer = main.get(tag);
  return pointer ? fields(r, r.u32(pointer.at)) : new Map();
};

function text(r: Reader, f: Field | undefined): string | undefined {
  if (f?.type !== 2) return undefined;
  // A camera's text ends with NUL; whatever stands behind it is not text.
  const raw = r.b.toString('utf8', f.at, f.at + Math.min(f.count, 200));
  return raw.split('\0')[0]?.trim();
}

function degrees(r: Reader, f: Field | undefined, negative: boolean): number | undefined {
  if (f?.type !== 5 || f.count < 3) return undefined;
  const part = (i: number) => r.u32(f.at + i * 8) / (r.u32(f.at + i * 8 + 4) || 1);
  const value = part(0) + part(1) / 60 + part(2) / 3600;
  return Number.isFinite(value) ? Math.round((negative ? -value : value) * 1e7) / 1e7 : undefined;
}

/** `2026:11-23 10:20:30` without an offset is read as Asia/Shanghai, where these cameras are. */
function instant(local: string | undefined, offset: string | undefined): string | undefined {
  const m = local?.match(/^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/);
  if (!m) return undefined;
  const zone = offset?.match(/^[+-]\d{2}:\d{2}$/) ? offset : '+08:00';
  const ms = Date.parse(`${m[1]}-${m[2]}-${m[3]}T${m[4]}${zone}`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
