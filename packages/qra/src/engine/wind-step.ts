import type { WindEffect } from './effects.ts';
import { discAngle, type Outline } from './footprint.ts';
import { RING_STEP, ringOf, ringRadiusM } from './polar-grid.ts';

/**
 * Small certain-death areas that go with the wind, kept as shapes: rings would smear their edges. Risk at a place is f times the
 * rose's share within ±θ₀(r) of it, two readings of the cumulative rose.
 *
 * A vessel's shapes are one flat array, so that threads share them without a copy: a head (how many, and how
 * far the farthest of them is drawn), then `STEP_WORDS` a shape, then the angles of the plumes.
 */
export const STEP_WORDS = 10;
/** Words before the first shape. */
export const STEP_HEAD = 2;

/** What stands in each word of a shape. */
export const STEP = {
  weather: 0,
  frequencyPerYear: 1,
  /** Nothing beyond this, m. */
  reachM: 2,
  /** Beyond this the shape begins beside the axis, at acos(tip/r): a dense plume's blunt end. */
  tipM: 3,
  /** Sure for all directions below this, m (a disc that still covers its source). */
  roundM: 4,
  /** A disc's centre and radius; radius 0 for a plume. */
  centreM: 5,
  radiusM: 6,
  /**
   * outer < 0: the whole shape is drawn. Otherwise the rings hold it, and only what they lose in the ring interval [inner, outer]
   * around an edge (where θ₀ is a root, not straight) is added.
   */
  innerM: 7,
  outerM: 8,
  /** Where a plume's θ₀² at reach·(i/96)² begins: straight near its tip, where θ₀ itself falls like a root. −1 for a disc. */
  angles: 9,
} as const;

/** Angles of a plume: intervals. */
export const STEP_POINTS = 96;
/** Shapes up to this reach are always drawn exactly; larger discs when their drift is below some ring spacings. */
const SMALL_M = 200;
const RINGS_OF_DRIFT = 8;

/** Shapes being collected. */
export type StepList = { readonly records: number[][]; readonly angles: number[] };
/** No shapes yet. */
export const makeSteps = (): StepList => ({ records: [], angles: [] });

/** The flat array of the shapes. */
export function packSteps(list: StepList): Float64Array {
  const head = STEP_HEAD + STEP_WORDS * list.records.length;
  const out = new Float64Array(list.records.length === 0 ? 0 : head + list.angles.length);
  if (out.length === 0) return out;
  out[0] = list.records.length;
  for (const [i, r] of list.records.entries()) {
    const at = STEP_HEAD + i * STEP_WORDS;
    out.set(r, at);
    if ((r[STEP.angles] ?? -1) >= 0) out[at + STEP.angles] = head + (r[STEP.angles] ?? 0);
    out[1] = Math.max(out[1] ?? 0, drawnM(out, at));
  }
  out.set(list.angles, head);
  return out;
}

/** The ring interval around a radius. */
function intervalAt(radiusM: number): readonly [innerM: number, outerM: number] {
  const ring = Math.floor(ringOf(radiusM));
  return [ringRadiusM(ring), ringRadiusM(ring + 1)];
}

const WHOLE = [0, -1] as const;

/**
 * Collect an effect's shapes: drawn whole when small (true is returned), else the corrections at its edges, the rings holding the
 * rest.
 */
export function addWindSteps(list: StepList, e: WindEffect, outline: Outline | null): boolean {
  if (e.outcome === 'toxic') return false;
  if (e.outcome !== 'flash-fire') return addDisc(list, e);
  return outline !== null && addPlume(list, e, outline);
}

function addDisc(list: StepList, e: Extract<WindEffect, { readonly centreM: number }>): boolean {
  if (e.certainM <= 0) return false;
  const reachM = e.centreM + e.certainM;
  const ringM = 2 * Math.sqrt(e.certainM) * RING_STEP;
  const put = ([innerM, outerM]: readonly [number, number]): void => {
    const roundM = Math.max(0, e.certainM - e.centreM);
    const shape = [reachM, reachM, roundM, e.centreM, e.certainM, innerM, outerM, -1];
    list.records.push([e.weather, e.frequencyPerYear, ...shape]);
  };
  if (reachM <= SMALL_M || e.centreM <= RINGS_OF_DRIFT * ringM) {
    put(WHOLE);
    return true;
  }
  put(intervalAt(Math.abs(e.certainM - e.centreM)));
  put(intervalAt(reachM));
  return false;
}

function addPlume(list: StepList, e: Extract<WindEffect, { readonly lflKgM3: number }>, outline: Outline): boolean {
  const { tipM, cornerM } = outline;
  const angles = list.angles.length;
  for (let i = 0; i <= STEP_POINTS; i++) {
    // Just inside the corner at the end, where the interval closes.
    const at = Math.max(0.01, cornerM * Math.min(1 - 1e-7, (i / STEP_POINTS) ** 2));
    list.angles.push((outline.interval(at)?.[1] ?? (tipM < at ? Math.acos(tipM / at) : 0)) ** 2);
  }
  const put = ([innerM, outerM]: readonly [number, number]): void => {
    list.records.push([e.weather, e.frequencyPerYear, cornerM, tipM, 0, 0, 0, innerM, outerM, angles]);
  };
  if (cornerM <= SMALL_M) {
    put(WHOLE);
    return true;
  }
  const [tip, corner] = [intervalAt(tipM), intervalAt(cornerM)];
  if (tipM !== cornerM && tip[0] !== corner[0]) put(tip);
  put(corner);
  return false;
}

/** How far from the vessel a shape is drawn, m. */
export function drawnM(steps: Float64Array, at: number): number {
  const outerM = steps[at + STEP.outerM] ?? 0;
  return outerM < 0 ? (steps[at + STEP.reachM] ?? 0) : outerM;
}

/** How far the farthest of a vessel's shapes is drawn, m. */
export const stepsReachM = (steps: Float64Array): number => steps[1] ?? 0;

/** θ₀ of a shape at r, radians. */
export function halfAngle(steps: Float64Array, at: number, rM: number): number {
  const radiusM = steps[at + STEP.radiusM] ?? 0;
  if (radiusM > 0) return discAngle(rM, steps[at + STEP.centreM] ?? 0, radiusM);
  const p = Math.sqrt(rM / (steps[at + STEP.reachM] ?? 1)) * STEP_POINTS;
  if (p >= STEP_POINTS) return 0;
  const i = p | 0;
  const k = (steps[at + STEP.angles] ?? 0) + i;
  const a = steps[k] ?? 0;
  return Math.sqrt(a + (p - i) * ((steps[k + 1] ?? 0) - a));
}
