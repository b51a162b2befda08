/** Longest side of a kept photo, and how strongly it is compressed: a gauge stays readable, a photo weighs some 200 kB. */
const SIDE = 1600;
const QUALITY = 0.8;
/** A picture older than this when it is chosen was not taken now: its own time is what is claimed. */
const FRESH_MS = 120_000;

/**
 * Make a photo small enough for a weak signal. The time it was taken is claimed beside it, the place by the caller: redrawing drops both from
 * the file. @returns null for something that is no picture
 */
export async function shrinkPhoto(file: File, now: Date): Promise<{ blob: Blob; takenAt: string } | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) return null;
  const old = file.lastModified > 0 && now.getTime() - file.lastModified > FRESH_MS;
  return { blob, takenAt: (old ? new Date(file.lastModified) : now).toISOString() };
}
