import type { ParkResult } from '@yufang/qra/assessment/park-result';
import type { FnPoint } from '@yufang/qra/risk/societal';
import { drawing, label, px } from './svg.ts';
import { type Language, wordsOf } from './words.ts';

const W = 760;
const H = 560;
const BOX = { left: 86, right: 24, top: 46, bottom: 92 } as const;
/** F is shown down to this, per year. */
const LEAST_F = 1e-9;

/** The F-N curve in log-log axes between the two lines of GB 36894, zones named. */
export function fnSvg(result: ParkResult, language: Language, name = result.parkId): string {
  const w = wordsOf(language);
  const { base, withDomino, limits } = result.societal;
  const all = [...base.curve, ...(withDomino?.curve ?? [])];
  const decades = (v: number): number => Math.ceil(Math.log10(v));
  const mostN = 10 ** Math.max(3, decades(Math.max(1, ...all.map((p) => p.fatalities))));
  const mostF = 10 ** Math.max(-2, decades(Math.max(limits.upperAtOne, ...all.map((p) => p.frequencyPerYear))));
  const wide = W - BOX.left - BOX.right;
  const high = H - BOX.top - BOX.bottom;
  const x = (n: number): number => BOX.left + (Math.log10(n) / Math.log10(mostN)) * wide;
  const y = (f: number): number => {
    const share = Math.log10(Math.max(LEAST_F, f) / LEAST_F) / Math.log10(mostF / LEAST_F);
    return BOX.top + high * (1 - Math.min(1, share));
  };
  const line = (atOne: number): string =>
    `<line x1="${px(x(1))}" y1="${px(y(atOne))}" x2="${px(x(mostN))}" y2="${px(y(atOne * mostN ** limits.slope))}"`;
  const stairs = (curve: readonly FnPoint[]): string => {
    const first = curve[0];
    if (first === undefined) return '';
    const steps = curve.map(
      (p, i) => `H${px(x(Math.max(1, p.fatalities)))} V${px(y(curve[i + 1]?.frequencyPerYear ?? LEAST_F))}`,
    );
    return `M${px(x(1))},${px(y(first.frequencyPerYear))} ${steps.join(' ')}`;
  };
  const ticksX = Array.from({ length: Math.round(Math.log10(mostN)) + 1 }, (_, i) => 10 ** i);
  const ticksF = Array.from({ length: Math.round(Math.log10(mostF / LEAST_F)) + 1 }, (_, i) => LEAST_F * 10 ** i);
  const middleN = mostN ** 0.8;
  const upperMiddle = limits.upperAtOne * middleN ** limits.slope;
  const lowerMiddle = limits.lowerAtOne * middleN ** limits.slope;
  const legend = [
    ['#1677ff', '', w.base],
    ...(withDomino === null ? [] : [['#722ed1', '', w.withDomino] as const]),
    ['#cf1322', '6 4', w.upper],
    ['#389e0d', '6 4', w.lower],
  ] as const;
  return drawing(W, H, [
    label({ x: W / 2, y: 28, anchor: 'middle', bold: true }, `${w.fnTitle} · ${name}`),
    ...ticksX.map(
      (n) =>
        `<line x1="${px(x(n))}" y1="${BOX.top}" x2="${px(x(n))}" y2="${BOX.top + high}" stroke="#e5e5e5"/>${label({ x: x(n), y: BOX.top + high + 18, anchor: 'middle' }, String(n))}`,
    ),
    ...ticksF.map(
      (f) =>
        `<line x1="${BOX.left}" y1="${px(y(f))}" x2="${BOX.left + wide}" y2="${px(y(f))}" stroke="#e5e5e5"/>${label({ x: BOX.left - 8, y: y(f) + 4, anchor: 'end' }, f.toExponential(0))}`,
    ),
    `<rect x="${BOX.left}" y="${BOX.top}" width="${wide}" height="${high}" fill="none" stroke="#8c8c8c"/>`,
    `${line(limits.upperAtOne)} stroke="#cf1322" stroke-width="2" stroke-dasharray="6 4"/>`,
    `${line(limits.lowerAtOne)} stroke="#389e0d" stroke-width="2" stroke-dasharray="6 4"/>`,
    label({ x: x(mostN) - 10, y: BOX.top + 24, anchor: 'end' }, w.unacceptable),
    label({ x: x(middleN), y: (y(upperMiddle) + y(lowerMiddle)) / 2, anchor: 'middle' }, w.alarp),
    label({ x: x(1) + 10, y: BOX.top + high - 12 }, w.acceptable),
    `<path d="${stairs(base.curve)}" fill="none" stroke="#1677ff" stroke-width="2.5"/>`,
    ...(withDomino === null
      ? []
      : [`<path d="${stairs(withDomino.curve)}" fill="none" stroke="#722ed1" stroke-width="1.8"/>`]),
    label({ x: BOX.left + wide / 2, y: BOX.top + high + 38, anchor: 'middle' }, w.fnX),
    `<text transform="translate(18 ${BOX.top + high / 2}) rotate(-90)" text-anchor="middle" fill="#1f1f1f">${w.fnY}</text>`,
    ...legend.map(([colour, dash, text], i) => {
      const at = BOX.left + i * (wide / legend.length);
      const stroke = `stroke="${colour}" stroke-width="2.5"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`;
      return `<line x1="${px(at)}" y1="${H - 36}" x2="${px(at + 24)}" y2="${H - 36}" ${stroke}/>${label({ x: at + 30, y: H - 32 }, text)}`;
    }),
    label({ x: BOX.left, y: H - 10 }, w.screening),
  ]);
}
