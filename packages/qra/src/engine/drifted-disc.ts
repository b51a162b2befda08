import { azimuthFromSouth } from './azimuth.ts';
import type { WindEffect } from './effects.ts';
import { discAngle, type Outline } from './footprint.ts';
import { RING_STEP, ringOf, ringRadiusM } from './polar-grid.ts';
import type { At, Line, RowBlock } from './splat.ts';

/**
 * Small certain-death areas that go with the wind, kept as shapes: rings would smear their edges. Risk at a place is f times the
 * rose's share within ±θ₀(r) of it, two readings of the cumulative rose.
 */
export type WindStep = {
  readonly weather: number;
  readonly frequencyPerYear: number;
  /** Nothing beyond this, m. */
  readonly reachM: number;
  /** Beyond this the shape begins beside the axis, at acos(tip/r): a dense plume's blunt end. */
  readonly tipM: number;
  /** Sure for all directions below this, m (a disc that still covers its source). */
  readonly roundM: number;
  /** A disc's centre and radius; radius 0 for a plume. */
  readonly centreM: number;
  readonly radiusM: number;
  /** A plume's θ₀² at reach·(i/96)²: straight near its tip, where θ₀ itself falls like a root. Empty for a disc. */
  readonly angle2: Float64Array;
  /**
   * null: the whole shape is drawn. Otherwise the rings hold it, and only what they lose in the ring interval [inner, outer]
   * around an edge (where θ₀ is a root, not straight) is added.
   */
  readonly edge: { readonly innerM: number; readonly outerM: number } | null;
};

const POINTS = 96;
/** Shapes up to this reach are always drawn exactly; larger discs when their drift is below some ring spacings. */
const SMALL_M = 200;
const RINGS_OF_DRIFT = 8;

const NO_ANGLES = new Float64Array(0);

/** The ring interval around a radius. */
const intervalAt = (radiusM: number): { readonly innerM: number; readonly outerM: number } => {
  const ring = Math.floor(ringOf(radiusM));
  return { innerM: ringRadiusM(ring), outerM: ringRadiusM(ring + 1) };
};

/** An effect's shapes: drawn whole when small (`whole`), else the corrections at its edges, the rings holding the rest. */
export function windStepsOf(
  e: WindEffect,
  outline: Outline | null,
): { readonly whole: boolean; readonly steps: readonly WindStep[] } {
  if (e.outcome === 'toxic') return { whole: false, steps: [] };
  const base = { weather: e.weather, frequencyPerYear: e.frequencyPerYear };
  if (e.outcome !== 'flash-fire') {
    if (e.certainM <= 0) return { whole: false, steps: [] };
    const reachM = e.centreM + e.certainM;
    const ringM = 2 * Math.sqrt(e.certainM) * RING_STEP;
    const disc = {
      ...base,
      reachM,
      tipM: reachM,
      roundM: Math.max(0, e.certainM - e.centreM),
      centreM: e.centreM,
      radiusM: e.certainM,
      angle2: NO_ANGLES,
    };
    if (reachM <= SMALL_M || e.centreM <= RINGS_OF_DRIFT * ringM)
      return { whole: true, steps: [{ ...disc, edge: null }] };
    const edges = [Math.abs(e.certainM - e.centreM), reachM].map((at) => ({ ...disc, edge: intervalAt(at) }));
    return { whole: false, steps: edges };
  }
  if (outline === null) return { whole: false, steps: [] };
  const { tipM, cornerM } = outline;
  const angle2 = Float64Array.from({ length: POINTS + 1 }, (_, i) => {
    // Just inside the corner at the end, where the interval closes.
    const at = Math.max(0.01, cornerM * Math.min(1 - 1e-7, (i / POINTS) ** 2));
    return (outline.interval(at)?.[1] ?? (tipM < at ? Math.acos(tipM / at) : 0)) ** 2;
  });
  const plume = { ...base, reachM: cornerM, tipM, roundM: 0, centreM: 0, radiusM: 0, angle2 };
  if (cornerM <= SMALL_M) return { whole: true, steps: [{ ...plume, edge: null }] };
  const ends = tipM === cornerM || intervalAt(tipM).innerM === intervalAt(cornerM).innerM ? [cornerM] : [tipM, cornerM];
  return { whole: false, steps: ends.map((at) => ({ ...plume, edge: intervalAt(at) })) };
}

