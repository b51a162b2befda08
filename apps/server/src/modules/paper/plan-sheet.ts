import type { PlanView } from '@yufang/contract';
import { RISK_GRADES } from '@yufang/domain';
import type { PaperHead } from './data.ts';
import { footOf, gradeCell, headRow, type Sheet, titleBlock } from './sheet.ts';
import { GRADE, type Lang, WORDS } from './words.ts';

type Point = readonly [number, number];

/** How each grade is hatched, so that a grey copy still tells them apart: degrees of the lines and their distance in points. */
const HATCH = {
  red: [
    [45, 7],
    [135, 7],
  ],
  orange: [[45, 7]],
  yellow: [[0, 9]],
  blue: [[90, 12]],
  none: [],
} as const satisfies Record<string, readonly (readonly [number, number])[]>;

/** Lines at an angle that fill a polygon, `step` apart. Even-odd, so a concave shape is filled right. */
export function hatch(polygon: readonly Point[], degrees: number, step: number): [Point, Point][] {
  const a = (-degrees * Math.PI) / 180;
  const turn = ([x, y]: Point, by: number): Point => [
    x * Math.cos(by) - y * Math.sin(by),
    x * Math.sin(by) + y * Math.cos(by),
  ];
  const turned = polygon.map((p) => turn(p, a));
  const ys = turned.map(([, y]) => y);
  const lines: [Point, Point][] = [];
  for (let y = Math.ceil(Math.min(...ys) / step) * step; y < Math.max(...ys); y += step) {
    const xs = turned
      .flatMap((p, i): number[] => {
        const q = turned[(i + 1) % turned.length] ?? p;
        const [[x1, y1], [x2, y2]] = [p, q];
        return y1 <= y !== y2 <= y ? [x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)] : [];
      })
      .toSorted((m, n) => m - n);
    for (let i = 0; i + 1 < xs.length; i += 2) lines.push([turn([xs[i] ?? 0, y], -a), turn([xs[i + 1] ?? 0, y], -a)]);
  }
  return lines;
}

/** A place inside for the mark: the middle of a wide stretch across the polygon, rather near its half height. */
function inside(polygon: readonly Point[]): Point {
  const ys = polygon.map(([, y]) => y);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const lines = hatch(polygon, 0, Math.max(1, (bottom - top) / 12));
  const worth = ([a, b]: [Point, Point]) => b[0] - a[0] - Math.abs(a[1] - (top + bottom) / 2) * 0.6;
  const best = lines.toSorted((m, n) => worth(n) - worth(m))[0];
  return best ? [(best[0][0] + best[1][0]) / 2, best[0][1]] : (polygon[0] ?? [0, 0]);
}

const num = (n: number): string => n.toFixed(1);

/** 四色图: the plan with its areas in live colours, numbered; legend and table below. */
export function planSheet(
  plan: PlanView,
  image: string,
  ctx: { head: PaperHead; lang: Lang; day: string; url: string },
): Sheet {
  const { head, lang } = ctx;
  const w = WORDS[lang];
  const scale = Math.min(760 / plan.width, 340 / plan.height);
  const [width, height] = [plan.width * scale, plan.height * scale];
  const shapes = plan.areas.map((area, i) => {
    const grade = area.liveGrade ?? 'none';
    const g = GRADE[grade];
    const polygon = area.polygon.map(([x, y]): Point => [x * width, y * height]);
    const d = `M${polygon.map(([x, y]) => `${num(x)} ${num(y)}`).join('L')}Z`;
    const lines = HATCH[grade].flatMap(([angle, step]) => hatch(polygon, angle, step));
    const [x, y] = inside(polygon);
    return `<path d="${d}" fill="${g.solid}" fill-opacity="0.42" stroke="${g.solid}" stroke-width="1.6"/>
      <path d="${lines.map(([[a, b], [c, e]]) => `M${num(a)} ${num(b)}L${num(c)} ${num(e)}`).join('')}" stroke="${g.solid}" stroke-width="0.5" fill="none"/>
      <circle cx="${num(x)}" cy="${num(y)}" r="9" fill="#FFFFFF" stroke="${g.solid}"/>
      <text x="${num(x)}" y="${num(y + 3.6)}" font-family="Noto" font-size="10" text-anchor="middle" fill="#1F2328">${i + 1}</text>
      <text x="${num(x)}" y="${num(y + 20)}" font-family="Noto" font-size="9" text-anchor="middle" fill="#1F2328">${g.shape} ${g[lang]}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}">${shapes.join('')}</svg>`;
  return {
    content: [
      titleBlock(head, `${w.plan}${lang === 'zh' ? '　' : ': '}${plan.name}`),
      { image, width, height, absolutePosition: { x: (842 - width) / 2, y: 92 } },
      { svg, width, height, absolutePosition: { x: (842 - width) / 2, y: 92 } },
      {
        columns: RISK_GRADES.map((g) => ({
          text: [{ text: `${GRADE[g].shape} `, color: GRADE[g].solid, fontSize: 13 }, GRADE[g][lang]],
          width: 'auto',
          margin: [0, 0, 18, 0],
        })),
        margin: [0, height + 14, 0, 8],
      },
      ...(plan.areas.length === 0
        ? []
        : [
            {
              table: {
                headerRows: 1,
                dontBreakRows: true,
                widths: [30, '*', '*', 110],
                body: [
                  headRow([w.no, w.area, w.target, w.grade]),
                  ...plan.areas.map((a, i) => [
                    { text: String(i + 1), alignment: 'center' as const },
                    a.name,
                    a.targetName ?? w.none,
                    gradeCell(a.liveGrade, lang),
                  ]),
                ],
              },
              layout: 'ruled',
            },
          ]),
    ],
    landscape: true,
    foot: footOf(head, lang, ctx.day),
    title: w.plan,
    qr: { text: ctx.url, caption: w.scanCard },
  };
}
