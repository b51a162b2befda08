import { split } from './numbers.ts';

/** A frequency or risk a year as engineers write it, with a true exponent: fonts draw raised digits unevenly. */
export function Power({ value, digits = 2, sign = false }: { value: number; digits?: number; sign?: boolean }) {
  const { mantissa, exponent } = split(Math.abs(value), digits);
  const before = value < 0 ? '−' : sign && value > 0 ? '+' : '';
  if (exponent === null) return <span className="park-power">{before + mantissa}</span>;
  return (
    <span className="park-power">
      {before}
      {mantissa === '1' ? '' : `${mantissa}×`}10<sup>{String(exponent).replace('-', '−')}</sup>
    </span>
  );
}
