import type { Field } from '../ui/context.tsx';
import { getDevice } from './device.ts';

/**
 * Unsent work as one file in the person's own hands: items as they would be sent, photos and voice within. A support desk can put it in by the
 * same door.
 */
export async function exportUnsent({ db, holder }: Field): Promise<void> {
  const [items, files, drafts] = await Promise.all([
    db.outbox.orderBy('deviceSeq').toArray(),
    db.files.where('state').anyOf('held', 'due', 'refused').toArray(),
    db.drafts.toArray(),
  ]);
  const content = {
    format: 'yufang-field-export',
    version: 1,
    exportedAt: new Date().toISOString(),
    deviceId: getDevice().deviceId,
    holder,
    items,
    drafts,
    files: await Promise.all(
      files.map(async ({ blob, ...file }) => ({ ...file, data: blob ? await dataUrl(blob) : null })),
    ),
  };
  const url = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `yufang-${holder.username}-${content.exportedAt.slice(0, 16).replace(/[-:T]/g, '')}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const dataUrl = (blob: Blob): Promise<string> =>
  new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
