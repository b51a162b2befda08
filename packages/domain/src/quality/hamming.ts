const HASH = /^[0-9a-f]{16}$/i;

/** Set bits of a number in [0, 2³²). */
function ones(n: number): number {
  let [rest, count] = [n >>> 0, 0];
  for (; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * In how many of their 64 bits two perceptual hashes differ, [0, 64]; each is 16 hexadecimal digits.
 * @throws {RangeError} for anything else: hashes are checked at the edge
 */
export function hamming(a: string, b: string): number {
  if (!HASH.test(a) || !HASH.test(b)) throw new RangeError(`not two 64-bit hashes: ${a} ${b}`);
  const half = (h: string, from: number) => Number.parseInt(h.slice(from, from + 8), 16);
  return ones(half(a, 0) ^ half(b, 0)) + ones(half(a, 8) ^ half(b, 8));
}
