import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { AttachmentRow } from '../attachment/queries.ts';
import type { Entry } from '../change/record.ts';

export async function remarkByPhoto(_trx: Trx, _dims: EnterpriseDims, _photo: AttachmentRow): Promise<Entry[]> {
  return [];
}
