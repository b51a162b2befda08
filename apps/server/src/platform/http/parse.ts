import type { z } from 'zod';
import { Refused } from '../errors/refused.ts';

/** A request whose shape is wrong: every wrong field at once. */
export class Invalid extends Refused {
  readonly errors: readonly { field: string; code: string; params?: Record<string, string | number> }[];
  constructor(errors: Invalid['errors']) {
    super(400, { code: 'request.invalid', ...(errors[0] ? { field: errors[0].field } : {}) });
    this.errors = errors;
  }
}

/**
 * Parse one part of a request by its schema.
 * @throws {Invalid} naming each wrong field (dotted path), with zod's issue code and its bounds; text that no database keeps is `control_characters`,
 *   nesting beyond every schema of ours `too_deep`
 */
export function parse(schema: z.ZodType | undefined, given: unknown, part: string, itemwise = false): unknown {
  if (!schema) return part === 'body' ? undefined : {};
  const bad = itemwise ? null : unstorable(given);
  if (bad) throw new Invalid([bad]);
  const parsed = schema.safeParse(given ?? (part === 'body' ? undefined : {}));
  if (parsed.success) return parsed.data;
  throw new Invalid(parsed.error.issues.flatMap(flatten).map((issue) => describe(issue)));
}

/** Deeper than any message of ours; beyond it a walk over the value could exhaust the stack. */
const DEEPEST = 40;

/**
 * The first text that PostgreSQL would refuse (a NUL) or that would come back changed (half of a surrogate pair), in keys too; null if all can be
 * kept. Fields made of `text()` refuse more; this is the floor under every string of every message.
 */
export function unstorable(value: unknown): Invalid['errors'][number] | null {
  const bad = firstBad(value, 0);
  if (!bad) return null;
  const { path, ...what } = bad;
  const field = path.reverse().join('.').slice(0, LONGEST_FIELD);
  return { ...what, field: field.toWellFormed().replaceAll('\u0000', '') };
}

const LONGEST_FIELD = 200;
/** `path` from the innermost name outwards: names are gathered on the way back, for nearly always there is nothing to name. */
type Bad = { readonly path: string[]; readonly code: string; readonly params?: Record<string, number> };

function firstBad(value: unknown, depth: number): Bad | null {
  if (typeof value === 'string') return storable(value) ? null : { path: [], code: 'control_characters' };
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  if (depth > DEEPEST) return { path: [], code: 'too_deep', params: { maximum: DEEPEST } };
  for (const key of Object.keys(value)) {
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    const bad = storable(key) ? firstBad(inner, depth + 1) : { path: [], code: 'control_characters' };
    if (!bad) continue;
    bad.path.push(key);
    return bad;
  }
  return null;
}

const storable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

type Issue = z.core.$ZodIssue;

/** Of a union, the branch that came nearest: fewest issues. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
  return nearest.length === 0 ? [issue] : nearest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function describe(issue: Issue): Invalid['errors'][number] {
  const params: Record<string, string | number> = {};
  if ('minimum' in issue) params.minimum = Number(issue.minimum);
  if ('maximum' in issue) params.maximum = Number(issue.maximum);
  if ('expected' in issue) params.expected = String(issue.expected);
  if ('format' in issue) params.format = String(issue.format);
  const code = issue.message === 'control_characters' ? 'control_characters' : issue.code;
  return { field: issue.path.map(String).join('.'), code, ...(Object.keys(params).length > 0 ? { params } : {}) };
}
