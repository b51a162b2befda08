import { hash } from 'node:crypto';

/**
 * JSON with its keys in order, so that the same facts always hash the same. What has a JSON form of its own (dates, bytes) is written by it, undefined is
 * left out, as `JSON.stringify` does: read back from the database it gives the same text again.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string' || value === null || typeof value === 'number' || typeof value === 'boolean')
    return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const row = value as Readonly<Record<string, unknown>>;
    if (typeof row.toJSON === 'function') return canonicalJson(row.toJSON());
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
  return linkTexts(previous, facts, { before: canonicalJson(facts.before), after: canonicalJson(facts.after) });
}

/** The same where what was and what is stand as canonical JSON already: the text that {@link canonicalJson} makes of all the facts. */
export function linkTexts(
  previous: Buffer,
  facts: Omit<ChangeFacts, 'before' | 'after'>,
  { before, after }: { readonly before: string; readonly after: string },
): Buffer {
  const { action, actorId, actorRole, at, device, enterpriseId, entity, entityId, seq } = facts;
  const first = JSON.stringify({ action, actorId, actorRole }).slice(0, -1);
  const last = JSON.stringify({ device, enterpriseId, entity, entityId, seq }).slice(1);
  const text = `${first},"after":${after},"at":${at},"before":${before},${last}`;
  return hash('sm3', Buffer.concat([previous, Buffer.from(text)]), 'buffer');
}
