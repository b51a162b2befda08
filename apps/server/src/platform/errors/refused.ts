import type { Refusal } from '@yufang/domain';

/**
 * An expected refusal on its way to the client. Thrown at the edge only (handlers, hooks); rules return `Result` instead.
 * `status` is the HTTP status, `refusal.code` is stable and never reused.
 */
export class Refused extends Error {
  readonly status: number;
  readonly refusal: Refusal;
  /** What the screen needs beside figures, e.g. the changes since a stale version. Shown to the caller as it is. */
  readonly facts: unknown;
  constructor(status: number, refusal: Refusal, facts?: unknown) {
    super(refusal.code);
    this.status = status;
    this.refusal = refusal;
    this.facts = facts;
  }
}

/** Build a refusal: `throw refuse(404, { code: 'danger.not_found' })`. */
export const refuse = (status: number, refusal: Refusal, facts?: unknown): Refused =>
  new Refused(status, refusal, facts);

/** A refusal with its field named as it stands in the body: `code` of what lies under `particulars` is `particulars.code`. */
export const under = (place: string, refusal: Refusal): Refusal =>
  refusal.field === undefined ? refusal : { ...refusal, field: `${place}.${refusal.field}` };

/** Do what names fields of its own, such as a command for one part of a body; what it refuses is named as in {@link under}. */
export const refusingUnder = <T>(place: string, work: () => Promise<T>): Promise<T> =>
  refusingAs((refusal) => under(place, refusal), work);

/** The same with one field by the name that it has in this body. */
export const refusingField = <T>(
  field: { readonly of: string; readonly here: string },
  work: () => Promise<T>,
): Promise<T> =>
  refusingAs((refusal) => (refusal.field === field.of ? { ...refusal, field: field.here } : refusal), work);

async function refusingAs<T>(named: (refusal: Refusal) => Refusal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(error.status, named(error.refusal), error.facts);
  }
}

/** The value of a rule's answer, or the refusal it gave, thrown with `status` (422 unless told). */
export function orRefuse<T>(result: { ok: true; value: T } | { ok: false; error: Refusal }, status = 422): T {
  if (result.ok) return result.value;
  throw refuse(status, result.error);
}
