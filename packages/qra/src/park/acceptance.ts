import type { VesselKind } from '../domino/vessel-damage.ts';
import type { VesselFrequencyKind } from '../frequency/base-frequencies.ts';
import { type Random, seededRandom } from '../math/random.ts';
import { findSubstance } from '../substance/library.ts';
import { DEFAULT_SETTINGS, type Park, type ParkVessel, type PopulationPoint, type WeatherClass } from './types.ts';
import { vesselRadiusM } from './validate.ts';

/** The acceptance set of the reference §6, invented throughout and labelled so. `factor` 4 or 16 makes larger parks at the same density. */
export type AcceptanceOptions = {
  readonly seed?: number;
  readonly factor?: number;
  /** Another mix of vessels, number of enterprises and vessels, people (all before the factor). */
  readonly families?: readonly Family[];
  readonly enterprises?: number;
  readonly vessels?: number;
  readonly people?: number;
};

/** One family of vessels of a generated park. Shares of a park's families sum to 1. */
export type Family = {
  readonly share: number;
  readonly kind: VesselKind;
  readonly frequencyKind: VesselFrequencyKind;
  readonly substances: readonly string[];
  readonly volumeM3: readonly [number, number];
  readonly pressureMPa: readonly [number, number];
};

const FAMILIES: readonly Family[] = [
  {
    share: 0.35,
    kind: 'atmospheric',
    frequencyKind: 'atmospheric-single',
    substances: ['petrol', 'methanol', 'benzene'],
    volumeM3: [500, 20_000],
    pressureMPa: [0.101325, 0.101325],
  },
  {
    share: 0.2,
    kind: 'pressurised',
    frequencyKind: 'pressure-storage',
    substances: ['lpg', 'propylene', 'butadiene'],
    volumeM3: [100, 3000],
    pressureMPa: [0.8, 1.8],
  },
  {
    share: 0.1,
    kind: 'pressurised',
    frequencyKind: 'pressure-storage',
    substances: ['ammonia'],
    volumeM3: [50, 2000],
    pressureMPa: [0.9, 1.5],
  },
  {
    share: 0.08,
    kind: 'pressurised',
    frequencyKind: 'pressure-storage',
    substances: ['chlorine'],
    volumeM3: [4.1, 41],
    pressureMPa: [0.7, 1],
  },
  {
    share: 0.07,
    kind: 'pressurised',
    frequencyKind: 'pressure-storage',
    substances: ['hydrogen-fluoride', 'hydrogen-chloride', 'sulphur-dioxide', 'hydrogen-sulphide'],
    volumeM3: [10, 100],
    pressureMPa: [0.3, 1.5],
  },
  {
    share: 0.1,
    kind: 'small',
    frequencyKind: 'process-vessel',
    substances: ['methanol', 'toluene', 'benzene'],
    volumeM3: [5, 60],
    pressureMPa: [0.2, 0.8],
  },
  {
    share: 0.1,
    kind: 'elongated',
    frequencyKind: 'process-vessel',
    substances: ['propylene', 'n-hexane', 'butadiene'],
    volumeM3: [20, 300],
    pressureMPa: [0.3, 1.6],
  },
];

/** The weathers of the set: Pasquill class, wind, share of the year, share of its hours that are day. */
const WEATHERS = [
  ['B', 3, 0.15, 0.95],
  ['D', 1.5, 0.12, 0.5],
  ['D', 5, 0.33, 0.55],
  ['D', 9, 0.12, 0.6],
  ['E', 5, 0.1, 0.05],
  ['F', 1.5, 0.18, 0.05],
] as const;

/** Sixteen sectors with one prevailing quadrant (north-east, 45 ± 45°). */
function rose(share: number): readonly number[] {
  const raw = Array.from({ length: 16 }, (_, s) => 1 + 2.5 * Math.max(0, Math.cos(((s - 2) * Math.PI) / 8)) ** 2);
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((r) => (share * r) / sum);
}

/** Weather of the acceptance park. */
export const acceptanceWeather = (): readonly WeatherClass[] =>
  WEATHERS.map(([stability, windSpeedMS, share, dayShare]) => ({
    stability,
    windSpeedMS,
    dayShare,
    sectorShare: rose(share),
  }));

const between = (random: Random, [low, high]: readonly [number, number]): number => low + (high - low) * random();
const logBetween = (random: Random, [low, high]: readonly [number, number]): number => low * (high / low) ** random();

/** Ambient, or for substances that boil below it stored warm enough to be a liquid under pressure: 293 K. */
function makeVessel(
  random: Random,
  family: Family,
  ...rest: readonly [id: string, enterpriseId: string, place: readonly [number, number]]
): ParkVessel {
  const [id, enterpriseId, [xM, yM]] = rest;
  const substance = family.substances[Math.floor(random() * family.substances.length)] ?? 'petrol';
  const volumeM3 = logBetween(random, family.volumeM3);
  const found = findSubstance(substance);
  const depth = 2 * vesselRadiusM(volumeM3);
  const warm = family.frequencyKind === 'process-vessel' && found.ok ? found.value.boilingTemperatureK + 30 : 293.15;
  return {
    id,
    enterpriseId,
    xM,
    yM,
    kind: family.kind,
    frequencyKind: family.frequencyKind,
    substance,
    volumeM3,
    fillFraction: 0.8,
    pressurePa: Math.max(101_325, between(random, family.pressureMPa) * 1e6),
    temperatureK: Math.max(293.15, Math.min(393, warm)),
    bundAreaM2: Math.max(20, Math.min(17_600, (1.1 * volumeM3) / Math.min(2, depth))),
  };
}

