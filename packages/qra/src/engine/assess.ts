import { gridSize } from '../park/grid-size.ts';
import type { GridSpec, Park, ParkVessel } from '../park/types.ts';
import { checkGrid, checkPark } from '../park/validate.ts';
import { computed, type Outcome } from '../result.ts';
import { judgeSocietal, type PlantState, type SocietalVerdict } from '../risk/criteria.ts';
import { FN_BINS, type FnPoint, fnCurve } from '../risk/societal.ts';
import { checkTargets, type TargetVerdict } from '../risk/target-check.ts';
import { findSubstance } from '../substance/library.ts';
import type { Substance } from '../substance/types.ts';
import { cumulativeRose } from './draw-steps.ts';
import { type VesselEffects, vesselEffects } from './effects.ts';
import { layVessel } from './lay.ts';
import { type Levels, levelsOf, raise } from './levels.ts';
import { travelShares } from './polar-grid.ts';
import { tableRiskAt } from './splat.ts';
import { buildVesselTables, type RiskTables, type TablePair, type VesselTables } from './vessel-tables.ts';
import { makeWorkbench, type Workbench } from './workbench.ts';

/** Vessels whose sum is kept as one partial grid: an edit redoes one group only. The order of sums is (groups of vessels in order). */
export const GROUP_SIZE = 10;

/** A risk grid. */
export type RiskGrid = GridSpec & { readonly columns: number; readonly rows: number; readonly values: Float64Array };

/** The substance of a checked vessel (a park is checked before anything runs; an unknown one here is a bug). */
export function substanceOf(v: ParkVessel): Substance {
  const found = findSubstance(v.substance);
  if (!found.ok) throw new RangeError(`unchecked substance ${v.substance}`);
  return found.value;
}

/** Base effects of a vessel in a park. */
export const effectsIn = (park: Park, v: ParkVessel): VesselEffects =>
  vesselEffects(v, substanceOf(v), park.settings, park.weather);

/** Build the tables of one vessel. */
export const tablesOf = (park: Park, bench: Workbench, v: ParkVessel): TablePair =>
  buildVesselTables(bench, v, substanceOf(v), effectsIn(park, v));

const roses = new WeakMap<Park['weather'], readonly Float64Array[]>();

/** Cumulative roses of a park's weathers, made once. */
function rosesOf(park: Park): readonly Float64Array[] {
  const known = roses.get(park.weather);
  if (known !== undefined) return known;
  const made = park.weather.map((w) => cumulativeRose(travelShares(w.sectorShare)));
  roses.set(park.weather, made);
  return made;
}

/** Add one group of vessels to a block of rows of all lattices (see `layVessel`). @returns the lattices that took something, one bit each */
export function groupSum(
  park: Park,
  tables: readonly (RiskTables | undefined)[],
  ...rest: readonly [
    group: number,
    levels: Levels,
    block: number,
    sums: Float64Array,
    start: number,
    scales?: Float64Array,
  ]
): number {
  const [group, levels, block, sums, start, scales] = rest;
  const sectors = park.weather[0]?.sectorShare.length ?? 16;
  const roses = rosesOf(park);
  const end = Math.min(park.vessels.length, (group + 1) * GROUP_SIZE);
  let touched = 0;
  for (let i = group * GROUP_SIZE; i < end; i++) {
    const v = park.vessels[i];
    const t = tables[i];
    const scale = scales === undefined ? 1 : (scales[i] ?? 0);
    if (v === undefined || t === undefined || scale === 0) continue;
    touched |= layVessel(t, { xM: v.xM, yM: v.yM, sectors, scale, roses }, levels, block, sums, start);
  }
  return touched;
}

/** Number of groups of a park. */
export const groupCount = (park: Park): number => Math.ceil(park.vessels.length / GROUP_SIZE);

