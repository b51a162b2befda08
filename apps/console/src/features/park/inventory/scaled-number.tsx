import { InputNumber } from 'antd';

/**
 * A number kept in SI and shown in the unit people use: shown = value · by + plus. Antd's Form hands `value` and `onChange` over. What is out of range stays as
 * it was typed, for the form's rule to say so (`useRange`): a figure that is quietly moved to the nearest allowed one is a wrong figure.
 */
export function ScaledNumber({
  value,
  onChange,
  id,
  by = 1,
  plus = 0,
  unit,
  digits,
  label,
  wrong = false,
}: {
  value?: number | null;
  onChange?: (value: number | null) => void;
  id?: string;
  by?: number;
  plus?: number;
  unit: string;
  digits: number;
  label?: string;
  /** Outside a form: what was typed is not allowed. */
  wrong?: boolean;
}) {
  const tidy = (n: number) => Number(n.toFixed(digits));
  return (
    <InputNumber
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      className="yf-wide"
      {...(wrong ? { status: 'error' as const } : {})}
      suffix={unit}
      value={typeof value === 'number' ? tidy(value * by + plus) : null}
      // Twelve digits keep what was typed and drop what floating point adds.
      onChange={(shown) => onChange?.(shown === null ? null : Number(((shown - plus) / by).toPrecision(12)))}
    />
  );
}
