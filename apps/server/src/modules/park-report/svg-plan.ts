import type { ParkResult } from '@yufang/qra/assessment/park-result';
import { drawing, escaped, LEVEL_LOOK, px } from '../../cli/qra/svg.ts';
import { metresOf, type Naming, type ReportFacts } from './facts.ts';

const SIDE = 700;
const LEFT = 16;
const TOP = 16;
const LEGEND_ROW = 30;
const FONT = 19;
/** Vessels drawn, the largest contributors first: more dots than this say nothing on paper. */
const MOST_DOTS = 3000;

/** Words large enough to be read when the plan is set at some 440 points. */
const label = (
  at: { readonly x: number; readonly y: number; readonly anchor?: 'start' | 'middle' | 'end' },
  text: string,
): string =>
  `<text x="${px(at.x)}" y="${px(at.y)}" font-size="${FONT}" text-anchor="${at.anchor ?? 'start'}" fill="#1f1f1f">${escaped(text)}</text>`;

/** What a plan shows beside vessels and targets. */
export type PlanShow = {
  readonly contours?: 'base' | 'total';
  /** So many of the most frequent escalations. */
  readonly edges?: number;
  /** People as squares. */
  readonly people?: boolean;
  /** Only the vessels with so much around, instead of the whole grid. */
  readonly near?: number;
};

type Frame = {
  readonly west: number;
  readonly north: number;
  readonly k: number;
  readonly w: number;
  readonly h: number;
};

/** The whole grid, or the vessels with room around. */
function frameOf(result: ParkResult, near: number | undefined): Frame {
  const g = result.individual.grid;
  const xs = result.vessels.map((v) => v.xM);
  const ys = result.vessels.map((v) => v.yM);
  const [west, south, width, height] =
    near === undefined || xs.length === 0
      ? [g.originXM, g.originYM, g.widthM, g.heightM]
      : [
          Math.min(...xs) - near,
          Math.min(...ys) - near,
          Math.max(...xs) - Math.min(...xs) + 2 * near,
          Math.max(...ys) - Math.min(...ys) + 2 * near,
        ];
  const k = SIDE / Math.max(width, height);
  return { west, north: south + height, k, w: width * k, h: height * k };
}

/** The park's plan, north up: what `show` asks for over vessels (area by their share of the risk) and protected targets. */
export function planSvg(facts: ReportFacts, naming: Naming, show: PlanShow): string {
  const { result, input } = facts;
  const f = frameOf(result, show.near);
  const x = (m: number): number => LEFT + (m - f.west) * f.k;
  const y = (m: number): number => TOP + (f.north - m) * f.k;
  const features =
    show.contours === undefined
      ? []
      : (show.contours === 'base' ? result.individual.contoursBase : result.individual.contours).features;
  const contours = features.map((feature, i) => {
    const [colour, dash, stroke] = LEVEL_LOOK[i] ?? ['#595959', '', 1];
    const ring = (r: readonly (readonly [number, number])[]): string =>
      `M${r
        .map(([lon, lat]) => naming.plane.toMetres(lon, lat))
        .map(([a, b]) => `${px(x(a))},${px(y(b))}`)
        .join('L')}Z`;
    const d = feature.geometry.coordinates.flat().map(ring).join('');
    return d === ''
      ? ''
      : `<path d="${d}" fill="${colour}" fill-opacity="0.05" fill-rule="evenodd" stroke="${colour}" stroke-width="${stroke}"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}/>`;
  });
  const place = new Map(result.vessels.map((v) => [v.id, v]));
  const edges = (result.domino?.edges ?? []).slice(0, show.edges ?? 0).flatMap((e) => {
    const [a, b] = [place.get(e.from), place.get(e.to)];
    return a === undefined || b === undefined ? [] : [arrow([x(a.xM), y(a.yM)], [x(b.xM), y(b.yM)], e.probability)];
  });
  const people = show.people
    ? input.population.map((p) => {
        const [a, b] = metresOf(p, naming.plane);
        const side = 2 + 2.2 * Math.log10(1 + Math.max(p.day, p.night));
        return `<rect x="${px(x(a) - side / 2)}" y="${px(y(b) - side / 2)}" width="${px(side)}" height="${px(side)}" fill="#0b6e6e" fill-opacity="0.35"/>`;
      })
    : [];
  const dots = result.vessels.toSorted((a, b) => b.share - a.share).slice(0, MOST_DOTS);
  const vessels = dots.map((v) => {
    const r = 1.8 + 11 * Math.sqrt(v.share);
    return `<circle cx="${px(x(v.xM))}" cy="${px(y(v.yM))}" r="${r.toFixed(1)}" fill="#595959" fill-opacity="0.75"/>`;
  });
  const within = (a: number, b: number): boolean =>
    x(a) >= LEFT && x(a) <= LEFT + f.w && y(b) >= TOP && y(b) <= TOP + f.h;
  const targets = result.targets
    .filter((t) => within(t.xM, t.yM))
    .map((t) => {
      const [a, b] = [x(t.xM), y(t.yM)];
      const mark = t.breaks
        ? `<path d="M${px(a - 7)},${px(b + 6)}L${px(a + 7)},${px(b + 6)}L${px(a)},${px(b - 7)}Z" fill="#cf1322"/>`
        : `<rect x="${px(a - 5)}" y="${px(b - 5)}" width="10" height="10" fill="#389e0d"/>`;
      // Beside the right edge the name stands on the left.
      const far = a > LEFT + f.w * 0.75;
      return `${mark}${label({ x: far ? a - 9 : a + 9, y: b + 7, anchor: far ? 'end' : 'start' }, naming.target(t.id))}`;
    });
  const parts = legend(f, features, show, result.domino !== null);
  return drawing(LEFT * 2 + SIDE, Math.ceil(TOP + f.h + parts.height), [
    `<clipPath id="frame"><rect x="${LEFT}" y="${TOP}" width="${px(f.w)}" height="${px(f.h)}"/></clipPath>`,
    `<rect x="${LEFT}" y="${TOP}" width="${px(f.w)}" height="${px(f.h)}" fill="#fafafa" stroke="#bfbfbf"/>`,
    `<g clip-path="url(#frame)">`,
    ...contours,
    ...people,
    ...edges,
    ...vessels,
    ...targets,
    '</g>',
    ...parts.drawn,
  ]);
}

