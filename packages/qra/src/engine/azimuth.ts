const ATAN_1 = 0.99997726;
const ATAN_3 = -0.33262347;
const ATAN_5 = 0.19354346;
const ATAN_7 = -0.11643287;
const ATAN_9 = 0.05265332;
const ATAN_11 = -0.0117212;

/** Azimuth to 1e-5 rad (0.0006°), much finer than any table's nodes: 0-2π from the south, counter-clockwise (see polar-grid). */
export function azimuthFromSouth(dx: number, dy: number): number {
  // Turned by 90°: south is 0, east is π/2.
  const c = -dy;
  const s = dx;
  const ac = Math.abs(c);
  const as = Math.abs(s);
  const q = Math.min(ac, as) / (Math.max(ac, as) + 1e-30);
  const q2 = q * q;
  let a = q * (ATAN_1 + q2 * (ATAN_3 + q2 * (ATAN_5 + q2 * (ATAN_7 + q2 * (ATAN_9 + q2 * ATAN_11)))));
  if (as > ac) a = Math.PI / 2 - a;
  if (c < 0) a = Math.PI - a;
  return s < 0 ? 2 * Math.PI - a : a;
}
