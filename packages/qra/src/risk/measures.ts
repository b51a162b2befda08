import type { Park, ParkVessel } from '../park/types.ts';

/** What can be done to a vessel, as the model sees it. */
export const MEASURES = ['inventory-cut', 'shut-off', 'dike', 'fireproofing', 'spray', 'spacing'] as const;
/** A measure by name. */
export type Measure = (typeof MEASURES)[number];

/** Assumed effects, stated with every ranking. */
export const MEASURE_EFFECTS = {
  'inventory-cut': { fillFactor: 0.5 },
  'shut-off': { shutOffS: 120 },
  dike: { bundFactor: 0.5 },
  fireproofing: { minutes: 60 },
  spray: { heatFactor: 0.5 },
  spacing: { moveM: 50 },
  certainty: 'assumed',
} as const;

/** One measure on one vessel and what it takes away, deaths a year. */
export type RankedMeasure = {
  readonly vesselId: string;
  readonly enterpriseId: string;
  readonly measure: Measure;
  readonly pllRemovedPerYear: number;
  readonly dominoPllRemovedPerYear: number;
  readonly totalRemovedPerYear: number;
};

/** The vessel with a measure taken, or null where it would change nothing. */
export function withMeasure(v: ParkVessel, measure: Measure, park: Park): ParkVessel | null {
  const e = MEASURE_EFFECTS;
  if (measure === 'inventory-cut')
    return {
      ...v,
      fillFraction: v.fillFraction * e[measure].fillFactor,
      ...(v.fillFraction === 0 ? { volumeM3: v.volumeM3 / 2 } : {}),
    };
  if (measure === 'shut-off')
    return (v.barriers?.shutOffS ?? 1800) <= e[measure].shutOffS
      ? null
      : { ...v, barriers: { ...v.barriers, shutOffS: e[measure].shutOffS } };
  if (measure === 'dike') return { ...v, bundAreaM2: Math.max(1, (v.bundAreaM2 ?? 17_600) * e.dike.bundFactor) };
  if (measure === 'fireproofing')
    return {
      ...v,
      barriers: { ...v.barriers, fireproofingMin: (v.barriers?.fireproofingMin ?? 0) + e.fireproofing.minutes },
    };
  if (measure === 'spray')
    return {
      ...v,
      barriers: { ...v.barriers, sprayHeatFactor: (v.barriers?.sprayHeatFactor ?? 1) * e.spray.heatFactor },
    };
  return movedAway(v, park);
}

/** Fifty metres straight away from the nearest neighbour. */
function movedAway(v: ParkVessel, park: Park): ParkVessel | null {
  let nearest: ParkVessel | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const o of park.vessels) {
    const d = Math.hypot(o.xM - v.xM, o.yM - v.yM);
    if (o.id === v.id || d >= least) continue;
    least = d;
    nearest = o;
  }
  if (nearest === null || least === 0) return null;
  const k = MEASURE_EFFECTS.spacing.moveM / least;
  return { ...v, xM: v.xM + (v.xM - nearest.xM) * k, yM: v.yM + (v.yM - nearest.yM) * k };
}
