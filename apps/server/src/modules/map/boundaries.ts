import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../platform/config/config.ts';

/** Whose lines are drawn: the operator's file, the demonstration data built at first start, or none yet. */
export type BoundarySource = 'operator' | 'demonstration' | 'none';

const builtFile = (config: Config): string => join(config.YUFANG_DATA, 'map', 'boundaries.topo.json');

/**
 * Make sure that there is a map: the operator's file if one is named, else the demonstration boundaries, built once into the data folder
 * (they are not ours to ship; see docs/sources/boundaries.md).
 */
export async function ensureBoundaries(config: Config): Promise<BoundarySource> {
  if (config.YUFANG_BOUNDARIES) return 'operator';
  const file = builtFile(config);
  if (!existsSync(file)) {
    await mkdir(join(config.YUFANG_DATA, 'map'), { recursive: true });
    // Loaded only when it is needed: the geometry tools are large and run once in a data folder's life.
    const { buildBoundaries } = await import('@yufang/seeds/geo/build-boundaries');
    await buildBoundaries(file);
  }
  return 'demonstration';
}

/** The TopoJSON text, or null when there is none. */
export async function readBoundaries(config: Config): Promise<{ text: string; source: BoundarySource } | null> {
  const operator = config.YUFANG_BOUNDARIES;
  if (operator) return { text: await readFile(operator, 'utf8'), source: 'operator' };
  const file = builtFile(config);
  if (!existsSync(file)) return null;
  return { text: await readFile(file, 'utf8'), source: 'demonstration' };
}
