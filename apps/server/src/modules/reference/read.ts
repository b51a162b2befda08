import {
  editionFor,
  isReference,
  type PayloadOf,
  parseReference,
  type ReferenceData,
  ReferenceEnvelope,
  type ReferenceKind,
} from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';

/** The business day of Asia/Shanghai (UTC+8, no summer time). */
const today = (): string => Temporal.Now.plainDateISO('Asia/Shanghai').toString();

/** How long a process goes by what it read; an edition put in force by another process is seen after so long at the latest. */
const KEEP_MS = 10_000;

type Kept = { readonly until: number; readonly editions: readonly ReferenceEnvelope[] };
const kept = new WeakMap<object, Map<string, Kept>>();

/** The pool's own adapter object names the database, whichever transaction asks. */
const cacheOf = (trx: Trx): Map<string, Kept> => {
  const key = trx.getExecutor().adapter;
  const found = kept.get(key) ?? new Map<string, Kept>();
  kept.set(key, found);
  return found;
};

/** Forget what was read: call after an edition was written. */
export const forgetReference = (trx: Trx): void => cacheOf(trx).clear();

/** Every edition of the kinds that begin so, unparsed, kept for ten seconds a process. */
export async function readEditions(trx: Trx, prefix: string): Promise<readonly ReferenceEnvelope[]> {
  const cache = cacheOf(trx);
  const hit = cache.get(prefix);
  if (hit && hit.until > performance.now()) return hit.editions;
  const rows = await trx
    .selectFrom('reference_data')
    .selectAll()
    .where('kind', '>=', prefix)
    .where('kind', '<', `${prefix}\uffff`)
    .orderBy('kind')
    .orderBy('edition')
    .execute();
  const editions = rows.map((r) =>
    ReferenceEnvelope.parse({
      kind: r.kind,
      edition: r.edition,
      title: r.title,
      titleEn: r.title_en ?? r.title,
      standard: r.standard,
      clause: r.clause,
      inForceFrom: r.in_force_from,
      status: r.status,
      certainty: r.certainty,
      source: r.source,
      payload: r.payload,
    }),
  );
  cache.set(prefix, { editions, until: performance.now() + KEEP_MS });
  return editions;
}

/**
 * The edition of a kind that applies on a day (default: today in Asia/Shanghai), checked against its schema.
 * @throws {Error} when the kind has no usable edition or its payload is malformed: the shipped data is ours to keep whole
 */
export async function readEdition<K extends ReferenceKind>(trx: Trx, kind: K, day?: string): Promise<ReferenceData<K>> {
  const found = editionFor(await readEditions(trx, kind), kind, day ?? today());
  if (!found) throw new Error(`no edition of reference data ${kind} applies on ${day ?? 'this day'}`);
  return parsed(found, kind);
}

/** The payload of the edition that applies. `(await readReference(trx, 'danger_deadlines')).rectify` */
export async function readReference<K extends ReferenceKind>(trx: Trx, kind: K, day?: string): Promise<PayloadOf<K>> {
  return (await readEdition(trx, kind, day)).payload;
}

/** Of a family (`major_criteria.`), the edition that applies of each kind. */
export async function readReferenceFamily(trx: Trx, prefix: 'major_criteria.', day?: string) {
  const editions = await readEditions(trx, prefix);
  const on = day ?? today();
  const kinds = [...new Set(editions.map((e) => e.kind))];
  return kinds.flatMap((kind) => {
    const found = editionFor(editions, kind, on);
    return found ? [parsed(found, kind as `major_criteria.${string}`)] : [];
  });
}

const checked = new WeakMap<ReferenceEnvelope, ReferenceData>();

function parsed<K extends ReferenceKind>(envelope: ReferenceEnvelope, kind: K): ReferenceData<K> {
  const known = checked.get(envelope);
  if (known && isReference(known, kind)) return known;
  const result = parseReference(envelope);
  if (!result.ok)
    throw new Error(`reference data ${envelope.kind} ${envelope.edition}: ${result.error.code} ${result.error.field}`);
  checked.set(envelope, result.value);
  if (!isReference(result.value, kind)) throw new Error(`reference data ${envelope.kind} is not ${kind}`);
  return result.value;
}
