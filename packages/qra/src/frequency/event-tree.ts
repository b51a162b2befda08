import { between, computed, firstOutOfRange, type Outcome } from '../result.ts';

/** One end of an event tree. */
export type Branch = { readonly outcome: string; readonly probability: number };

/**
 * Ends of a sequence of yes/no questions asked until the first yes: p₁, (1−p₁)p₂, …, Π(1−pᵢ). The last end is "none of them".
 * The ends sum to 1 (held by a test).
 */
export function sequentialBranches(probabilities: readonly number[]): Outcome<readonly number[]> {
  const bad = firstOutOfRange(...probabilities.map((p, i) => between(`p[${i}]`, p, [0, 1])));
  if (bad) return bad;
  const ends: number[] = [];
  let left = 1;
  for (const p of probabilities) {
    ends.push(left * p);
    left *= 1 - p;
  }
  return computed([...ends, left]);
}

/** Questions of the release tree and their probabilities. */
export type ReleaseTree = {
  readonly immediateIgnition: number;
  readonly delayedIgnition: number;
  /** Share of the delayed ignitions that explode. */
  readonly explosionShare: number;
  /** Share of an immediate ignition that is a fireball (instantaneous pressurised releases), else jet or pool fire. */
  readonly fireballShare: number;
  readonly toxic: boolean;
};

/**
 * Release → immediate ignition (fireball / direct fire) → delayed ignition (explosion / flash) → toxic cloud or nothing.
 * The order is the Purple Book's; the branches sum to 1.
 */
export function releaseTree(t: ReleaseTree): Outcome<readonly Branch[]> {
  const ends = sequentialBranches([t.immediateIgnition, t.delayedIgnition]);
  if (!ends.ok) return ends;
  const bad = firstOutOfRange(
    between('explosionShare', t.explosionShare, [0, 1]),
    between('fireballShare', t.fireballShare, [0, 1]),
  );
  if (bad) return bad;
  const [immediate = 0, delayed = 0, none = 0] = ends.value;
  return computed([
    { outcome: 'fireball', probability: immediate * t.fireballShare },
    { outcome: 'direct-fire', probability: immediate * (1 - t.fireballShare) },
    { outcome: 'explosion', probability: delayed * t.explosionShare },
    { outcome: 'flash-fire', probability: delayed * (1 - t.explosionShare) },
    { outcome: t.toxic ? 'toxic' : 'none', probability: none },
  ]);
}
