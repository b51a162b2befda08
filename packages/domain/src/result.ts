/** The answer of a rule: either a value or a refusal that the user should see. Only bugs throw. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A rule's answer when it holds. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** A rule's answer when it refuses. */
export const no = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/**
 * A refusal: a stable dotted `code` (never reused, never prose), the `field` it is about where there is one, and the
 * figures or names that its sentence needs. The sentence itself lives in the clients' language files.
 */
export type Refusal = {
  readonly code: string;
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number | boolean | null>>;
};
