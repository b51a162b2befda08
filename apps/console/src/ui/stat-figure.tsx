import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { number as format } from './format.ts';
import { Sparkline } from './sparkline.tsx';

/**
 * A figure that matters: large and still, with its change and its course, leading to its rows.
 * @param to screen with the rows behind the figure, with its filters
 */
export function StatFigure({
  label,
  value,
  unit,
  note,
  series,
  to,
  search,
  mark,
  text,
}: {
  label: string;
  value: number | null;
  unit?: string;
  /** A line below the figure, such as what was added today. */
  note?: string;
  series?: readonly number[];
  to?: string;
  search?: Record<string, unknown>;
  /** Something before the label, such as a grade's mark. */
  mark?: ReactNode;
  /** Shown in place of the plain number, such as a share. */
  text?: ReactNode;
}) {
  const body = (
    <>
      <span className="yf-stat-label">
        {mark}
        {label}
      </span>
      <span className="yf-stat-line">
        <span className="yf-stat-value">
          {text ?? (value === null ? '–' : format(value))}
          {unit && <small>{unit}</small>}
        </span>
        {series && series.length > 1 && <Sparkline values={series} />}
      </span>
      {note && <span className="yf-stat-change">{note}</span>}
    </>
  );
  if (!to) return <div className="yf-stat">{body}</div>;
  return (
    <Link className="yf-stat yf-stat-link" to={to} search={search ?? {}}>
      {body}
    </Link>
  );
}
