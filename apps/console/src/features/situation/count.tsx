import { Link } from '@tanstack/react-router';
import { number } from '../../ui/format.ts';
import { ROWS, type Span, type Where } from './where.ts';

/** A figure that opens its rows; one without a list of its own is plain. */
export function Count({
  metric,
  value,
  where,
  span,
  text,
}: {
  metric: string;
  value: number;
  where: Where;
  span: Span;
  text?: string;
}) {
  const rows = ROWS[metric]?.(where, span);
  if (!rows) return <span className="sit-count">{text ?? number(value)}</span>;
  return (
    <Link to={rows.to} search={rows.search} className="sit-count">
      {text ?? number(value)}
    </Link>
  );
}
