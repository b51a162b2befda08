import type { MapPoint } from '@yufang/contract';
import Supercluster from 'supercluster';
import type { Point, PointStore } from './points.ts';

/** Which points a caller may see and asks for: a predicate, and a name under which its index is kept. */
export type Cut = {
  readonly key: string;
  readonly has: (p: Pick<Point, 'countyCode' | 'sector' | 'parkId' | 'grade'> & { id?: string }) => boolean;
};
export type Window = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly zoom: number;
};

type Props = { point: Point };
type Sums = { red: number; orange: number; yellow: number; blue: number; none: number; overdue: number };
type Index = Supercluster<Props, Sums>;

type Made = {
  readonly edition: number;
  readonly index: Index;
  readonly unplaced: number;
  /** By `performance.now()`: until then it is served although the points have changed. */
  readonly goodUntil: number;
};

/**
 * An index is made in one go while nothing else runs. It may take a fiftieth of the time: a county's is made anew at every change, the province's (a fifth of
 * a second for 100,000 enterprises) every ten seconds at most.
 */
const SHARE = 50;

/** Clusters fall apart into single enterprises from here on. */
const MAX_ZOOM = 14;
/** How many cuts are kept: the province, its cities and the counties being looked at. */
const KEEP = 24;

/** Cluster indexes by cut, made when first asked for and again when the points have changed, if they are not dear. */
export class ClusterStore {
  readonly #points: PointStore;
  readonly #kept = new Map<string, Made>();

  constructor(points: PointStore) {
    this.#points = points;
  }

  /** Read the points before anybody asks: the first look at a whole province takes seconds. */
  async warm(): Promise<void> {
    await this.#points.current();
  }

  /** The clusters and single enterprises of a window. */
  async read(cut: Cut, window: Window): Promise<{ points: MapPoint[]; unplaced: number }> {
    const { index, unplaced } = await this.#indexOf(cut);
    const zoom = Math.min(Math.floor(window.zoom), 20);
    const found = index.getClusters([window.west, window.south, window.east, window.north], zoom);
    return { points: found.map((f) => present(index, f)), unplaced };
  }

  async #indexOf(cut: Cut): Promise<{ index: Index; unplaced: number }> {
    const { points, unplaced } = await this.#points.current();
    const edition = this.#points.edition;
    const hit = this.#kept.get(cut.key);
    const begun = performance.now();
    if (hit && (hit.edition === edition || begun < hit.goodUntil)) return hit;
    const index = new Supercluster<Props, Sums>({
      radius: 56,
      maxZoom: MAX_ZOOM,
      minPoints: 3,
      map: sumsOf,
      reduce: addTo,
    });
    const features = [];
    for (const point of points.values()) if (cut.has(point)) features.push(featureOf(point));
    index.load(features);
    let missing = 0;
    for (const [id, place] of unplaced) if (cut.has({ ...place, grade: null, id })) missing += 1;
    const ended = performance.now();
    const made = { edition, index, unplaced: missing, goodUntil: ended + (ended - begun) * SHARE };
    this.#kept.delete(cut.key);
    this.#kept.set(cut.key, made);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEEP) break;
      this.#kept.delete(oldest);
    }
    return made;
  }
}

const featureOf = (point: Point) => ({
  type: 'Feature' as const,
  geometry: { type: 'Point' as const, coordinates: [point.lon, point.lat] },
  properties: { point },
});

const sumsOf = ({ point }: Props): Sums => ({
  red: Number(point.grade === 'red'),
  orange: Number(point.grade === 'orange'),
  yellow: Number(point.grade === 'yellow'),
  blue: Number(point.grade === 'blue'),
  none: Number(point.grade === null),
  overdue: Number(point.overdue),
});

function addTo(sum: Sums, one: Readonly<Sums>): void {
  sum.red += one.red;
  sum.orange += one.orange;
  sum.yellow += one.yellow;
  sum.blue += one.blue;
  sum.none += one.none;
  sum.overdue += one.overdue;
}

function present(index: Index, f: ReturnType<Index['getClusters']>[number]): MapPoint {
  const [lon = 0, lat = 0] = f.geometry.coordinates;
  const p = f.properties;
  if ('cluster' in p && p.cluster) {
    const { red, orange, yellow, blue, none, overdue } = p;
    const grades = { red, orange, yellow, blue, none };
    const grade = red ? 'red' : orange ? 'orange' : yellow ? 'yellow' : blue ? 'blue' : null;
    return {
      lon,
      lat,
      count: p.point_count,
      grades,
      overdue,
      enterpriseId: null,
      name: null,
      grade,
      opensAt: index.getClusterExpansionZoom(p.cluster_id),
    };
  }
  const { point } = p as Props;
  const { overdue, ...grades } = sumsOf({ point });
  return {
    lon,
    lat,
    count: 1,
    grades,
    overdue,
    enterpriseId: point.id,
    name: point.name,
    grade: point.grade,
    opensAt: null,
  };
}
