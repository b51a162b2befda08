import type { EnterpriseDims } from '../db/actor.ts';
import { type Database, readAsSystem } from '../db/database.ts';

/** How long a door may go by what it read before. The policies under it always read the row itself. */
const KEEP_MS = 10_000;
const KEEP_ROWS = 20_000;

type Kept = { readonly dims: EnterpriseDims; readonly over: boolean; readonly until: number };
/** Standings in which nothing of its own is written any more. */
const OVER: ReadonlySet<string> = new Set(['closed', 'withdrawn']);
const kept = new WeakMap<Database, Map<string, Kept>>();

/**
 * The codes of one enterprise, or null if there is none. Kept for ten seconds a process, since every request of an enterprise asks.
 * Scope is the caller's business: compare with `scopeCovers`.
 */
export async function readDims(db: Database, enterpriseId: string): Promise<EnterpriseDims | null> {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(enterpriseId)) return null;
  const cache = cacheOf(db);
  const hit = cache.get(enterpriseId);
  const now = performance.now();
  if (hit && hit.until > now) return hit.dims;
  const row = await readAsSystem(db, (trx) =>
    trx
      .selectFrom('enterprise')
      .select(['enterprise_id', 'city_code', 'county_code', 'sector', 'park_id', 'industry', 'scale', 'status'])
      .where('enterprise_id', '=', enterpriseId)
      .executeTakeFirst(),
  );
  if (!row) return null;
  const dims = dimsOf(row);
  if (cache.size >= KEEP_ROWS) cache.clear();
  cache.set(enterpriseId, { dims, over: OVER.has(row.status), until: now + KEEP_MS });
  return dims;
}

/** Whether an enterprise was closed or withdrawn when `readDims` last looked: it can be read, and writes no more. */
export const isOver = (db: Database, enterpriseId: string): boolean => cacheOf(db).get(enterpriseId)?.over ?? false;

/** Forget an enterprise whose codes or standing were just changed. */
export function forgetDims(db: Database, enterpriseId: string): void {
  cacheOf(db).delete(enterpriseId);
}

/** The codes out of an enterprise row. */
export const dimsOf = (row: {
  enterprise_id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  industry: string;
  scale: string;
}): EnterpriseDims => ({
  enterpriseId: row.enterprise_id,
  cityCode: row.city_code,
  countyCode: row.county_code,
  sector: row.sector,
  parkId: row.park_id,
  industry: row.industry,
  scale: row.scale,
});

function cacheOf(db: Database): Map<string, Kept> {
  const found = kept.get(db);
  if (found) return found;
  const made = new Map<string, Kept>();
  kept.set(db, made);
  return made;
}