/** An arrow whose head is drawn, not a marker: paper's SVG knows none. */
function arrow(from: readonly [number, number], to: readonly [number, number], probability: number): string {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const tip = [to[0] - ux * 3, to[1] - uy * 3] as const;
  const wing = (side: number): string =>
    `${px(tip[0] - ux * 7 - uy * 3 * side)},${px(tip[1] - uy * 7 + ux * 3 * side)}`;
  const opacity = (0.3 + 0.6 * Math.min(1, probability)).toFixed(2);
  return `<line x1="${px(from[0])}" y1="${px(from[1])}" x2="${px(tip[0])}" y2="${px(tip[1])}" stroke="#722ed1" stroke-opacity="${opacity}" stroke-width="1.3"/><path d="M${px(tip[0])},${px(tip[1])}L${wing(1)}L${wing(-1)}Z" fill="#722ed1" fill-opacity="${opacity}"/>`;
}

function legend(
  f: Frame,
  features: ParkResult['individual']['contours']['features'],
  show: PlanShow,
  domino: boolean,
): { readonly drawn: readonly string[]; readonly height: number } {
  const at = LEFT;
  const rows: [mark: (y: number) => string, text: string][] = [
    ...features.map((feature, i): [(y: number) => string, string] => {
      const [colour, dash, stroke] = LEVEL_LOOK[i] ?? ['#595959', '', 1];
      const none = feature.geometry.coordinates.length === 0 ? '（无）' : '';
      return [
        (y) =>
          `<line x1="${px(at)}" y1="${y}" x2="${px(at + 32)}" y2="${y}" stroke="${colour}" stroke-width="${stroke}"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}/>`,
        `${feature.properties.levelPerYear.toExponential(0)} /年${none}`,
      ];
    }),
    [(y) => `<circle cx="${px(at + 16)}" cy="${y}" r="5" fill="#595959"/>`, '储罐与设备（面积按风险贡献）'],
    [(y) => `<rect x="${px(at + 11)}" y="${y - 5}" width="10" height="10" fill="#389e0d"/>`, '防护目标：未超限'],
    [
      (y) => `<path d="M${px(at + 9)},${y + 6}L${px(at + 23)},${y + 6}L${px(at + 16)},${y - 7}Z" fill="#cf1322"/>`,
      '防护目标：超限',
    ],
    ...(show.people
      ? ([
          [
            (y: number) =>
              `<rect x="${px(at + 11)}" y="${y - 5}" width="10" height="10" fill="#0b6e6e" fill-opacity="0.35"/>`,
            '人口（面积按人数的对数）',
          ],
        ] as [(y: number) => string, string][])
      : []),
    ...(show.edges && domino
      ? ([[(y: number) => arrow([at, y], [at + 34, y], 1), `多米诺升级（最频繁的 ${show.edges} 条）`]] as [
          (y: number) => string,
          string,
        ][])
      : []),
  ];
  // Below the plan, two columns; scale and north close the second.
  const scaleM = niceScale(f.w / f.k / 4);
  const perColumn = Math.ceil((rows.length + 2) / 2);
  const place = (i: number): readonly [x: number, y: number] => [
    LEFT + (i >= perColumn ? SIDE / 2 : 0),
    Math.round(TOP + f.h + 30 + LEGEND_ROW * (i % perColumn)),
  ];
  const [scaleX, scaleY] = place(rows.length);
  const drawn = [
    ...rows.map(([mark, text], i) => {
      const [x, y] = place(i);
      return `<g transform="translate(${px(x - at)} 0)">${mark(y)}</g>${label({ x: x + 42, y: y + 7 }, text)}`;
    }),
    `<line x1="${px(scaleX)}" y1="${scaleY}" x2="${px(scaleX + scaleM * f.k)}" y2="${scaleY}" stroke="#1f1f1f" stroke-width="4"/>`,
    label({ x: scaleX + scaleM * f.k + 10, y: scaleY + 7 }, `${scaleM} 米`),
    `<path d="M${px(LEFT + f.w - 24)},${TOP + 44}l-8,0l8,-30l8,30Z" fill="#1f1f1f"/>`,
    label({ x: LEFT + f.w - 24, y: TOP + 64, anchor: 'middle' }, '北'),
  ];
  return { drawn, height: 30 + LEGEND_ROW * perColumn };
}

/** 1, 2 or 5 times a power of ten, not above. */
function niceScale(m: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, m)));
  return ([5, 2, 1].find((s) => s * ten <= m) ?? 1) * ten;
}
