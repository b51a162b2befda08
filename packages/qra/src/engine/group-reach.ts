import type { Park } from '../park/types.ts';
import { GROUP_SIZE } from './assess.ts';
import { type Levels, levelRows } from './levels.ts';
import { ringRadiusM } from './polar-grid.ts';
import { discReachM, radialReachM } from './splat.ts';
import type { RiskTables } from './vessel-tables.ts';
import { stepsReachM } from './wind-step.ts';

/** A rectangle on the ground, m. */
export type Reach = {
  readonly westM: number;
  readonly eastM: number;
  readonly southM: number;
  readonly northM: number;
};

/** How far from the vessel its tables say anything but nothing, m. */
const reachM = (t: RiskTables): number =>
  Math.max(t.windRings >= 2 ? ringRadiusM(t.windRings - 1) : 0, radialReachM(t), stepsReachM(t.steps), discReachM(t));

/** The ground that a group of vessels can add risk to; null for a group without tables. */
export function groupReach(park: Park, tables: readonly (RiskTables | undefined)[], group: number): Reach | null {
  let [westM, eastM, southM, northM] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = group * GROUP_SIZE; i < Math.min(park.vessels.length, (group + 1) * GROUP_SIZE); i++) {
    const v = park.vessels[i];
    const t = tables[i];
    if (v === undefined || t === undefined) continue;
    const r = reachM(t);
    westM = Math.min(westM, v.xM - r);
    eastM = Math.max(eastM, v.xM + r);
    southM = Math.min(southM, v.yM - r);
    northM = Math.max(northM, v.yM + r);
  }
  return westM > eastM ? null : { westM, eastM, southM, northM };
}

/**
 * The words of a block of all lattices that lie in a reach, row by row as [from, to): what is outside gets nothing from the group, and need not be looked at,
 * so that a park four times as wide costs four times as much, not sixteen. Ends lie on the coarsest lattice, as `layWind` has them.
 */
export function wordsWithin(levels: Levels, block: number, reach: Reach): [from: number, to: number][] {
  const { originXM, originYM, stepM } = levels.spec;
  const coarsest = levels.factors.at(-1) ?? 1;
  const down = (placeM: number, originM: number): number =>
    Math.floor((placeM - originM) / (coarsest * stepM)) * coarsest;
  const up = (placeM: number, originM: number): number => Math.ceil((placeM - originM) / (coarsest * stepM)) * coarsest;
  const words: [number, number][] = [];
  for (const [level, factor] of levels.factors.entries()) {
    const columns = levels.columns[level] ?? 0;
    const offset = levels.offsets[level] ?? 0;
    const [first, end] = levelRows(levels, level, block);
    const from = Math.max(0, down(reach.westM, originXM) / factor);
    const to = Math.min(columns, up(reach.eastM, originXM) / factor + 1);
    if (to <= from) continue;
    const south = Math.max(first, down(reach.southM, originYM) / factor);
    const north = Math.min(end, up(reach.northM, originYM) / factor + 1);
    for (let row = south; row < north; row++) words.push([offset + row * columns + from, offset + row * columns + to]);
  }
  return words;
}
