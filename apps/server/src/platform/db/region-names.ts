import { type Database, readAsSystem } from './database.ts';
import { REGION_IN_FORCE } from './region-in-force.ts';

/** A division as screens name it. */
export type RegionName = {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly level: string;
  readonly parent: string | null;
};

const KEEP_MS = 60_000;
const kept = new WeakMap<Database, { until: number; names: Promise<ReadonlyMap<string, RegionName>> }>();

/** Province, cities and counties by code (townships are looked up where they are needed). Kept for a minute a process. */
export async function regionNames(db: Database): Promise<ReadonlyMap<string, RegionName>> {
  const hit = kept.get(db);
  if (hit && hit.until > performance.now()) return await hit.names;
  const names = readAsSystem(db, async (trx) => {
    const rows = await trx
      .selectFrom('region')
      .select(['code', 'name', 'name_en', 'level', 'parent_code'])
      .where('level', '!=', 'township')
      .where(REGION_IN_FORCE)
      .orderBy('code')
      .execute();
    return new Map(
      rows.map((r) => [
        r.code,
        { code: r.code, name: r.name, nameEn: r.name_en, level: r.level, parent: r.parent_code },
      ]),
    );
  });
  kept.set(db, { until: performance.now() + KEEP_MS, names });
  names.catch(() => kept.delete(db));
  return await names;
}
