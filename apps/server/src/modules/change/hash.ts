import { createHash } from 'node:crypto';

/** JSON with its keys in order, so that the same facts always hash the same. Dates become ISO text; undefined is left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const row = value as Readonly<Record<string, unknown>>;
    let text = '';
    for (const key of Object.keys(row).sort()) {
      const inner = row[key];
      if (inner === undefined) continue;
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(inner)}`;
    }
    return `{${text}}`;
  }
  throw new TypeError(`cannot be part of a change: ${typeof value}`);
}

/** What one link of the chain covers. `at` in milliseconds since the epoch, so that no formatting can alter it. */
export type ChangeFacts = {
  readonly enterpriseId: string;
  readonly seq: number;
  readonly at: number;
  readonly actorId: string;
  readonly actorRole: string;
  readonly device: string | null;
  readonly entity: string;
  readonly entityId: string;
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
};

/** The hash of the row before the first: 32 zero bytes. */
export const GENESIS = Buffer.alloc(32);

/**
 * The next link: SM3 (GB/T 32905-2016, 32 bytes) over the previous hash and the canonical facts.
 * Whoever alters, drops or reorders a row breaks every later link.
 */
export function linkHash(previous: Buffer, facts: ChangeFacts): Buffer {
  return createHash('sm3').update(previous).update(canonicalJson(facts)).digest();
}
