import type { DominoResult } from '@yufang/qra/assessment/park-result';
import { drawing, escaped, px } from '../../cli/qra/svg.ts';
import { type Naming, shortened } from './facts.ts';

const W = 1040;
const RING_H = 560;
const R = 225;
const CX = W / 2;
const CY = RING_H / 2;
const LEGEND_ROW = 26;
/** Enterprises are told apart by letters, their names stand below: long names have no room around the ring. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

type Edge = DominoResult['edges'][number];

/** The escalation graph as a ring: each vessel once, neighbours of one enterprise side by side, an arrow by frequency for each escalation. */
export function ringSvg(edges: readonly Edge[], naming: Naming): string {
  const ids = [...new Set(edges.flatMap((e) => [e.from, e.to]))].sort(
    (a, b) => naming.enterpriseOf(a).localeCompare(naming.enterpriseOf(b), 'zh') || a.localeCompare(b),
  );
  const most = Math.max(1e-300, ...edges.map((e) => e.frequencyPerYear));
  const angle = new Map(ids.map((id, i) => [id, (i / Math.max(1, ids.length)) * 2 * Math.PI - Math.PI / 2]));
  const at = (id: string, r: number): readonly [number, number] => {
    const a = angle.get(id) ?? 0;
    return [CX + r * Math.cos(a), CY + r * Math.sin(a)];
  };
  const font = ids.length > 30 ? 12 : 17;
  const firms = [...new Set(ids.map((id) => naming.enterpriseOf(id)))];
  const letter = (name: string): string => {
    const i = firms.indexOf(name);
    return LETTERS[i] ?? String(i + 1);
  };
  const height = RING_H + LEGEND_ROW * Math.ceil(firms.length / 2) + 10;
  return drawing(W, height, [
    ...edges.map((e) => curve(at(e.from, R), at(e.to, R), e.frequencyPerYear / most)),
    ...ids.map((id) => {
      const [x, y] = at(id, R);
      const [tx, ty] = at(id, R + 16);
      const anchor = Math.abs(tx - CX) < 25 ? 'middle' : tx > CX ? 'start' : 'end';
      const down = ty > CY + R ? 12 : 6;
      const text = `${letter(naming.enterpriseOf(id))} ${shortened(naming.vessel(id), 16)}`;
      return `<circle cx="${px(x)}" cy="${px(y)}" r="6" fill="#595959"/><text x="${px(tx)}" y="${px(ty + down)}" font-size="${font}" text-anchor="${anchor}" fill="#1f1f1f">${escaped(text)}</text>`;
    }),
    ...firms.map((name, i) => {
      const x = 60 + (i % 2) * (W / 2 - 40);
      const y = RING_H + 18 + LEGEND_ROW * Math.floor(i / 2);
      return `<text x="${px(x)}" y="${px(y)}" font-size="17" fill="#1f1f1f">${escaped(`${letter(name)}　${shortened(name, 24)}`)}</text>`;
    }),
  ]);
}

/** A bow towards the middle with its head drawn at the end; two that go forth and back do not lie on each other. */
function curve(from: readonly [number, number], to: readonly [number, number], share: number): string {
  const [mx, my] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  // Bent to the right of the way: forth and back part.
  const bend = 0.16;
  const control = [
    mx + (CX - mx) * 0.35 - (to[1] - from[1]) * bend,
    my + (CY - my) * 0.35 + (to[0] - from[0]) * bend,
  ] as const;
  const [dx, dy] = [to[0] - control[0], to[1] - control[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const tip = [to[0] - ux * 8, to[1] - uy * 8] as const;
  const wing = (side: number): string =>
    `${px(tip[0] - ux * 11 - uy * 4.5 * side)},${px(tip[1] - uy * 11 + ux * 4.5 * side)}`;
  const width = (0.8 + 3.2 * Math.sqrt(share)).toFixed(1);
  const opacity = (0.35 + 0.5 * Math.sqrt(share)).toFixed(2);
  return `<path d="M${px(from[0])},${px(from[1])}Q${px(control[0])},${px(control[1])} ${px(tip[0])},${px(tip[1])}" fill="none" stroke="#722ed1" stroke-opacity="${opacity}" stroke-width="${width}"/><path d="M${px(tip[0])},${px(tip[1])}L${wing(1)}L${wing(-1)}Z" fill="#722ed1" fill-opacity="${opacity}"/>`;
}
