/** Reads a QR code from a picture: the browser's own reader where there is one, else jsQR, fetched when it is first needed. */
export type CodeReader = (source: HTMLVideoElement | ImageBitmap) => Promise<string | null>;

type Detector = { detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> };
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };

/** Longest side of the picture that jsQR looks at: larger is slower and no better. */
const SIDE = 640;

export async function makeReader(): Promise<CodeReader> {
  const Native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats = (await Native?.getSupportedFormats().catch((): string[] => [])) ?? [];
  if (Native && formats.includes('qr_code')) {
    const detector = new Native({ formats: ['qr_code'] });
    return async (source) => (await detector.detect(source).catch(() => []))[0]?.rawValue ?? null;
  }
  const { default: jsQR } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (source) => {
    const [w, h] = 'videoWidth' in source ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
    if (!context || w === 0 || h === 0) return null;
    const scale = Math.min(1, SIDE / Math.max(w, h));
    canvas.width = Math.round(w * scale);
    canvas.height = Math.round(h * scale);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(data, canvas.width, canvas.height)?.data ?? null;
  };
}

/** The code in what was read: a bare code, or the last part of our address `…/c/CODE`, `…/invite/CODE`. */
export function codeIn(text: string): { kind: 'code' | 'invite'; code: string } {
  const trimmed = text.trim();
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(trimmed)?.[1] ?? null;
  const last = (path ?? trimmed).split('/').filter(Boolean).at(-1) ?? '';
  return { kind: path && /\/(invite|invitation)\//.test(path) ? 'invite' : 'code', code: path ? decoded(last) : last };
}

/** A foreign code may hold anything: what is no proper escape stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether somebody means this point: typed codes come in any case and with spaces. */
export const sameCode = (pointCode: string | null, given: string): boolean =>
  pointCode !== null && pointCode.toUpperCase() === given.replace(/\s/g, '').toUpperCase();
