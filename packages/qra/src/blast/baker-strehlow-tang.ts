import { ATMOSPHERE_PA, SOUND_SPEED_M_S } from '../constants.ts';
import { interpolateLogLog } from '../math/interpolate.ts';
import { between, computed, firstOutOfRange, type Note, type Outcome, positive, refused } from '../result.ts';

const R_PRESSURE = [0.15, 0.3, 0.5, 1, 2, 4, 8] as const;

/** P̄ by flame Mach number over R̄ .15 .3 .5 1 2 4 8 (HyRAM+ digitisation of the CCPS 2010 chart, resampled). */
export const BST_PRESSURE: readonly { readonly mach: number; readonly p: readonly number[] }[] = [
  { mach: 0.2, p: [0.0692, 0.0682, 0.0525, 0.028, 0.0146, 0.0071, 0.0035] },
  { mach: 0.35, p: [0.216, 0.222, 0.172, 0.0912, 0.0463, 0.0237, 0.0117] },
  { mach: 0.7, p: [0.673, 0.668, 0.467, 0.309, 0.136, 0.0643, 0.0293] },
  { mach: 1.0, p: [1.29, 1.21, 0.849, 0.328, 0.149, 0.0672, 0.0309] },
  { mach: 1.4, p: [2.04, 1.8, 0.971, 0.389, 0.176, 0.0774, 0.032] },
  { mach: 2.0, p: [5.58, 3.27, 0.995, 0.402, 0.171, 0.0761, 0.0336] },
  { mach: 4.0, p: [14.8, 3.16, 0.944, 0.393, 0.169, 0.0761, 0.0331] },
  { mach: 5.2, p: [21, 2.74, 1.04, 0.395, 0.171, 0.0777, 0.034] },
];

const R_IMPULSE = [1, 2, 4] as const;
const IMPULSE_MACH = [0.2, 0.35, 0.7, 1.0, 5.2] as const;
/** ī at R̄ 1, 2, 4 by the Mach numbers above; ∝ 1/R̄ beyond 4 and, as an extrapolation, below 1. */
const BST_IMPULSE: readonly (readonly number[])[] = [
  [0.0189, 0.0094, 0.0047],
  [0.0266, 0.0129, 0.0066],
  [0.0299, 0.0148, 0.0075],
  [0.03, 0.0155, 0.0077],
  [0.0333, 0.0166, 0.0082],
];

/** Scaled overpressure P̄ at R̄ for a flame Mach number (log-log in R̄ and Mach; flat below R̄ .15, ∝ 1/R̄ above 8). */
export function bstScaledPressure(mach: number, scaledDistance: number): number {
  const r = Math.min(8, scaledDistance);
  const far = scaledDistance > 8 ? 8 / scaledDistance : 1;
  const rows = BST_PRESSURE.map((row) => interpolateLogLog(R_PRESSURE, row.p, r));
  return (
    far *
    interpolateLogLog(
      BST_PRESSURE.map((row) => row.mach),
      rows,
      mach,
    )
  );
}

function bstScaledImpulse(mach: number, scaledDistance: number): number {
  const r = Math.min(4, Math.max(1, scaledDistance));
  const rows = BST_IMPULSE.map((row) => interpolateLogLog(R_IMPULSE, row, r));
  return (r / scaledDistance) * interpolateLogLog(IMPULSE_MACH, rows, mach);
}

/**
 * Baker-Strehlow-Tang vapour cloud explosion: E = factor·m·ΔHc, R̄ = r(P₀/E)^⅓, ΔP = P₀·P̄, i = ī·E^⅓P₀^⅔/a₀ (a₀ = 340).
 *
 * Range: flame Mach .2-5.2, R̄ ≤ 80; flagged as extrapolated: impulse below R̄ = 1, pressure below .15 (flat) and beyond 8 (∝ 1/R̄).
 * @returns side-on overpressure kPa and positive impulse Pa·s
 */
export function bakerStrehlowTang(x: {
  readonly massKg: number;
  readonly heatOfCombustionJKg: number;
  readonly flameMach: number;
  readonly distanceM: number;
  /** 2 for a cloud on the ground (default). */
  readonly groundFactor?: number;
  readonly ambientPressurePa?: number;
}): Outcome<{ overpressureKpa: number; impulsePaS: number; scaledDistance: number }> {
  const p0 = x.ambientPressurePa ?? ATMOSPHERE_PA;
  const bad = firstOutOfRange(
    positive('massKg', x.massKg, 1e8),
    between('heatOfCombustionJKg', x.heatOfCombustionJKg, [1e6, 2e8]),
    between('flameMach', x.flameMach, [0.2, 5.2]),
    positive('distanceM', x.distanceM, 1e5),
    between('groundFactor', x.groundFactor ?? 2, [1, 2]),
    between('ambientPressurePa', p0, [5e4, 1.2e5]),
  );
  if (bad) return bad;
  const energyJ = (x.groundFactor ?? 2) * x.massKg * x.heatOfCombustionJKg;
  const scaledDistance = x.distanceM * (p0 / energyJ) ** (1 / 3);
  if (scaledDistance > 80) return refused('bst.too_far', { field: 'scaledDistance', value: scaledDistance, max: 80 });
  const notes: Note[] = [];
  if (scaledDistance < 1) notes.push({ code: 'bst.impulse_extrapolated', params: { scaledDistance } });
  if (scaledDistance < 0.15 || scaledDistance > 8)
    notes.push({ code: 'bst.pressure_extrapolated', params: { scaledDistance } });
  const impulsePaS =
    (bstScaledImpulse(x.flameMach, scaledDistance) * energyJ ** (1 / 3) * p0 ** (2 / 3)) / SOUND_SPEED_M_S;
  return computed(
    { overpressureKpa: (p0 * bstScaledPressure(x.flameMach, scaledDistance)) / 1000, impulsePaS, scaledDistance },
    notes,
  );
}

/** 3-D flame Mach number by reactivity and congestion; DDT is the detonation row 5.2 (from memory; medium/medium read). */
export const FLAME_MACH_3D = {
  low: { low: 0.026, medium: 0.23, high: 0.34 },
  medium: { low: 0.037, medium: 0.44, high: 0.5 },
  high: { low: 0.14, medium: 0.59, high: 5.2 },
} as const;
