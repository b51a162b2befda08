import { drawing, label, px } from '../../cli/qra/svg.ts';

const W = 900;
const NAME_W = 330;
const ROW = 24;

/** Horizontal bars, longest first as given: name, bar, figure. */
export function barsSvg(
  rows: readonly { readonly name: string; readonly value: number; readonly text: string }[],
): string {
  const most = Math.max(1e-300, ...rows.map((r) => r.value));
  const wide = W - NAME_W - 130;
  return drawing(
    W,
    ROW * rows.length + 12,
    rows.flatMap((r, i) => {
      const y = 8 + i * ROW;
      const w = Math.max(1, (r.value / most) * wide);
      return [
        label({ x: NAME_W - 8, y: y + 14, anchor: 'end' }, r.name),
        `<rect x="${NAME_W}" y="${y + 3}" width="${px(w)}" height="${ROW - 9}" fill="#0b6e6e" fill-opacity="0.8"/>`,
        label({ x: NAME_W + w + 8, y: y + 14 }, r.text),
      ];
    }),
  );
}
