/** Levels of the GB/T 2260 tree; a township has 9 digits (statistical code). */
export const REGION_LEVELS = ['province', 'city', 'county', 'township'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

/**
 * The level of a division code.
 * @param code 6 digits, or 9 for a township
 * @returns null when the code has neither shape
 */
export function regionLevel(code: string): RegionLevel | null {
  if (/^\d{9}$/.test(code)) return 'township';
  if (!/^\d{6}$/.test(code)) return null;
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}

/** The code one level up, or null above a province (or for a code of no shape). 419001 济源 stands under the synthetic city 419000. */
export function parentRegion(code: string): string | null {
  switch (regionLevel(code)) {
    case 'township':
      return code.slice(0, 6);
    case 'county':
      return `${code.slice(0, 4)}00`;
    case 'city':
      return `${code.slice(0, 2)}0000`;
    default:
      return null;
  }
}

/**
 * The half-open range [lo, hi) of county codes that a region covers, as plain byte-wise strings of 6 digits: a province
 * [410000, 420000), a city [410100, 410200), a county [code, code + 1). A township has the range of its county.
 * @throws {RangeError} when the code has no level: codes are checked at the edge
 */
export function regionRange(code: string): { readonly lo: string; readonly hi: string } {
  const six = code.slice(0, 6);
  const step = { province: 10_000, city: 100, county: 1, township: 1 };
  const level = regionLevel(code);
  if (level === null) throw new RangeError(`not a division code: ${code}`);
  return { lo: six, hi: String(Number(six) + step[level]).padStart(6, '0') };
}

/** The regions above a code, nearest first: township → county → city → province. Empty above a province. */
export function regionAncestors(code: string): readonly string[] {
  const parent = parentRegion(code);
  return parent === null ? [] : [parent, ...regionAncestors(parent)];
}

/** Whether `inner` lies within (or is) `outer`. A township covers only itself, though its range is its county's. */
export const regionCovers = (outer: string, inner: string): boolean =>
  outer === inner || regionAncestors(inner).includes(outer);
