import type { ParkRun } from '@yufang/qra/assessment/run';

/** A text cell: quoted where needed; a text that a spreadsheet would run as a formula gets a leading apostrophe. */
function cell(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of one shape as CSV (RFC 4180, UTF-8 with a mark so that Excel reads Chinese). */
export function csv<T extends Readonly<Record<string, string | number | boolean>>>(
  columns: readonly (keyof T & string)[],
  rows: readonly T[],
): string {
  const lines = rows.map((r) => columns.map((c) => cell(r[c] ?? '')).join(','));
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Individual risk at every node with any, base and with dominoes, in local metres. */
function gridCsv({ grids }: ParkRun): string {
  const { originXM, originYM, stepM, columns, values } = grids.base;
  const lines: string[] = ['xM,yM,basePerYear,totalPerYear'];
  for (const [i, base] of values.entries()) {
    const total = grids.total.values[i] ?? 0;
    if (total < 1e-12) continue;
    const x = originXM + (i % columns) * stepM;
    const y = originYM + Math.floor(i / columns) * stepM;
    lines.push(`${x},${y},${base.toExponential(6)},${total.toExponential(6)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The text files of a result by name: JSON, GeoJSON and CSV. */
export function resultFiles(run: ParkRun): Readonly<Record<string, string>> {
  const { result } = run;
  const { domino, measures, societal } = result;
  const fn = [
    ...societal.base.curve.map((p) => ({ curve: 'base', ...p })),
    ...(societal.withDomino?.curve ?? []).map((p) => ({ curve: 'with-domino', ...p })),
  ];
  return {
    'result.json': `${JSON.stringify(result, null, 1)}\n`,
    'contours.geojson': `${JSON.stringify(result.individual.contours)}\n`,
    'contours-base.geojson': `${JSON.stringify(result.individual.contoursBase)}\n`,
    'grid.csv': gridCsv(run),
    'fn.csv': csv(['curve', 'fatalities', 'frequencyPerYear'], fn),
    'vessels.csv': csv(
      [
        'id',
        'enterpriseId',
        'substance',
        'xM',
        'yM',
        'inventoryKg',
        'pllPerYear',
        'dominoFailuresPerYear',
        'dominoPllPerYear',
        'dominoSpreadPerYear',
        'share',
      ],
      result.vessels,
    ),
    'enterprises.csv': csv(
      ['id', 'vessels', 'pllPerYear', 'dominoPllPerYear', 'dominoSpreadPerYear', 'share'],
      result.enterprises,
    ),
    'targets.csv': csv(
      ['id', 'targetClass', 'basePerYear', 'dominoPerYear', 'riskPerYear', 'limitPerYear', 'ratio', 'breaks', 'from'],
      result.targets.map(({ contributions, ...t }) => ({ ...t, from: contributions.map((c) => c.vesselId).join(' ') })),
    ),
    ...(domino === null
      ? {}
      : { 'domino-edges.csv': csv(['from', 'to', 'frequencyPerYear', 'probability'], domino.edges) }),
    ...(measures === null
      ? {}
      : {
          'measures.csv': csv(
            [
              'vesselId',
              'enterpriseId',
              'measure',
              'pllRemovedPerYear',
              'dominoPllRemovedPerYear',
              'totalRemovedPerYear',
            ],
            measures.ranked,
          ),
        }),
  };
}
