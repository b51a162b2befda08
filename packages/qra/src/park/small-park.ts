import { acceptancePark } from './acceptance.ts';
import type { GridSpec, Park, ParkVessel } from './types.ts';

/** A cut of the acceptance park for tests and examples: `count` vessels drawn evenly, everything else the same. */
export function smallPark(count: number): Park {
  const park = acceptancePark();
  const every = Math.floor(park.vessels.length / count);
  return { ...park, id: `small-${count}`, vessels: park.vessels.filter((_, i) => i % every === 0).slice(0, count) };
}

/** The acceptance park's square at a step. */
export const squareGrid = (stepM: number, sideM = 5000): GridSpec => ({
  originXM: 0,
  originYM: 0,
  widthM: sideM,
  heightM: sideM,
  stepM,
});

/** Turn a park by a quarter turn counter-clockwise about the centre of its square, wind and people with it. */
export function quarterTurn(park: Park, sideM = 5000): Park {
  const turn = <T extends { readonly xM: number; readonly yM: number }>(p: T): T => ({
    ...p,
    xM: sideM - p.yM,
    yM: p.xM,
  });
  const sectors = park.weather[0]?.sectorShare.length ?? 16;
  return {
    ...park,
    vessels: park.vessels.map((v): ParkVessel => turn(v)),
    population: park.population.map(turn),
    targets: park.targets.map(turn),
    // Wind from sector s (clockwise) comes from s − a quarter after a counter-clockwise turn.
    weather: park.weather.map((w) => ({
      ...w,
      sectorShare: w.sectorShare.map((_, s) => w.sectorShare[(s + sectors / 4) % sectors] ?? 0),
    })),
  };
}
