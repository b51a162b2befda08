import { computed, type Outcome, refused } from '../result.ts';

/** An exact fraction of two whole numbers, the denominator positive. S = 1 and R = 10 must not depend on float rounding. */
export type Exact = { readonly num: bigint; readonly den: bigint };

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

const reduce = (num: bigint, den: bigint): Exact => {
  const g = gcd(num, den);
  return g === 0n ? { num: 0n, den: 1n } : { num: num / g, den: den / g };
};

/** Zero. */
export const ZERO: Exact = { num: 0n, den: 1n };

/** Read a decimal ("0.3", 12, "1.5e-3") exactly as it is written. Refuses anything else, NaN and infinities included. */
export function exact(value: string | number, field = 'value'): Outcome<Exact> {
  const text = String(value).trim();
  const m = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text);
  if (m === null) return refused('decimal.malformed', { field, value: text });
  const digits = BigInt(`${m[2] ?? ''}${m[3] ?? ''}`) * (m[1] === '-' ? -1n : 1n);
  const scale = (m[3]?.length ?? 0) - Number(m[4] ?? 0);
  return computed(scale >= 0 ? reduce(digits, 10n ** BigInt(scale)) : reduce(digits * 10n ** BigInt(-scale), 1n));
}

/** a + b */
export const add = (a: Exact, b: Exact): Exact => reduce(a.num * b.den + b.num * a.den, a.den * b.den);
/** a · b */
export const multiply = (a: Exact, b: Exact): Exact => reduce(a.num * b.num, a.den * b.den);
/** a / b, b not zero (a caller's bug otherwise). */
export const divide = (a: Exact, b: Exact): Exact => {
  if (b.num === 0n) throw new RangeError('divide by zero');
  return b.num < 0n ? reduce(-a.num * b.den, a.den * -b.num) : reduce(a.num * b.den, a.den * b.num);
};
/** Negative, zero or positive as a is less than, equal to or greater than b. */
export const compare = (a: Exact, b: Exact): number => {
  const d = a.num * b.den - b.num * a.den;
  return d < 0n ? -1 : d > 0n ? 1 : 0;
};

/** The same as {@link decimalText} to as many places as it takes that the text stands on the same side of each bound as the number: 0.9999999 is not shown as 1. */
export function decimalTextBeside(a: Exact, bounds: readonly number[]): string {
  for (let places = 6; places < 40; places++) {
    const text = decimalText(a, places);
    const shown = exact(text);
    const same = (bound: Exact) => shown.ok && Math.sign(compare(shown.value, bound)) === Math.sign(compare(a, bound));
    if (bounds.every((n) => same({ num: BigInt(n), den: 1n }))) return text;
  }
  return decimalText(a, 40);
}

/** Decimal text, rounded half up to `places`, trailing zeros dropped. For showing, never for deciding. */
export function decimalText(a: Exact, places = 6): string {
  const unit = 10n ** BigInt(places);
  const negative = a.num < 0n;
  const scaled = ((negative ? -a.num : a.num) * unit * 2n + a.den) / (2n * a.den);
  const whole = scaled / unit;
  const part = (scaled % unit).toString().padStart(places, '0').replace(/0+$/, '');
  return `${negative && scaled > 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}