/** θ₀ of a shape at r, radians. */
function halfAngle(s: WindStep, rM: number): number {
  if (s.radiusM > 0) return discAngle(rM, s.centreM, s.radiusM);
  const p = Math.sqrt(rM / s.reachM) * POINTS;
  if (p >= POINTS) return 0;
  const i = p | 0;
  const a = s.angle2[i] ?? 0;
  return Math.sqrt(a + (p - i) * ((s.angle2[i + 1] ?? 0) - a));
}

/** Running sum of the shares by travel sector: n + 1 values. */
export function cumulativeRose(share: Float64Array): Float64Array {
  const out = new Float64Array(share.length + 1);
  for (let q = 0; q < share.length; q++) out[q + 1] = (out[q] ?? 0) + (share[q] ?? 0);
  return out;
}

/** Share from position 0 to p (sectors), turns counted. */
function roseTo(rose: Float64Array, p: number): number {
  const n = rose.length - 1;
  const turns = Math.floor(p / n);
  const at = p - turns * n;
  const q = Math.min(n - 1, at | 0);
  const a = rose[q] ?? 0;
  return turns * (rose[n] ?? 0) + a + (at - q) * ((rose[q + 1] ?? a) - a);
}

/** Share of the year that a shape covers a place at (r, position in sectors). */
function covered(
  s: WindStep,
  rose: Float64Array,
  ...rest: readonly [rM: number, position: number, perRadian: number]
): number {
  const [rM, position, perRadian] = rest;
  if (rM < s.roundM) return rose[rose.length - 1] ?? 0;
  const t = rM >= s.reachM ? 0 : halfAngle(s, rM) * perRadian;
  if (t <= 0) return 0;
  const all = roseTo(rose, position + t) - roseTo(rose, position - t);
  if (rM <= s.tipM) return all;
  const gap = Math.acos(s.tipM / rM) * perRadian;
  return Math.max(0, all - (roseTo(rose, position + gap) - roseTo(rose, position - gap)));
}

/** Draw a vessel's shapes on one row. */
export function drawSteps(
  steps: readonly WindStep[],
  at: At,
  line: Line,
  ...rest: readonly [RowBlock, Float64Array]
): void {
  const [block, out] = rest;
  const { dy } = line;
  const perRadian = at.sectors / (2 * Math.PI);
  for (const s of steps) {
    const reachM = s.edge?.outerM ?? s.reachM;
    if (reachM <= Math.abs(dy)) continue;
    const rose = at.roses[s.weather];
    if (rose === undefined) continue;
    const weight = at.scale * s.frequencyPerYear;
    const half = Math.sqrt(reachM * reachM - dy * dy);
    const first = Math.max(0, Math.ceil((at.xM - half - block.originXM) / block.stepM));
    const end = Math.min(block.columns, Math.floor((at.xM + half - block.originXM) / block.stepM) + 1);
    const hole = s.edge === null || s.edge.innerM <= Math.abs(dy) ? 0 : Math.sqrt(s.edge.innerM ** 2 - dy * dy);
    for (let c = first; c < end; c++) {
      const dx = block.originXM + c * block.stepM - at.xM;
      if (dx > -hole && dx < hole) {
        // Jump over the hole of the ring interval.
        c += Math.max(0, Math.ceil((hole - dx) / block.stepM) - 1);
        continue;
      }
      const r = Math.sqrt(dx * dx + dy * dy);
      const k = line.base + c;
      if (s.edge === null && r < s.roundM) {
        out[k] = (out[k] ?? 0) + weight * (rose[at.sectors] ?? 0);
        continue;
      }
      const p = azimuthFromSouth(dx, dy) * perRadian + 0.5;
      let share = covered(s, rose, r, p, perRadian);
      if (s.edge !== null) {
        // What the rings make of it: straight in √r between the interval's two ends.
        const inner = Math.sqrt(s.edge.innerM);
        const t = (Math.sqrt(r) - inner) / (Math.sqrt(s.edge.outerM) - inner);
        if (t < 0 || t >= 1) continue;
        share -=
          (1 - t) * covered(s, rose, s.edge.innerM, p, perRadian) + t * covered(s, rose, s.edge.outerM, p, perRadian);
      }
      out[k] = (out[k] ?? 0) + weight * share;
    }
  }
}
