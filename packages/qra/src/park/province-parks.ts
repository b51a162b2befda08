import { seededRandom } from '../math/random.ts';
import { acceptancePark, type Family } from './acceptance.ts';
import type { Park } from './types.ts';

const tank = (substances: readonly string[], share: number): Family => ({
  share,
  kind: 'atmospheric',
  frequencyKind: 'atmospheric-single',
  substances,
  volumeM3: [200, 10_000],
  pressureMPa: [0.101325, 0.101325],
});
const liquefied = (substances: readonly string[], share: number, volumeM3: readonly [number, number]): Family => ({
  share,
  kind: 'pressurised',
  frequencyKind: 'pressure-storage',
  substances,
  volumeM3,
  pressureMPa: [0.6, 1.6],
});
const process = (substances: readonly string[], share: number, kind: 'small' | 'elongated'): Family => ({
  share,
  kind,
  frequencyKind: 'process-vessel',
  substances,
  volumeM3: [5, 150],
  pressureMPa: [0.2, 1.2],
});

/** Trades of a province's chemical sites as mixes of vessels; invented shares. */
export const SITE_TRADES: Readonly<Record<string, readonly Family[]>> = {
  'coal-chemical': [
    tank(['methanol', 'benzene', 'acetic-acid'], 0.45),
    liquefied(['ammonia', 'dimethyl-ether'], 0.2, [50, 2000]),
    liquefied(['hydrogen-sulphide', 'sulphur-dioxide'], 0.1, [10, 80]),
    process(['methanol', 'carbon-disulphide'], 0.25, 'elongated'),
  ],
  'chlor-alkali': [
    liquefied(['chlorine', 'hydrogen-chloride'], 0.35, [10, 60]),
    liquefied(['vinyl-chloride'], 0.2, [100, 1000]),
    tank(['epichlorohydrin', 'chlorobenzene'], 0.25),
    process(['vinyl-chloride', 'chlorobenzene'], 0.2, 'small'),
  ],
  fluorine: [
    liquefied(['hydrogen-fluoride'], 0.4, [10, 100]),
    liquefied(['chlorine', 'hydrogen-chloride'], 0.25, [10, 60]),
    tank(['methanol', 'toluene'], 0.35),
  ],
  petrochemical: [
    tank(['petrol', 'benzene', 'xylene', 'styrene'], 0.5),
    liquefied(['lpg', 'propylene', 'butadiene', 'ethylene'], 0.3, [100, 3000]),
    process(['propylene', 'n-hexane', 'butadiene'], 0.2, 'elongated'),
  ],
  pharmaceutical: [
    tank(['ethanol', 'acetone', 'toluene', 'ethyl-acetate', 'isopropanol'], 0.55),
    liquefied(['ammonia', 'chlorine', 'methylamine'], 0.15, [5, 60]),
    process(['methanol', 'toluene', 'triethylamine', 'dimethylformamide'], 0.3, 'small'),
  ],
  fertiliser: [
    liquefied(['ammonia'], 0.4, [100, 2000]),
    tank(['methanol', 'formaldehyde'], 0.35),
    process(['ammonia', 'methanol'], 0.25, 'elongated'),
  ],
};

/**
 * A province's 27 chemical sites: 8 parks of 240-400 vessels and 19 clusters of 60-160, each of one trade. All of it is invented;
 * the same seed gives the same sites.
 */
export function provinceParks(seed = 20_260_127): readonly Park[] {
  const random = seededRandom(seed);
  const trades = Object.entries(SITE_TRADES);
  return Array.from({ length: 27 }, (_, i): Park => {
    const whole = i < 8;
    const vessels = whole ? 240 + Math.floor(161 * random()) : 60 + Math.floor(101 * random());
    const [trade, families] = trades[i % trades.length] ?? ['', []];
    const park = acceptancePark({
      seed: seed + i,
      families,
      vessels,
      enterprises: Math.ceil(vessels / 14),
      people: whole ? 90_000 : 30_000,
    });
    return { ...park, id: `${whole ? 'park' : 'cluster'}-${i + 1}-${trade}` };
  });
}
