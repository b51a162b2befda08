/**
 * Answers of the engine: a value with notes on how far to trust it, or a typed refusal. Never a silent number.
 * Only bugs throw.
 */

/** A remark on a value that was computed at the edge of, or beyond, what its source supports (an extrapolation, a cap). */
export type Note = {
  readonly code: string;
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** A typed refusal: stable dotted `code`, the field at fault, its value and the range that the model accepts. */
export type Refused = {
  readonly ok: false;
  readonly code: string;
  readonly field?: string;
  readonly value?: number | string;
  readonly min?: number;
  readonly max?: number;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** A computed value together with its notes. */
export type Computed<T> = { readonly ok: true; readonly value: T; readonly notes: readonly Note[] };

/** What every model returns. */
export type Outcome<T> = Computed<T> | Refused;

/** A computed answer. */
export const computed = <T>(value: T, notes: readonly Note[] = []): Computed<T> => ({ ok: true, value, notes });

/** A refusal. */
export const refused = (code: string, detail: Omit<Refused, 'ok' | 'code'> = {}): Refused => ({
  ok: false,
  code,
  ...detail,
});

/** One input with its accepted range; `above`/`below` are open bounds, `min`/`max` closed ones. NaN and ∞ always fail. */
export type Bound = {
  readonly field: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
};

const broken = (b: Bound): boolean =>
  !Number.isFinite(b.value) ||
  (b.min !== undefined && b.value < b.min) ||
  (b.max !== undefined && b.value > b.max) ||
  (b.above !== undefined && b.value <= b.above) ||
  (b.below !== undefined && b.value >= b.below);

/**
 * The first input that lies outside its range, as a refusal, or undefined when all are inside.
 * Codes: `input.not_finite` for NaN and infinities, `input.out_of_range` otherwise.
 */
export function firstOutOfRange(...bounds: readonly Bound[]): Refused | undefined {
  const bad = bounds.find(broken);
  if (bad === undefined) return undefined;
  const min = bad.min ?? bad.above;
  const max = bad.max ?? bad.below;
  return refused(Number.isFinite(bad.value) ? 'input.out_of_range' : 'input.not_finite', {
    field: bad.field,
    value: Number.isFinite(bad.value) ? bad.value : String(bad.value),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  });
}

/** Bound: finite and > 0. */
export const positive = (field: string, value: number, max?: number): Bound =>
  max === undefined ? { field, value, above: 0 } : { field, value, above: 0, max };

/** Bound: finite and ≥ 0. */
export const notNegative = (field: string, value: number, max?: number): Bound =>
  max === undefined ? { field, value, min: 0 } : { field, value, min: 0, max };

/** Bound: min ≤ value ≤ max. */
export const between = (field: string, value: number, range: readonly [number, number]): Bound => ({
  field,
  value,
  min: range[0],
  max: range[1],
});
