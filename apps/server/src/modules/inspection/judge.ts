import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Good } from './records.ts';

export type Mark = { readonly mark: string; readonly params: Readonly<Record<string, unknown>> };
export async function judgeRecords(
  _trx: Trx,
  _dims: EnterpriseDims,
  _good: readonly Good[],
  _now: Date,
): Promise<Map<string, Mark[]>> {
  return new Map();
}
