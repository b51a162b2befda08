import { bisect } from './bisect.ts';

/** Nothing is looked for farther than this, m: a reach of as much means "at least". */
const FARTHEST_M = 20_000;

/** Where a function that falls with distance crosses zero, from `from` to 20 km; 0 when it is not above even there. */
export function lastAbove(f: (m: number) => number, from: number): number {
  if (f(from) <= 0) return 0;
  let far = Math.max(1, 2 * from);
  while (far < FARTHEST_M && f(far) > 0) far *= 2;
  return far >= FARTHEST_M ? FARTHEST_M : bisect(f, Math.max(far / 2, from), far);
}
