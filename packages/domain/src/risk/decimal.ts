/** A decimal as printed, exact: value = digits / 10^scale. */
type Decimal = { readonly digits: bigint; readonly scale: number };

const parse = (value: number): Decimal => {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
};

const print = ({ digits, scale }: Decimal): string => {
  const text = digits.toString().padStart(scale + 1, '0');
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
};

/**
 * Multiply table scores as the decimals they are printed as, so that 0.1 × 0.5 × 1 is 0.05 and a product on a band's
 * bound is on it. The result is the number nearest to the exact decimal product: it equals the literal of that decimal.
 *
 * @param values finite numbers ≥ 0
 * @throws {RangeError} if a value is negative or not finite: scores are checked against their table before
 */
export function multiplyDecimals(values: readonly number[]): number {
  if (values.some((v) => !Number.isFinite(v) || v < 0))
    throw new RangeError('decimal: scores are finite and not negative');
  const product = values
    .map(parse)
    .reduce((a, b) => ({ digits: a.digits * b.digits, scale: a.scale + b.scale }), { digits: 1n, scale: 0 });
  return Number(print(product));
}
