/** A corner in shares of the plan. */
export type Corner = [number, number];

const clamp = (n: number) => Math.min(1, Math.max(0, n));
/** A corner inside the plan, to a ten-thousandth: finer than a pixel. */
export const corner = (x: number, y: number): Corner => [
  Math.round(clamp(x) * 1e4) / 1e4,
  Math.round(clamp(y) * 1e4) / 1e4,
];

/**
 * Snap a corner: to a corner of another area within reach, else level or plumb with the corner before it.
 * @param reach share of the plan's width
 */
export function snap(
  at: Corner,
  to: readonly Corner[],
  options: { reach: number; before?: Corner | undefined },
): Corner {
  const near = to
    .map((c) => ({ c, d: Math.hypot(c[0] - at[0], c[1] - at[1]) }))
    .filter(({ d }) => d < options.reach)
    .toSorted((a, b) => a.d - b.d)[0];
  if (near) return [...near.c];
  const before = options.before;
  if (!before) return at;
  if (Math.abs(before[0] - at[0]) < options.reach / 2) return [before[0], at[1]];
  if (Math.abs(before[1] - at[1]) < options.reach / 2) return [at[0], before[1]];
  return at;
}

/** A place for the label: the mean of the corners. */
export const middle = (p: readonly Corner[]): Corner => {
  const n = Math.max(1, p.length);
  return [p.reduce((s, c) => s + c[0], 0) / n, p.reduce((s, c) => s + c[1], 0) / n];
};
