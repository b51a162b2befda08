/** A course in small: no axes, the last value marked. Decorative beside its figure, so hidden from screen readers. */
export function Sparkline({
  values,
  width = 96,
  height = 28,
}: {
  values: readonly number[];
  width?: number;
  height?: number;
}) {
  const max = Math.max(...values);
  const min = Math.min(...values);
  const span = max - min || 1;
  const points = values.map((v, i) => ({
    x: 2 + (i / Math.max(1, values.length - 1)) * (width - 6),
    y: height - 3 - ((v - min) / span) * (height - 6),
  }));
  const last = points.at(-1);
  return (
    <svg className="yf-spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polyline points={points.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(' ')} />
      {last && <circle cx={last.x} cy={last.y} r="2.4" />}
    </svg>
  );
}
