import type { Problem } from '@yufang/contract';
import type { TFunction } from 'i18next';
import { shortTime } from '../ui/format.ts';

/** A request that was refused or failed. `code` is stable; `problemText` makes the sentence. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | null;
  readonly params: NonNullable<Problem['params']>;
  readonly errors: NonNullable<Problem['errors']>;
  /** What the refusal is about beyond figures; its shape belongs to the code. */
  readonly facts: unknown;
  /** Names the answer in the server's log; null when no server answered. */
  readonly requestId: string | null;
  constructor(problem: Omit<Problem, 'type' | 'requestId'> & { readonly requestId: string | null }) {
    super(problem.code);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.field = problem.field ?? null;
    this.params = problem.params ?? {};
    this.errors = problem.errors ?? [];
    this.facts = problem.facts;
    this.requestId = problem.requestId;
  }
}

/** The sentence for a refusal, in the user's language, with its figures. Anything that is not a refusal reads as a failed server. */
export function problemText(problem: unknown, t: TFunction): string {
  if (!(problem instanceof ApiProblem)) return t(['server.failed'], { ns: 'problem', keySeparator: false });
  const { code } = problem;
  const params = Object.fromEntries(Object.entries(problem.params).map(([k, v]) => [k, readable(v)]));
  const about = placeOf(problem, t);
  return [t([code, 'client.unknown'], { ns: 'problem', keySeparator: false, code, ...params }), ...about].join(' ');
}

/** Where in a file that was sent it is, and the figure with its limits: a sentence of the engine serves hundreds of fields and names none. */
function placeOf({ code, field, params }: ApiProblem, t: TFunction): string[] {
  const inList = field !== null && /\[\d+\]/.test(field);
  if (!inList && !code.startsWith('input.')) return [];
  const say = (key: string) => t(`figure.${key}`, { ns: 'problem', keySeparator: false, ...params });
  const said = [
    ...(field !== null && field !== 'file' ? [field] : []),
    ...(params.value === undefined ? [] : [say('given')]),
    ...(params.min === undefined ? [] : [say('least')]),
    ...(params.max === undefined ? [] : [say('most')]),
  ];
  return said.length === 0 ? [] : [said.join(say('comma'))];
}

/** An instant among the figures of a sentence reads as a time of day. */
const readable = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-])/.test(value) ? shortTime(value) : value;

/** Why each field was refused, by dotted path: what a form shows beside its fields. */
export function fieldProblems(problem: unknown, t: TFunction): Record<string, string> {
  if (!(problem instanceof ApiProblem)) return {};
  const fields = problem.errors.map((e): [string, string] => [
    e.field,
    t([`field.${e.code}`, e.code, 'field.other'], { ns: 'problem', keySeparator: false, ...e.params }),
  ]);
  if (fields.length === 0 && problem.field) fields.push([problem.field, problemText(problem, t)]);
  return Object.fromEntries(fields);
}
