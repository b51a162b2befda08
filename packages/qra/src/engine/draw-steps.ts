import { azimuthFromSouth } from './azimuth.ts';
import type { At, Line, RowBlock } from './splat.ts';
import { drawnM, halfAngle, STEP, STEP_HEAD, STEP_WORDS, stepsReachM } from './wind-step.ts';

/**
 * Running sum of the shares by travel sector, three turns of it: positions from −n to 2n sectors, so that an arc around a place is
 * two readings without a turn to count.
 */
export function cumulativeRose(share: Float64Array): Float64Array {
  const n = share.length;
  const out = new Float64Array(3 * n + 1);
  for (let q = 0; q < 3 * n; q++) out[q + 1] = (out[q] ?? 0) + (share[q % n] ?? 0);
  return out;
}

/** Share between two positions (sectors from the start of the three turns). Positional: inner loop. */
function between(rose: Float64Array, from: number, to: number): number {
  const i = from | 0;
  const j = to | 0;
  const a = rose[i] ?? 0;
  const b = rose[j] ?? 0;
  return b - a + (to - j) * ((rose[j + 1] ?? b) - b) - (from - i) * ((rose[i + 1] ?? a) - a);
}

/** Share of the year that a shape covers a place at (r, position in sectors, one turn added). Positional: inner loop. */
function covered(
  steps: Float64Array,
  at: number,
  rose: Float64Array,
  rM: number,
  position: number,
  perRadian: number,
): number {
  if (rM < (steps[at + STEP.roundM] ?? 0)) return rose[(rose.length - 1) / 3] ?? 0;
  const t = rM >= (steps[at + STEP.reachM] ?? 0) ? 0 : halfAngle(steps, at, rM) * perRadian;
  if (t <= 0) return 0;
  const all = between(rose, position - t, position + t);
  const tipM = steps[at + STEP.tipM] ?? 0;
  if (rM <= tipM) return all;
  const gap = Math.acos(tipM / rM) * perRadian;
  return Math.max(0, all - between(rose, position - gap, position + gap));
}

/** Distance and position of the row's places, made when a shape first asks; all shapes of the vessel share them. */
const seen = { row: 0, mark: new Int32Array(0), r: new Float64Array(0), p: new Float64Array(0) };

function newRow(columns: number): void {
  if (seen.mark.length < columns) {
    seen.mark = new Int32Array(columns);
    seen.r = new Float64Array(columns);
    seen.p = new Float64Array(columns);
    seen.row = 0;
  }
  seen.row++;
}

/** Draw a vessel's shapes on one row. */
export function drawSteps(steps: Float64Array, at: At, line: Line, ...rest: readonly [RowBlock, Float64Array]): void {
  const [block, out] = rest;
  const far = Math.abs(line.dy);
  if (stepsReachM(steps) <= far) return;
  newRow(block.columns);
  const count = steps[0] ?? 0;
  for (let n = 0; n < count; n++) {
    const k = STEP_HEAD + n * STEP_WORDS;
    if (drawnM(steps, k) <= far) continue;
    const rose = at.roses[steps[k + STEP.weather] ?? 0];
    if (rose === undefined) continue;
    if ((steps[k + STEP.outerM] ?? 0) < 0) drawWhole(steps, k, at, line, block, out, rose);
    else drawEdge(steps, k, at, line, block, out, rose);
  }
}

/** Fill in a place of the row. Positional: inner loop. */
function place(c: number, at: At, line: Line, block: RowBlock): void {
  const dx = block.originXM + c * block.stepM - at.xM;
  seen.mark[c] = seen.row;
  seen.r[c] = Math.sqrt(dx * dx + line.dy * line.dy);
  seen.p[c] = azimuthFromSouth(dx, line.dy) * (at.sectors / (2 * Math.PI)) + 0.5 + at.sectors;
}

type Draw = readonly [
  steps: Float64Array,
  k: number,
  at: At,
  line: Line,
  block: RowBlock,
  out: Float64Array,
  rose: Float64Array,
];

function drawWhole(...[steps, k, at, line, block, out, rose]: Draw): void {
  const reachM = steps[k + STEP.reachM] ?? 0;
  const weight = at.scale * (steps[k + STEP.frequencyPerYear] ?? 0);
  const perRadian = at.sectors / (2 * Math.PI);
  const half = Math.sqrt(reachM * reachM - line.dy * line.dy);
  const first = Math.max(0, Math.ceil((at.xM - half - block.originXM) / block.stepM));
  const end = Math.min(block.columns, Math.floor((at.xM + half - block.originXM) / block.stepM) + 1);
  for (let c = first; c < end; c++) {
    if (seen.mark[c] !== seen.row) place(c, at, line, block);
    const o = line.base + c;
    out[o] = (out[o] ?? 0) + weight * covered(steps, k, rose, seen.r[c] ?? 0, seen.p[c] ?? 0, perRadian);
  }
}

/** What the rings lose in the interval around an edge: they are straight in √r between its two ends. */
function drawEdge(...[steps, k, at, line, block, out, rose]: Draw): void {
  const innerM = steps[k + STEP.innerM] ?? 0;
  const outerM = steps[k + STEP.outerM] ?? 0;
  const weight = at.scale * (steps[k + STEP.frequencyPerYear] ?? 0);
  const perRadian = at.sectors / (2 * Math.PI);
  const dy2 = line.dy * line.dy;
  const half = Math.sqrt(outerM * outerM - dy2);
  const hole = innerM <= Math.abs(line.dy) ? 0 : Math.sqrt(innerM * innerM - dy2);
  const [inner, outer] = [Math.sqrt(innerM), Math.sqrt(outerM)];
  const first = Math.max(0, Math.ceil((at.xM - half - block.originXM) / block.stepM));
  const end = Math.min(block.columns, Math.floor((at.xM + half - block.originXM) / block.stepM) + 1);
  for (let c = first; c < end; c++) {
    const dx = block.originXM + c * block.stepM - at.xM;
    if (dx > -hole && dx < hole) {
      // Jump over the hole of the ring interval.
      c += Math.max(0, Math.ceil((hole - dx) / block.stepM) - 1);
      continue;
    }
    if (seen.mark[c] !== seen.row) place(c, at, line, block);
    const r = seen.r[c] ?? 0;
    const p = seen.p[c] ?? 0;
    const t = (Math.sqrt(r) - inner) / (outer - inner);
    if (t < 0 || t >= 1) continue;
    const rings =
      (1 - t) * covered(steps, k, rose, innerM, p, perRadian) + t * covered(steps, k, rose, outerM, p, perRadian);
    const o = line.base + c;
    out[o] = (out[o] ?? 0) + weight * (covered(steps, k, rose, r, p, perRadian) - rings);
  }
}
