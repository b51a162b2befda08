import type { SyncItem, SyncUnit } from '@yufang/contract';
import { minPhotosOf } from '../danger/rules.ts';
import { startRound } from '../drafts/round.ts';
import type { InspectionDraft, Question } from '../drafts/types.ts';
import { newId } from '../lib/uuid.ts';
import type { LocalTask } from '../tasks/local-tasks.ts';
import type { FieldDb } from './db.ts';

type Known = { readonly units: ReadonlyMap<string, SyncUnit>; readonly items: ReadonlyMap<string, SyncItem> };
/** What is to be asked: a task, or an item without one. */
export type Asked = Pick<LocalTask, 'itemId'> & Partial<Pick<LocalTask, 'id' | 'windowStart'>>;

/**
 * Begin a round, unless one is under way: then that one goes on. Questions are grouped by point, so that one walks each way once; texts are
 * copied, so that the round outlives a change of the lists.
 */
export async function beginRound(
  db: FieldDb,
  known: Known,
  asked: readonly Asked[],
  scanned: Readonly<Record<string, string>> = {},
): Promise<void> {
  const [measures, events, deadlines] = await Promise.all([
    db.measure.toArray(),
    db.event.toArray(),
    db.list.get('danger_deadlines'),
  ]);
  const minFixPhotos = minPhotosOf(deadlines ? [deadlines] : []);
  const questions = asked.flatMap((task): Question[] => {
    const item = known.items.get(task.itemId);
    if (!item) return [];
    const measure = measures.find((m) => m.id === item.measureId);
    const event = events.find((e) => e.id === measure?.eventId);
    return [
      {
        recordId: newId(),
        itemId: item.id,
        unitId: item.unitId,
        measureId: item.measureId,
        taskId: task.id ?? null,
        windowStart: task.windowStart ?? null,
        content: item.content,
        measure: measure && measure.description !== item.content ? measure.description : null,
        risk: event?.name ?? null,
        unitName: known.units.get(item.unitId)?.name ?? '',
        photoRequired: item.photoRequired,
        minFixPhotos,
      },
    ];
  });
  const order = [...new Set(questions.map((q) => q.unitId))];
  // Within a point in the order in which the items were written: the same way round every day.
  const sorted = questions.toSorted(
    (a, b) => order.indexOf(a.unitId) - order.indexOf(b.unitId) || (a.itemId < b.itemId ? -1 : 1),
  );
  await db.transaction('rw', db.drafts, async () => {
    const there = (await db.drafts.get('inspection')) as InspectionDraft | undefined;
    if (there) {
      if (Object.keys(scanned).length > 0) await db.drafts.put({ ...there, scanned: { ...there.scanned, ...scanned } });
      return;
    }
    if (sorted.length > 0) await db.drafts.put(startRound(sorted, new Date().toISOString(), scanned));
  });
}
