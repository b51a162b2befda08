/**
 * Piecewise linear interpolation on rising abscissae; flat outside the ends.
 * @param xs rising abscissae, at least one @param ys ordinates of the same length
 */
export function interpolateLinear(xs: readonly number[], ys: readonly number[], x: number): number {
  const last = xs.length - 1;
  if (x <= (xs[0] ?? Number.NaN)) return ys[0] ?? Number.NaN;
  for (let i = 1; i <= last; i++) {
    const x1 = xs[i] ?? Number.NaN;
    if (x > x1) continue;
    const x0 = xs[i - 1] ?? Number.NaN;
    const y0 = ys[i - 1] ?? Number.NaN;
    return y0 + (((ys[i] ?? Number.NaN) - y0) * (x - x0)) / (x1 - x0);
  }
  return ys[last] ?? Number.NaN;
}

/** Log-log interpolation (both axes positive), flat outside the ends. */
export function interpolateLogLog(xs: readonly number[], ys: readonly number[], x: number): number {
  return Math.exp(interpolateLinear(xs.map(Math.log), ys.map(Math.log), Math.log(x)));
}