/** Vessels in an enterprise's plot, spread by rejection so that none stands on another. */
function placeVessels(
  random: Random,
  plot: { readonly x: number; readonly y: number; readonly side: number },
  count: number,
): readonly (readonly [number, number])[] {
  const places: (readonly [number, number])[] = [];
  let gap = plot.side / Math.sqrt(count) / 1.3;
  while (places.length < count) {
    const p = [plot.x + plot.side * random(), plot.y + plot.side * random()] as const;
    if (places.every(([x, y]) => Math.hypot(x - p[0], y - p[1]) >= gap)) places.push(p);
    else gap = Math.max(21, gap * 0.995);
  }
  return places;
}

/** Sizes of the enterprises: 8-20 vessels each, summing to the total. */
function enterpriseSizes(random: Random, enterprises: number, total: number): number[] {
  const sizes = Array.from({ length: enterprises }, () => 8 + Math.floor(13 * random()));
  let sum = sizes.reduce((a, b) => a + b, 0);
  for (let i = 0; sum !== total; i = (i + 1) % enterprises) {
    const size = sizes[i] ?? 8;
    const step = sum < total ? (size < 20 ? 1 : 0) : size > 8 ? -1 : 0;
    sizes[i] = size + step;
    sum += step;
  }
  return sizes;
}

/**
 * The acceptance park: 30 enterprises on plots of 200-400 m, 400 vessels in the reference's shares, 5 km × 5 km, six weathers,
 * 120 000 people on 100 m cells with three schools and a hospital. `factor` f multiplies area, enterprises, vessels and people.
 */
export function acceptancePark(options: AcceptanceOptions = {}): Park {
  const random = seededRandom(options.seed ?? 20_260_101);
  const factor = options.factor ?? 1;
  const sideM = 5000 * Math.sqrt(factor);
  const enterprises = (options.enterprises ?? 30) * factor;
  const total = (options.vessels ?? 400) * factor;
  const sizes = enterpriseSizes(random, enterprises, total);
  const kinds = (options.families ?? FAMILIES).flatMap((f) =>
    Array.from({ length: Math.round(f.share * total) }, () => f),
  );
  for (let i = kinds.length - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * random());
    const a = kinds[i];
    const b = kinds[j];
    if (a !== undefined && b !== undefined) [kinds[i], kinds[j]] = [b, a];
  }
  const vessels: ParkVessel[] = [];
  const across = Math.ceil(Math.sqrt(enterprises));
  const pitch = (0.6 * sideM) / across;
  for (const [e, size] of sizes.entries()) {
    const side = 200 + 200 * random();
    const x = 0.2 * sideM + (e % across) * pitch + random() * Math.max(1, pitch - side);
    const y = 0.2 * sideM + Math.floor(e / across) * pitch + random() * Math.max(1, pitch - side);
    for (const place of placeVessels(random, { x, y, side }, size)) {
      const family = kinds[vessels.length] ?? kinds[0];
      if (family !== undefined) vessels.push(makeVessel(random, family, `V${vessels.length + 1}`, `E${e + 1}`, place));
    }
  }
  return {
    id: `acceptance-${factor}`,
    vessels,
    weather: acceptanceWeather(),
    population: people(random, sideM, (options.people ?? 120_000) * factor),
    targets: targets(sideM),
    settings: DEFAULT_SETTINGS,
  };
}

function targets(sideM: number): Park['targets'] {
  return [
    { id: 'school-1', targetClass: 'high-sensitivity', xM: 0.08 * sideM, yM: 0.1 * sideM },
    { id: 'school-2', targetClass: 'high-sensitivity', xM: 0.92 * sideM, yM: 0.15 * sideM },
    { id: 'school-3', targetClass: 'high-sensitivity', xM: 0.1 * sideM, yM: 0.9 * sideM },
    { id: 'hospital', targetClass: 'high-sensitivity', xM: 0.94 * sideM, yM: 0.9 * sideM },
  ];
}

/** Residents outside the industrial middle, fewer of them by day; workers inside it by day. */
function people(random: Random, sideM: number, total: number): readonly PopulationPoint[] {
  const cells = Math.round(sideM / 100);
  const raw = Array.from({ length: cells * cells }, (_, i) => {
    const xM = (i % cells) * 100 + 50;
    const yM = Math.floor(i / cells) * 100 + 50;
    const inside = xM > 0.18 * sideM && xM < 0.82 * sideM && yM > 0.18 * sideM && yM < 0.82 * sideM;
    return { xM, yM, inside, weight: inside ? 0.15 * random() : random() ** 2 };
  });
  const sum = raw.reduce((a, c) => a + c.weight, 0);
  return raw.map((c) => ({
    xM: c.xM,
    yM: c.yM,
    day: ((c.inside ? 1.6 : 0.7) * c.weight * total) / sum,
    night: ((c.inside ? 0.3 : 1) * c.weight * total) / sum,
    indoorShareDay: 0.93,
    indoorShareNight: 0.99,
  }));
}
