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

/** The value of a rule's answer, or the refusal it gave, thrown with `status` (422 unless told). */
export function orRefuse<T>(result: { ok: true; value: T } | { ok: false; error: Refusal }, status = 422): T {
  if (result.ok) return result.value;
  throw refuse(status, result.error);
}
