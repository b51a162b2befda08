const FIRST_MS = 2_000;
const LAST_MS = 300_000;

/**
 * How long to wait after the n-th failure in a row: 2 s doubling to 5 min, each with up to half of it in jitter, so that a thousand phones do not
 * come back in the same second when a mast does.
 * @param failures 1 or more
 * @param random in [0, 1)
 * @param atLeastMs what the server asked for
 */
export function backoffMs(failures: number, random: number, atLeastMs = 0): number {
  const full = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.max(atLeastMs, Math.round(full * (0.5 + random / 2)));
}
