import { computed, firstOutOfRange, type Outcome, positive } from '../result.ts';

/** Smallest depth of an unbunded pool by ground, m (from memory; TNO / Purple Book habit). */
export const MINIMUM_POOL_DEPTH_M = { smoothConcrete: 0.005, gravel: 0.01, roughSoil: 0.025 } as const;

/** Ground under a pool. */
export type PoolGround = keyof typeof MINIMUM_POOL_DEPTH_M;

/**
 * Area of a spreading pool fed at a constant volume rate: the printed form
 * of Woodward, A = π/4·√(2048/81·V̇·t³) with V̇ in m³/s (eq 4.38, one source read), capped by the bund and, unbunded, by the minimum depth.
 * @returns area m² and which limit holds
 */
export function poolArea(x: {
  readonly massFlowKgS: number;
  readonly densityKgM3: number;
  readonly timeS: number;
  readonly bundAreaM2?: number;
  readonly ground?: PoolGround;
}): Outcome<{ areaM2: number; limitedBy: 'spread' | 'bund' | 'depth' }> {
  const bad = firstOutOfRange(
    positive('massFlowKgS', x.massFlowKgS, 1e6),
    positive('densityKgM3', x.densityKgM3, 2e4),
    positive('timeS', x.timeS, 1e6),
    positive('bundAreaM2', x.bundAreaM2 ?? 1, 1e7),
  );
  if (bad) return bad;
  const volumeFlow = x.massFlowKgS / x.densityKgM3;
  const spread = (Math.PI / 4) * Math.sqrt((2048 / 81) * volumeFlow * x.timeS ** 3);
  const depthLimit = (volumeFlow * x.timeS) / MINIMUM_POOL_DEPTH_M[x.ground ?? 'smoothConcrete'];
  const bund = x.bundAreaM2 ?? Number.POSITIVE_INFINITY;
  const areaM2 = Math.min(spread, depthLimit, bund);
  const limitedBy = areaM2 === bund ? 'bund' : areaM2 === depthLimit ? 'depth' : 'spread';
  return computed({ areaM2, limitedBy });
}
