import type { listMajorCriteria, RouteReply } from '@yufang/contract';
import type { Trx } from '../../platform/db/database.ts';
import { readReferenceFamily } from '../reference/read.ts';

/** The criteria lists that apply on a day, each with how sure it is. */
export async function selectMajorCriteria(trx: Trx, today: string): Promise<RouteReply<typeof listMajorCriteria>> {
  const sets = await readReferenceFamily(trx, 'major_criteria.', today);
  return {
    sets: sets.map(({ payload, edition, title, titleEn, status, certainty }) => ({
      setId: payload.setId,
      edition,
      title,
      titleEn,
      document: payload.document,
      status,
      certainty,
      partial: payload.partial,
      note: payload.note,
      failedDeviceCounts: payload.failedDeviceCounts,
      groups: payload.groups.map(({ id, label, labelEn, clause }) => ({ id, label, labelEn, clause })),
      items: payload.items,
    })),
  };
}
