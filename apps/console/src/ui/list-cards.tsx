import type { ReactNode } from 'react';
import type { Column } from './list-screen.tsx';

/** The rows of a list on a narrow screen: what names the row as heading, its marks beside it, the others as facts. */
export function ListCards<R>({
  rows,
  columns,
  rowKey,
  onOpen,
}: {
  rows: readonly R[];
  columns: readonly Column<R>[];
  rowKey: (row: R) => string;
  onOpen?: (row: R) => void;
}) {
  const head = columns.find((c) => c.card === 'head') ?? columns[0];
  const marks = columns.filter((c) => c.card === 'mark');
  const facts = columns.filter((c) => c !== head && c.card !== 'mark');
  const heading = (row: R, i: number) => (
    <>
      <span>{head && cell(head, row, i)}</span>
      {marks.map((column) => (
        <span key={column.key}>{cell(column, row, i)}</span>
      ))}
    </>
  );
  return (
    <ul className="yf-cards">
      {rows.map((row, i) => (
        <li key={rowKey(row)} data-row={rowKey(row)}>
          {onOpen ? (
            <button type="button" className="yf-card-head" onClick={() => onOpen(row)}>
              {heading(row, i)}
            </button>
          ) : (
            <div className="yf-card-head">{heading(row, i)}</div>
          )}
          <dl>
            {facts.map((column) => (
              <div key={column.key}>
                <dt>{column.title}</dt>
                <dd>{cell(column, row, i)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function cell<R>(column: Column<R>, row: R, index: number): ReactNode {
  const value = pick(row, column.dataIndex);
  if (!column.render) return value === null || value === undefined ? '–' : String(value);
  const drawn = column.render(value, row, index);
  // A table cell may come with its properties; here only its content counts.
  return drawn !== null && typeof drawn === 'object' && 'children' in drawn
    ? (drawn.children as ReactNode)
    : (drawn as ReactNode);
}

function pick(row: unknown, path: unknown): unknown {
  const steps = Array.isArray(path) ? path : path === undefined ? [] : [path];
  let at: unknown = row;
  for (const step of steps) at = at !== null && typeof at === 'object' ? Reflect.get(at, step) : undefined;
  return steps.length === 0 ? undefined : at;
}
