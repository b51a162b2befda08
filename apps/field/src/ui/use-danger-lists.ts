import type { SyncList } from '@yufang/contract';
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { JudgedBy } from '../danger/assignment.ts';
import { rulesOf } from '../danger/rules.ts';
import type { FieldDb } from '../store/db.ts';
import { useField } from './context.tsx';
import { useNow } from './use-work.ts';

const NONE: readonly SyncList[] = [];

/** The lists by which dangers are judged: the table of the loop and the calendar, not the long criteria. */
export const dangerLists = (db: FieldDb): Promise<SyncList[]> =>
  db.list.where('id').startsWithAnyOf(['danger_deadlines', 'business_calendar.']).toArray();

/** The same, as they stand on this phone; empty while the database is being read and before the first pull. */
export function useDangerLists(): readonly SyncList[] {
  const { db } = useField();
  return useLiveQuery(() => dangerLists(db), [db]) ?? NONE;
}

/** By what an assignment is judged on this phone now. */
export function useJudgedBy(): JudgedBy {
  const { holder } = useField();
  const lists = useDangerLists();
  const nowMs = useNow();
  const rules = useMemo(() => rulesOf(lists), [lists]);
  return { role: holder.role, nowMs, rules };
}
