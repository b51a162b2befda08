const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A whole power of ten in raised digits: −6 → `⁻⁶`. */
const raised = (n: number): string =>
  (n < 0 ? '⁻' : '') + [...String(Math.abs(n))].map((d) => RAISED[Number(d)] ?? d).join('');

/** A figure as mantissa and power of ten; near one, as it is (`exponent` null). @param digits significant ones */
export function split(value: number, digits = 2): { mantissa: string; exponent: number | null } {
  if (value === 0) return { mantissa: '0', exponent: null };
  if (!Number.isFinite(value)) return { mantissa: '–', exponent: null };
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const whole = Number(exponent);
  if (whole >= -2 && whole <= 3) return { mantissa: String(Number(value.toPrecision(digits))), exponent: null };
  return { mantissa, exponent: whole };
}

/** A frequency or risk a year in plain text, for charts, maps and sentences: `2.9×10⁻⁷`; 0 as `0`. */
export function power(value: number, digits = 2): string {
  const { mantissa, exponent } = split(value, digits);
  if (exponent === null) return mantissa;
  return mantissa === '1' ? `10${raised(exponent)}` : `${mantissa}×10${raised(exponent)}`;
}

/** After against before as a share with its sign: `−12.4%`; a dash where before was nothing. */
export function changeShare(before: number, after: number): string {
  if (before === 0) return after === 0 ? '0%' : '–';
  const share = (100 * (after - before)) / before;
  if (Math.abs(share) < 0.05) return '0%';
  return `${share < 0 ? '−' : '+'}${Math.abs(share).toFixed(1)}%`;
}

/** A length for people: `850 m`, `1.24 km`. */
export const metres = (m: number): string =>
  m >= 1000 ? `${(m / 1000).toFixed(2)} km` : `${m >= 10 ? Math.round(m) : m.toFixed(1)} m`;

/** Area of a contour: hectares, above a square kilometre in those. */
export const area = (m2: number): string =>
  m2 >= 1e6 ? `${(m2 / 1e6).toFixed(2)} km²` : `${(m2 / 1e4).toFixed(m2 < 1e5 ? 2 : 1)} ha`;

/** A stored mass: kg below a tonne, tonnes above. */
export const mass = (kg: number): string =>
  kg < 1000
    ? `${Math.round(kg)} kg`
    : `${(kg / 1000).toLocaleString('en-US', { maximumFractionDigits: kg < 1e5 ? 1 : 0 })} t`;
