import type { ReferenceEnvelope } from '@yufang/domain';
import { makeEnterprise } from '@yufang/seeds/load/enterprise';
import type { makePlan } from '@yufang/seeds/load/plan';
import { type Row, TABLES } from '@yufang/seeds/load/rows';
import { calendarFrom } from '../danger/calendar.ts';
import type { DangerReference } from '../danger/rules.ts';
import { type CopyText, copyText } from './copy.ts';
import { dueDanger } from './due-dangers.ts';
import { linkSteps } from './link.ts';

export type SeedPlan = ReturnType<typeof makePlan>;
/** What every enterprise of a load is made from: data alone, so that it can be handed to a thread. */
export type Recipe = {
  readonly plan: SeedPlan;
  readonly reference: Omit<DangerReference, 'calendar'>;
  /** The editions of the business calendar. */
  readonly calendar: readonly ReferenceEnvelope[];
};
/** Enterprises [from, to) of a plan by their serial. */
export type Stretch = { readonly from: number; readonly to: number };

/** Everything that a load fills, parents first. */
export const SEEDED = [...TABLES, 'change', 'change_head'] as const;

/**
 * Makes stretches of a plan's enterprises with their change log, ready for COPY, table by table. The same recipe and stretch give the same rows in any
 * thread.
 */
export function batchMaker(recipe: Recipe): (stretch: Stretch) => CopyText[] {
  const reference = { ...recipe.reference, calendar: calendarFrom(recipe.calendar) };
  return (stretch) => makeBatch(recipe.plan, reference, stretch);
}

function makeBatch(plan: SeedPlan, reference: DangerReference, { from, to }: Stretch): CopyText[] {
  const rows = new Map<string, Row[]>(SEEDED.map((table) => [table, []]));
  const put = (table: (typeof SEEDED)[number], row: Row) => rows.get(table)?.push(row);
  for (let serial = from; serial < to; serial += 1) {
    const bundle = makeEnterprise(plan, serial);
    for (const table of TABLES) {
      for (const row of bundle.rows[table]) {
        put(table, table === 'hidden_danger' ? dueDanger(row, plan.today, reference) : row);
      }
    }
    const { changes, head } = linkSteps(bundle, plan.size.detailedLog);
    for (const change of changes) put('change', change);
    put('change_head', head);
  }
  return [...rows].map(([table, list]) => copyText(table, list));
}
