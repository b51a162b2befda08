/**
 * Root of a function that changes sign on [low, high], by bisection to the last bits (at most 200 halvings).
 * Deterministic; the caller guarantees the change of sign (a bug otherwise, so it throws).
 */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  let lo = low;
  let hi = high;
  const flo = f(lo);
  if (flo === 0) return lo;
  if (f(hi) === 0) return hi;
  if (flo > 0 === f(hi) > 0) throw new RangeError(`bisect: no change of sign on [${low}, ${high}]`);
  for (let i = 0; i < 200; i++) {
    const mid = (lo + hi) / 2;
    if (mid === lo || mid === hi) return mid;
    const v = f(mid);
    if (v === 0) return mid;
    if (v > 0 === flo > 0) lo = mid;
    else hi = mid;
  }
  return (lo + hi) / 2;
}
