import type { ToxicProbit } from '../vulnerability/toxic.ts';
import type { Substance } from './types.ts';

/** Where values not named otherwise come from. */
const HANDBOOK = { certainty: 'memory', source: 'general handbooks (Perry, CRC, Yaws), not re-read' } as const;
const PURPLE_BOOK = {
  certainty: 'memory',
  source: 'CPR 18E Purple Book table 5.2; form read, values from memory',
} as const;

/** A toxic probit of the Purple Book: C in mg/m³, t in min ≤ 30. */
export const purpleBook = (a: number, b: number, n: number): ToxicProbit => ({ a, b, n, unit: 'mg/m3' });

/** Provenance of a burning rate that was read in a source. */
export const readBurningRate = {
  burningRateKgM2S: { certainty: 'read', source: 'reference §1.6 (Order 404)' },
} as const;

type Properties = Omit<Substance, 'id' | 'nameZh' | 'nameEn' | 'cas' | 'provenance'> &
  Partial<Pick<Substance, 'provenance'>>;

/** One row of the library with its provenance filled in. */
export function substance(
  id: string,
  nameZh: string,
  nameEn: string,
  ...rest: readonly [cas: string, p: Properties]
): Substance {
  const [cas, p] = rest;
  return {
    id,
    nameZh,
    nameEn,
    cas,
    ...p,
    provenance: {
      default: HANDBOOK,
      cas: { certainty: 'derived', source: 'check digit recomputed' },
      ...(p.toxicProbit === undefined ? {} : { toxicProbit: PURPLE_BOOK }),
      ...p.provenance,
    },
  };
}
