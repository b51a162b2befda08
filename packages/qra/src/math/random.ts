/**
 * A small seeded generator (mulberry32 seeded through a 32-bit mix), so that generators and Monte Carlo give the same bits
 * on every machine. Period 2³²: one stream serves at most some 10⁸ draws; the Monte Carlo uses one stream a block.
 */
export type Random = () => number;

/** Mix two 32-bit integers into a well spread 32-bit seed (murmur3 finaliser). */
export function mixSeed(seed: number, stream: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A stream of numbers in [0, 1), fixed by `seed` and `stream`. */
export function seededRandom(seed: number, stream = 0): Random {
  let state = mixSeed(seed, stream);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
