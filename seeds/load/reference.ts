import { readdirSync, readFileSync } from 'node:fs';
import { type PayloadOf, parseReference, type REFERENCE_PAYLOADS } from '@yufang/domain';

const FOLDER = new URL('../codes/reference/', import.meta.url);

/** The payload of a shipped edition of reference data, by its kind. */
export function readReference<K extends keyof typeof REFERENCE_PAYLOADS>(kind: K): PayloadOf<K> {
  for (const file of readdirSync(FOLDER).filter((f) => f.endsWith('.json'))) {
    const parsed = parseReference(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
    if (parsed.ok && parsed.value.kind === kind) return parsed.value.payload as PayloadOf<K>;
  }
  throw new Error(`no shipped edition of ${kind}`);
}
