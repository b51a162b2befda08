import type { GridSpec, Park, WeatherClass } from '../park/types.ts';
import { SOCIETAL_FACTORS, VCE_LETHALITY } from '../vulnerability/probit.ts';
import { type Angular, makeAngular } from './angular.ts';
import { type Directions, makeDirections } from './deaths.ts';
import { type Exposure, makePeople } from './people.ts';
import { MAX_RINGS, NODES, travelShares } from './polar-grid.ts';
import { type RoseTurns, roseTurns } from './rose.ts';
import { makeSurroundings, type Surroundings } from './surroundings.ts';

/** What a thread keeps between vessels: scratch tables and the park laid out as arrays. */
export type Workbench = {
  readonly sectors: number;
  readonly angular: Angular;
  /** Sums over the effects of one weather, frequency included: the rose is applied once. */
  readonly sum: Angular;
  readonly dominoSum: Angular;
  readonly table: Float64Array;
  readonly dominoTable: Float64Array;
  readonly directions: Directions;
  readonly around: Surroundings;
  readonly shares: readonly Float64Array[];
  readonly turns: readonly RoseTurns[];
  readonly weather: readonly WeatherClass[];
  readonly dayShare: number;
  readonly society: {
    readonly heat: Exposure;
    readonly toxic: Exposure;
    readonly certain: Exposure;
    readonly collapse: Exposure;
  };
  /** Distance from a vessel to the farthest place that is asked about. */
  readonly farthestM: (xM: number, yM: number) => number;
};

/** Corners of all that is asked about: the grid, people, targets. */
function extent(park: Park, grid: GridSpec): readonly (readonly [number, number])[] {
  const places = [...park.population, ...park.targets];
  const x = places.reduce((m, p) => [Math.min(m[0], p.xM), Math.max(m[1], p.xM)] as const, [
    grid.originXM,
    grid.originXM + grid.widthM,
  ] as const);
  const y = places.reduce((m, p) => [Math.min(m[0], p.yM), Math.max(m[1], p.yM)] as const, [
    grid.originYM,
    grid.originYM + grid.heightM,
  ] as const);
  return [
    [x[0], y[0]],
    [x[0], y[1]],
    [x[1], y[0]],
    [x[1], y[1]],
  ];
}

/** Make the scratch of a park; one a thread. */
export function makeWorkbench(park: Park, grid: GridSpec): Workbench {
  const sectors = park.weather[0]?.sectorShare.length ?? 16;
  const same = { outdoors: 1, indoors: 1 };
  const aqt = park.settings.societalVulnerability === 'aqt3046';
  const corners = extent(park, grid);
  return {
    sectors,
    angular: makeAngular(sectors),
    sum: makeAngular(sectors),
    dominoSum: makeAngular(sectors),
    table: new Float64Array(MAX_RINGS * NODES * sectors),
    dominoTable: new Float64Array(MAX_RINGS * NODES * sectors),
    directions: makeDirections(sectors, park.settings.directionsPerSector),
    around: makeSurroundings(makePeople(park.population)),
    shares: park.weather.map((w) => travelShares(w.sectorShare)),
    turns: park.weather.map((w) => roseTurns(travelShares(w.sectorShare))),
    weather: park.weather,
    dayShare: park.weather.reduce((sum, w) => sum + w.dayShare * w.sectorShare.reduce((a, p) => a + p, 0), 0),
    society: {
      heat: aqt ? { outdoors: SOCIETAL_FACTORS.heatOutdoors, indoors: SOCIETAL_FACTORS.heatIndoors } : same,
      toxic: aqt ? { outdoors: 1, indoors: SOCIETAL_FACTORS.toxicIndoors } : same,
      certain: same,
      collapse: { outdoors: 0, indoors: aqt ? VCE_LETHALITY.indoorShare : 0 },
    },
    farthestM: (xM, yM) => corners.reduce((m, [x, y]) => Math.max(m, Math.hypot(x - xM, y - yM)), 0),
  };
}
