import { InputNumber } from 'antd';

/** A number kept in SI and shown in the unit people use: shown = value · by + plus. Antd's Form hands `value` and `onChange` over. */
export function ScaledNumber({
  value,
  onChange,
  id,
  by,
  plus = 0,
  min,
  max,
  unit,
  digits,
  label,
}: {
  value?: number | null;
  onChange?: (value: number | null) => void;
  id?: string;
  by: number;
  plus?: number;
  min: number;
  max: number;
  unit: string;
  digits: number;
  label?: string;
}) {
  const tidy = (n: number) => Number(n.toFixed(digits));
  return (
    <InputNumber
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      className="yf-wide"
      min={min}
      max={max}
      suffix={unit}
      value={typeof value === 'number' ? tidy(value * by + plus) : null}
      // Twelve digits keep what was typed and drop what floating point adds.
      onChange={(shown) => onChange?.(shown === null ? null : Number(((shown - plus) / by).toPrecision(12)))}
    />
  );
}
