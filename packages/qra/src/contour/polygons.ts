import { levelRings, type NodeGrid, type Point, type Ring, ringArea } from './marching-squares.ts';

/** A polygon with holes: outer ring counter-clockwise, holes clockwise. */
export type PolygonRings = { readonly outer: Ring; readonly holes: readonly Ring[] };

/** Whether a point lies inside a ring (even-odd rule; points on the border may count either way). */
export function insideRing(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1];
    const b = ring[i];
    if (a === undefined || b === undefined) continue;
    if (a[1] > y !== b[1] > y && x < a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1])) inside = !inside;
  }
  return inside;
}

/** The area at or above a level as polygons with their holes, largest first. */
export function contourPolygons(grid: NodeGrid, level: number): readonly PolygonRings[] {
  const rings = levelRings(grid, level);
  const outers = rings
    .filter((r) => ringArea(r) > 0)
    .sort((a, b) => ringArea(b) - ringArea(a))
    .map((outer) => ({ outer, holes: [] as Ring[] }));
  for (const hole of rings) {
    const first = hole[0];
    if (first === undefined || ringArea(hole) >= 0) continue;
    // The smallest outer ring that contains the hole owns it.
    outers.findLast((o) => ringArea(o.outer) > -ringArea(hole) && insideRing(o.outer, first))?.holes.push(hole);
  }
  return outers;
}

/** Area inside a contour, holes taken off, m². */
export const contourAreaM2 = (grid: NodeGrid, level: number): number =>
  levelRings(grid, level).reduce((sum, r) => sum + ringArea(r), 0);
