import { readdirSync, readFileSync } from 'node:fs';
import { type PayloadOf, parseReference, type REFERENCE_PAYLOADS } from '@yufang/domain';

const FOLDER = new URL('../codes/reference/', import.meta.url);

/** The shipped edition of the LEC table that generated grades are made with. */
export const LEC_EDITION = '2021-draft';

const kept = new Map<string, unknown>();

/** The payload of a shipped edition of reference data, by its kind. */
export function readReference<K extends keyof typeof REFERENCE_PAYLOADS>(kind: K): PayloadOf<K> {
  const known = kept.get(kind);
  if (known) return known as PayloadOf<K>;
  for (const file of readdirSync(FOLDER).filter((f) => f.endsWith('.json'))) {
    const parsed = parseReference(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
    if (!parsed.ok || parsed.value.kind !== kind) continue;
    kept.set(kind, parsed.value.payload);
    return parsed.value.payload as PayloadOf<K>;
  }
  throw new Error(`no shipped edition of ${kind}`);
}

let criteria: ReadonlyMap<string, readonly { readonly code: string; readonly text: string }[]> | null = null;

/** The published criteria for major dangers, by list; codes as a danger quotes them, `<set id>/<code>`. */
export function readCriteria(): ReadonlyMap<string, readonly { readonly code: string; readonly text: string }[]> {
  criteria ??= new Map(
    readdirSync(FOLDER)
      .filter((f) => f.startsWith('major-criteria-'))
      .flatMap((f) => {
        const parsed = parseReference(JSON.parse(readFileSync(new URL(f, FOLDER), 'utf8')));
        if (!parsed.ok || !parsed.value.kind.startsWith('major_criteria.')) return [];
        const { setId, items } = parsed.value.payload as PayloadOf<`major_criteria.${string}`>;
        return [[setId, items.map((i) => ({ code: `${setId}/${i.code}`, text: i.text }))] as const];
      }),
  );
  return criteria;
}
