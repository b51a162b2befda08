import type { ParkInput } from '@yufang/qra/assessment/park-input';
import { drawing, label, px } from '../../cli/qra/svg.ts';

const W = 460;
const R = 150;
const CX = 230;
const CY = 190;
const NAMES = ['北', '东北', '东', '东南', '南', '西南', '西', '西北'] as const;

/** Shares of the year by the direction the wind comes from, all classes summed. */
export function roseOf(weather: ParkInput['weather']): readonly number[] {
  const sectors = Math.max(0, ...weather.map((w) => w.sectorShare.length));
  return Array.from({ length: sectors }, (_, i) => weather.reduce((n, w) => n + (w.sectorShare[i] ?? 0), 0));
}

/** The wind rose: north up, a wedge by share of the sector the wind comes from, rings in whole percents. */
export function roseSvg(weather: ParkInput['weather']): string {
  const rose = roseOf(weather);
  const most = Math.max(0.01, ...rose);
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((s) => most / s <= 5) ?? 0.5;
  const end = Math.ceil(most / step) * step;
  const at = (share: number, degrees: number): readonly [number, number] => {
    const a = ((degrees - 90) * Math.PI) / 180;
    const r = (share / end) * R;
    return [CX + r * Math.cos(a), CY + r * Math.sin(a)];
  };
  const wide = 360 / Math.max(1, rose.length);
  const rings = Array.from({ length: Math.round(end / step) }, (_, i) => (i + 1) * step);
  return drawing(W, 390, [
    ...rings.map(
      (s) =>
        `<circle cx="${CX}" cy="${CY}" r="${px((s / end) * R)}" fill="none" stroke="#d9d9d9"/>${label({ x: CX + 4, y: CY - (s / end) * R - 3 }, `${Math.round(s * 100)}%`)}`,
    ),
    ...rose.map((s, i) => {
      const half = wide * 0.42;
      const [a, b] = [at(s, i * wide - half), at(s, i * wide + half)];
      const r = px((s / end) * R);
      return `<path d="M${CX},${CY}L${px(a[0])},${px(a[1])}A${r},${r} 0 0 1 ${px(b[0])},${px(b[1])}Z" fill="#0b6e6e" fill-opacity="0.55" stroke="#0b6e6e"/>`;
    }),
    ...NAMES.map((name, i) => {
      const [x, y] = at(end * 1.12, i * 45);
      return label({ x, y: y + 5, anchor: 'middle' }, name);
    }),
  ]);
}
