/**
 * Britter & McQuaid's correlations as data: HSE Contract Research Report 17/1988, transcribed through GasDispersion.jl and
 * CCPS 1999. Each row: a concentration ratio C/C₀ and the piecewise linear β(α) = slope·α + intercept up to `alphaMax`.
 */
export type BetaSegment = { readonly alphaMax: number; readonly slope: number; readonly intercept: number };
/** One row of a correlation. */
export type BetaRow = { readonly ratio: number; readonly segments: readonly BetaSegment[] };

const seg = (alphaMax: number, slope: number, intercept: number): BetaSegment => ({ alphaMax, slope, intercept });
const END = Number.POSITIVE_INFINITY;

/** Continuous releases; the fits end at α = 1, above that they are extrapolated and flagged. */
export const CONTINUOUS_ROWS: readonly BetaRow[] = [
  { ratio: 0.1, segments: [seg(-0.55, 0, 1.75), seg(-0.14, 0.24, 1.88), seg(END, -0.5, 1.78)] },
  { ratio: 0.05, segments: [seg(-0.68, 0, 1.92), seg(-0.29, 0.36, 2.16), seg(-0.18, 0, 2.06), seg(END, -0.56, 1.96)] },
  { ratio: 0.02, segments: [seg(-0.69, 0, 2.08), seg(-0.31, 0.45, 2.39), seg(-0.16, 0, 2.25), seg(END, -0.54, 2.16)] },
  { ratio: 0.01, segments: [seg(-0.7, 0, 2.25), seg(-0.29, 0.49, 2.59), seg(-0.2, 0, 2.45), seg(END, -0.52, 2.35)] },
  { ratio: 0.005, segments: [seg(-0.67, 0, 2.4), seg(-0.28, 0.59, 2.8), seg(-0.15, 0, 2.63), seg(END, -0.49, 2.56)] },
  { ratio: 0.002, segments: [seg(-0.69, 0, 2.6), seg(-0.25, 0.39, 2.87), seg(-0.13, 0, 2.77), seg(END, -0.5, 2.71)] },
];

/** Instantaneous releases. */
export const INSTANTANEOUS_ROWS: readonly BetaRow[] = [
  { ratio: 0.1, segments: [seg(-0.44, 0, 0.7), seg(0.43, 0.26, 0.81), seg(END, 0, 0.93)] },
  { ratio: 0.05, segments: [seg(-0.56, 0, 0.85), seg(0.31, 0.26, 1.0), seg(END, -0.12, 1.12)] },
  { ratio: 0.02, segments: [seg(-0.66, 0, 0.95), seg(0.32, 0.36, 1.19), seg(END, -0.26, 1.38)] },
  { ratio: 0.01, segments: [seg(-0.71, 0, 1.15), seg(0.37, 0.34, 1.39), seg(END, -0.38, 1.66)] },
  { ratio: 0.005, segments: [seg(-0.52, 0, 1.48), seg(0.24, 0.26, 1.62), seg(END, -0.3, 1.75)] },
  { ratio: 0.002, segments: [seg(0.27, 0, 1.83), seg(END, -0.32, 1.92)] },
  { ratio: 0.001, segments: [seg(-0.1, 0, 2.075), seg(END, -0.27, 2.05)] },
];

/** β of one row at α. */
export function betaOf(row: BetaRow, alpha: number): number {
  const segment = row.segments.find((s) => alpha <= s.alphaMax);
  return segment === undefined ? Number.NaN : segment.slope * alpha + segment.intercept;
}

/**
 * C/C₀ at β by linear interpolation of C against β between the rows; beyond the last point ∝ 10^(−2β) (x⁻²); before the
 * first point undefined: the near field has its own formula.
 */
export function ratioAtBeta(rows: readonly BetaRow[], alpha: number, beta: number): number | undefined {
  let prevBeta = Number.NaN;
  let prevRatio = Number.NaN;
  for (const row of rows) {
    const b = betaOf(row, alpha);
    if (beta <= b) {
      return Number.isNaN(prevBeta)
        ? undefined
        : prevRatio + ((row.ratio - prevRatio) * (beta - prevBeta)) / (b - prevBeta);
    }
    prevBeta = b;
    prevRatio = row.ratio;
  }
  return prevRatio * 10 ** (-2 * (beta - prevBeta));
}

/**
 * The curve C/C₀ against lg(x/length) of one α, made once for many distances: `near` before the first row, straight between the
 * rows, ∝ x⁻² beyond the last. The same figures as `ratioAtBeta`.
 */
export function ratioCurve(
  rows: readonly BetaRow[],
  alpha: number,
  near: (scaled: number) => number,
): (scaled: number) => number {
  const beta = Float64Array.from(rows, (r) => betaOf(r, alpha) * Math.LN10);
  const ratio = Float64Array.from(rows, (r) => r.ratio);
  const last = rows.length - 1;
  const slope = Float64Array.from(
    rows,
    (_, i) => ((ratio[i + 1] ?? 0) - (ratio[i] ?? 0)) / ((beta[i + 1] ?? 0) - (beta[i] ?? 0)),
  );
  const farScaled = Math.exp(beta[last] ?? 0);
  const far = (ratio[last] ?? 0) * farScaled * farScaled;
  const firstScaled = Math.exp(beta[0] ?? 0);
  return (scaled) => {
    if (scaled <= firstScaled) return near(scaled);
    if (scaled > farScaled) return far / (scaled * scaled);
    const b = Math.log(scaled);
    let i = 0;
    while (i < last - 1 && b > (beta[i + 1] ?? 0)) i++;
    return (ratio[i] ?? 0) + (slope[i] ?? 0) * (b - (beta[i] ?? 0));
  };
}
