import { useId } from 'react';
import { ScaledNumber } from './scaled-number.tsx';
import { isWithin, type Range, useRangeText } from './use-range.ts';

/** A figure outside a form: its name, its unit, and below it which figures are allowed as soon as what was typed is none of them. */
export function RangedNumber({
  label,
  range,
  value,
  onChange,
}: {
  label: string;
  range: Range & { readonly digits: number };
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  const say = useRangeText();
  const id = useId();
  const wrong = value !== null && !isWithin(range, value);
  return (
    <div className="park-field">
      <label htmlFor={id}>{label}</label>
      <ScaledNumber {...range} id={id} value={value} onChange={onChange} wrong={wrong} />
      {wrong && (
        <span className="park-wrong" role="alert">
          {say(range)}
        </span>
      )}
    </div>
  );
}
