const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A whole power of ten in raised digits: −6 → `⁻⁶`. */
const raised = (n: number): string =>
  (n < 0 ? '⁻' : '') + [...String(Math.abs(n))].map((d) => RAISED[Number(d)] ?? d).join('');

/** A frequency or risk a year as engineers write it: `2.9×10⁻⁷`; 0 as `0`. @param digits significant ones */
export function power(value: number, digits = 2): string {
  if (value === 0 || !Number.isFinite(value)) return String(value === 0 ? 0 : '–');
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const whole = Number(exponent);
  if (whole >= -2 && whole <= 3) return String(Number(value.toPrecision(digits)));
  return mantissa === '1' || (Number(mantissa) === 1 && digits === 1)
    ? `10${raised(whole)}`
    : `${mantissa}×10${raised(whole)}`;
}

/** A change with its sign, as a power: `−1.2×10⁻⁴`. */
export const signedPower = (value: number, digits = 2): string =>
  value === 0 ? '0' : `${value < 0 ? '−' : '+'}${power(Math.abs(value), digits)}`;

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
