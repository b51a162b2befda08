import type { ParkRun } from '@yufang/qra/assessment/run';
import { contourPolygons } from '@yufang/qra/contour/polygons';
import { CONTOUR_LEVELS_PER_YEAR } from '@yufang/qra/risk/criteria';
import { drawing, LEVEL_LOOK, label, px } from './svg.ts';
import { type Language, wordsOf } from './words.ts';

const SIDE = 760;
const LEFT = 20;
const TOP = 46;
const LEGEND_W = 330;
const EDGES = 40;

/** The park's plan: contours, vessels by their share, targets, most frequent escalations. North is up. */
export function mapSvg(run: ParkRun, language: Language): string {
  const w = wordsOf(language);
  const { result, grids } = run;
  const g = grids.total;
  const width = (g.columns - 1) * g.stepM;
  const height = (g.rows - 1) * g.stepM;
  const k = SIDE / Math.max(width, height);
  const x = (m: number): number => LEFT + (m - g.originXM) * k;
  const y = (m: number): number => TOP + (height - (m - g.originYM)) * k;
  const contours = CONTOUR_LEVELS_PER_YEAR.map((level, i) => {
    const [colour, dash, stroke] = LEVEL_LOOK[i] ?? ['#595959', '', 1];
    const d = contourPolygons(g, level)
      .flatMap((p) => [p.outer, ...p.holes])
      .map((ring) => `M${ring.map(([a, b]) => `${px(x(a))},${px(y(b))}`).join('L')}Z`)
      .join('');
    return `<path d="${d}" fill="${colour}" fill-opacity="0.05" fill-rule="evenodd" stroke="${colour}" stroke-width="${stroke}" stroke-dasharray="${dash}"/>`;
  });
  const place = new Map(result.vessels.map((v) => [v.id, v]));
  const edges = (result.domino?.edges ?? []).slice(0, EDGES).flatMap((e) => {
    const a = place.get(e.from);
    const b = place.get(e.to);
    if (a === undefined || b === undefined) return [];
    const opacity = 0.25 + 0.6 * Math.min(1, e.probability);
    return [
      `<line x1="${px(x(a.xM))}" y1="${px(y(a.yM))}" x2="${px(x(b.xM))}" y2="${px(y(b.yM))}" stroke="#722ed1" stroke-opacity="${opacity.toFixed(2)}" stroke-width="1.2" marker-end="url(#to)"/>`,
    ];
  });
  const vessels = result.vessels.map(
    (v) =>
      `<circle cx="${px(x(v.xM))}" cy="${px(y(v.yM))}" r="${(1.6 + 12 * Math.sqrt(v.share)).toFixed(1)}" fill="#595959" fill-opacity="0.75"/>`,
  );
  const targets = result.targets.map((t) => {
    const [a, b] = [x(t.xM), y(t.yM)];
    const mark = t.breaks
      ? `<path d="M${px(a - 7)},${px(b + 6)}L${px(a + 7)},${px(b + 6)}L${px(a)},${px(b - 7)}Z" fill="#cf1322"/>`
      : `<rect x="${px(a - 5)}" y="${px(b - 5)}" width="10" height="10" fill="#389e0d"/>`;
    return `${mark}${label({ x: a + 9, y: b + 4 }, t.id)}`;
  });
  const legendX = LEFT + width * k + 24;
  const scaleM = 10 ** Math.floor(Math.log10(width / 3));
  const row = (i: number): number => TOP + 16 + 26 * i;
  const entry = (i: number, mark: string, text: string): string =>
    `${mark}${label({ x: legendX + 40, y: row(i) + 4 }, text)}`;
  const n = CONTOUR_LEVELS_PER_YEAR.length;
  return drawing(Math.ceil(legendX + LEGEND_W), Math.max(Math.ceil(TOP + height * k + 40), row(n + 6)), [
    '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8Z" fill="#722ed1"/></marker></defs>',
    label({ x: LEFT, y: 28, bold: true }, `${result.domino === null ? w.mapTitleBase : w.mapTitle} · ${result.parkId}`),
    `<rect x="${LEFT}" y="${TOP}" width="${px(width * k)}" height="${px(height * k)}" fill="#fafafa" stroke="#bfbfbf"/>`,
    ...contours,
    ...edges,
    ...vessels,
    ...targets,
    ...CONTOUR_LEVELS_PER_YEAR.map((level, i) => {
      const [colour, dash, stroke] = LEVEL_LOOK[i] ?? ['#595959', '', 1];
      const mark = `<line x1="${px(legendX)}" y1="${row(i)}" x2="${px(legendX + 32)}" y2="${row(i)}" stroke="${colour}" stroke-width="${stroke}" stroke-dasharray="${dash}"/>`;
      return entry(i, mark, `${level.toExponential(0)}${w.perYear}`);
    }),
    entry(n, `<circle cx="${px(legendX + 16)}" cy="${row(n)}" r="5" fill="#595959"/>`, w.vessel),
    entry(
      n + 1,
      `<rect x="${px(legendX + 11)}" y="${row(n + 1) - 5}" width="10" height="10" fill="#389e0d"/>`,
      w.targetOk,
    ),
    entry(
      n + 2,
      `<path d="M${px(legendX + 9)},${row(n + 2) + 6}L${px(legendX + 23)},${row(n + 2) + 6}L${px(legendX + 16)},${row(n + 2) - 7}Z" fill="#cf1322"/>`,
      w.targetBreaks,
    ),
    ...(result.domino === null
      ? []
      : [
          entry(
            n + 3,
            `<line x1="${px(legendX)}" y1="${row(n + 3)}" x2="${px(legendX + 32)}" y2="${row(n + 3)}" stroke="#722ed1" stroke-width="1.2" marker-end="url(#to)"/>`,
            w.edge,
          ),
        ]),
    `<line x1="${px(legendX)}" y1="${row(n + 4) + 6}" x2="${px(legendX + scaleM * k)}" y2="${row(n + 4) + 6}" stroke="#1f1f1f" stroke-width="3"/>`,
    label({ x: legendX, y: row(n + 4) }, `${scaleM} ${w.scale}`),
    `<path d="M${px(LEFT + width * k - 22)},${TOP + 44}l-7,0l7,-24l7,24Z" fill="#1f1f1f"/>`,
    label({ x: LEFT + width * k - 22, y: TOP + 60, anchor: 'middle' }, w.north),
    label({ x: LEFT, y: TOP + height * k + 26 }, w.screening),
  ]);
}
