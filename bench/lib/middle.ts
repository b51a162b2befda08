/** The middle one of some runs, ordered by a figure; the upper of two. Throws when there are none. */
export function middle<T>(runs: readonly T[], by: (run: T) => number): T {
  const run = runs.toSorted((a, b) => by(a) - by(b))[Math.floor(runs.length / 2)];
  if (run === undefined) throw new Error('no runs');
  return run;
}
