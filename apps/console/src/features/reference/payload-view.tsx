import './reference.css';
/** The content of an edition as nested tables: lists of alike objects by column, everything else by name. */
export function PayloadView({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === '') return <span>–</span>;
  if (Array.isArray(value)) {
    if (value.every((v) => typeof v !== 'object' || v === null)) return <span>{value.map(String).join('、')}</span>;
    return <Rows rows={value} />;
  }
  if (typeof value === 'object') {
    return (
      <table className="yf-payload">
        <tbody>
          {Object.entries(value).map(([name, v]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <PayloadView value={v} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  return <span>{String(value)}</span>;
}

function Rows({ rows }: { rows: readonly unknown[] }) {
  const names = [...new Set(rows.flatMap((r) => (typeof r === 'object' && r !== null ? Object.keys(r) : [])))];
  return (
    <table className="yf-payload">
      <thead>
        <tr>
          {names.map((n) => (
            <th key={n} scope="col">
              {n}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // Rows of a published edition neither move nor go.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is constant
          <tr key={i}>
            {names.map((n) => (
              <td key={n}>
                <PayloadView
                  value={
                    typeof row === 'object' && row !== null ? Object.entries(row).find(([k]) => k === n)?.[1] : row
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
