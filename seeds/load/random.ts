/** A source of deterministic randomness: the same seed and path give the same data on every machine. For invented data only. */
export type Random = {
  /** [0, 1) */
  next(): number;
  /** Integer in [from, to], both included. */
  int(from: number, to: number): number;
  /** True with this probability. */
  chance(p: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** An item by weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  /** Normal deviate (Box-Muller). */
  normal(mean: number, sd: number): number;
  /** `n` different items, in the order of the list. */
  sample<T>(list: readonly T[], n: number): T[];
  /** A UUIDv7 of this instant with the stream's own random bits. */
  uuid(atMs: number): string;
};

/** xoshiro128** seeded by splitmix32 over the parts, e.g. `random(7, 'enterprise', 4711)`. */
export function random(...parts: readonly (string | number)[]): Random {
  const s = seedOf(parts.join('/'));
  const bits = (): number => {
    const r = Math.imul(rotl(Math.imul(s[1] ?? 0, 5), 7), 9) >>> 0;
    const t = (s[1] ?? 0) << 9;
    s[2] = (s[2] ?? 0) ^ (s[0] ?? 0);
    s[3] = (s[3] ?? 0) ^ (s[1] ?? 0);
    s[1] = (s[1] ?? 0) ^ (s[2] ?? 0);
    s[0] = (s[0] ?? 0) ^ (s[3] ?? 0);
    s[2] = (s[2] ?? 0) ^ t;
    s[3] = rotl(s[3] ?? 0, 11);
    return r;
  };
  const next = () => bits() / 2 ** 32;
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const item = list[int(0, list.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  return {
    next,
    int,
    pick,
    chance: (p) => next() < p,
    weighted: (list) => {
      let at = next() * list.reduce((sum, [, w]) => sum + w, 0);
      for (const [item, w] of list) {
        at -= w;
        if (at < 0) return item;
      }
      return pick(list)[0];
    },
    normal: (mean, sd) => mean + sd * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    sample: (list, n) => {
      let need = Math.min(n, list.length);
      return list.filter((_, i) => {
        const take = next() < need / (list.length - i);
        if (take) need -= 1;
        return take;
      });
    },
    uuid: (atMs) => {
      const at = Math.max(0, Math.floor(atMs));
      const [high, low] = [Math.floor(at / 0x10000), at % 0x10000];
      const variant = 0x8 | (bits() & 3);
      const [a, b, c, d] = [bits(), bits(), bits(), bits()];
      return `${hex32(high)}-${hex16(low)}-${hex16(0x7000 | (a >>> 20))}-${hex16((variant << 12) | (b >>> 20))}-${hex32(c)}${hex16(d >>> 16)}`;
    },
  };
}

const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));
const hex16 = (n: number): string => `${HEX[n >>> 8]}${HEX[n & 0xff]}`;
const hex32 = (n: number): string => hex16(n >>> 16) + hex16(n & 0xffff);
const rotl = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

function seedOf(text: string): Int32Array {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  const out = new Int32Array(4);
  for (let i = 0; i < 4; i += 1) {
    h = (h + 0x9e3779b9) | 0;
    let z = h;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    out[i] = z ^ (z >>> 15);
  }
  return out;
}
