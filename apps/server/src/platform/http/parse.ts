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
 * @throws {Invalid} naming each wrong field (dotted path), with zod's issue code and its bounds
 */
export function parse(schema: z.ZodType | undefined, given: unknown, part: string): unknown {
  if (!schema) return part === 'body' ? undefined : {};
  const parsed = schema.safeParse(given ?? (part === 'body' ? undefined : {}));
  if (parsed.success) return parsed.data;
  throw new Invalid(parsed.error.issues.flatMap(flatten).map((issue) => describe(issue)));
}

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