/** Each vessel's part of the individual risk at a place, per year; `scales` multiplies them (domino tables take extra failures). */
export function contributionsAt(
  park: Park,
  tables: readonly RiskTables[],
  ...rest: readonly [xM: number, yM: number, scales?: Float64Array]
): Float64Array {
  const [xM, yM, scales] = rest;
  const sectors = park.weather[0]?.sectorShare.length ?? 16;
  const roses = rosesOf(park);
  return Float64Array.from(park.vessels, (v, i) => {
    const t = tables[i];
    const scale = scales === undefined ? 1 : (scales[i] ?? 0);
    return t === undefined || scale === 0 ? 0 : tableRiskAt(t, { xM: v.xM, yM: v.yM, sectors, scale, roses }, xM, yM);
  });
}

/** Individual risk at any place from the tables, per year, vessel by vessel in order. */
export function riskAt(park: Park, tables: readonly RiskTables[], ...rest: readonly [xM: number, yM: number]): number {
  return contributionsAt(park, tables, ...rest).reduce((sum, r) => sum + r, 0);
}

/** Society's figures from the vessels' tables, in vessel order. */
export type Societal = {
  readonly pllPerYear: number;
  readonly curve: readonly FnPoint[];
  readonly verdict: SocietalVerdict;
  /** PLL by vessel, same order as the park's. */
  readonly pllByVessel: Float64Array;
};

/** Sum the vessels' F-N histograms and PLL. */
export function societalOf(tables: readonly VesselTables[]): Societal {
  const histogram = new Float64Array(FN_BINS);
  const pllByVessel = Float64Array.from(tables, (t) => t.pllPerYear);
  let pllPerYear = 0;
  for (const t of tables) {
    pllPerYear += t.pllPerYear;
    for (let b = 0; b < t.histogram.length; b++) histogram[b] = (histogram[b] ?? 0) + (t.histogram[b] ?? 0);
  }
  const curve = fnCurve(histogram);
  return { pllPerYear, curve, verdict: judgeSocietal(curve), pllByVessel };
}

/** A whole assessment without domino. */
export type ParkAssessment = {
  readonly grid: RiskGrid;
  readonly societal: Societal;
  readonly targets: readonly TargetVerdict[];
  readonly tables: readonly TablePair[];
};

/** Protected targets against their limits, risk read from the tables at their own coordinates. */
export const targetsOf = (park: Park, tables: readonly RiskTables[], state: PlantState): readonly TargetVerdict[] =>
  checkTargets(
    park.targets,
    park.targets.map((t) => riskAt(park, tables, t.xM, t.yM)),
    state,
  );

/**
 * Assess a park on the calling thread: individual risk on a grid, F-N, PLL, targets. The same bits as the parallel run.
 * Refuses what `checkPark` and `checkGrid` refuse. Use `ParkEngine` (src/parallel) where others must not wait.
 */
export function assessPark(park: Park, spec: GridSpec, state: PlantState = 'in-service'): Outcome<ParkAssessment> {
  const checked = checkPark(park);
  if (!checked.ok) return checked;
  const grid = checkGrid(spec);
  if (!grid.ok) return grid;
  const bench = makeWorkbench(park, spec);
  const tables = park.vessels.map((v) => tablesOf(park, bench, v));
  const base = tables.map((t) => t.base);
  const { columns, rows } = gridSize(spec);
  const levels = levelsOf(spec);
  const sums = new Float64Array(levels.words);
  const partial = new Float64Array(levels.words);
  for (let g = 0; g < groupCount(park); g++) {
    partial.fill(0);
    for (let block = 0; block < levels.blocks; block++) groupSum(park, base, g, levels, block, partial, 0);
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (partial[i] ?? 0);
  }
  const values = new Float64Array(columns * rows);
  raise(levels, sums, 0, rows, values);
  return computed({
    grid: { ...spec, columns, rows, values },
    societal: societalOf(base),
    targets: targetsOf(park, base, state),
    tables,
  });
}
