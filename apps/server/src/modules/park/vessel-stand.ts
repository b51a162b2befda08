import { localPlaneOf } from '@yufang/qra/contour/geojson';
import { vesselRadiusM } from '@yufang/qra/park/validate';
import { refuse } from '../../platform/errors/refused.ts';
import type { Work } from '../risk/work.ts';
import { readPark } from './reach.ts';

/** Half the side of the window in which another vessel can touch this one, degrees: some 400 m, and the largest tank is 64 m across. */
const NEAR = 0.004;
const MOST_NEAR = 500;
/** As far as the engine lets a vessel lie from the middle of its park, m. */
const REACH_M = 50_000;

/** Where a vessel stands (WGS-84), and how much ground it takes. */
export type Stand = { readonly tag: string; readonly lon: number; readonly lat: number; readonly volume_m3: number };

/**
 * A vessel stands within reach of its park and on no other of the same enterprise: the engine's own rules, said at once instead of when the whole park is to
 * be computed. A neighbour's vessels are not the enterprise's to see; of those the park is told by its readiness.
 * @param id the vessel's own, null of a new one
 * @throws 422 `park.far_from_origin`, `vessel.on_top_of_another`, both of `lon`
 */
export async function mustStandFree(work: Work, id: string | null, at: Stand): Promise<void> {
  const { trx, chain } = work;
  const { parkId, enterpriseId } = chain.dims;
  if (parkId === null) return;
  const park = await readPark(trx, parkId);
  if (park && park.lon !== null && park.lat !== null) {
    const distanceM = Math.hypot(...localPlaneOf(park.lon, park.lat).toMetres(at.lon, at.lat));
    if (distanceM > REACH_M)
      throw refuse(422, { code: 'park.far_from_origin', field: 'lon', params: { km: Math.round(distanceM / 1000) } });
  }
  const near = await trx
    .selectFrom('park_vessel')
    .select(['id', 'tag', 'name', 'lon', 'lat', 'volume_m3'])
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '<>', 'withdrawn')
    .where('lon', '>=', at.lon - NEAR)
    .where('lon', '<=', at.lon + NEAR)
    .where('lat', '>=', at.lat - NEAR)
    .where('lat', '<=', at.lat + NEAR)
    .orderBy('id')
    .limit(MOST_NEAR)
    .execute();
  const plane = localPlaneOf(at.lon, at.lat);
  const other = near.find((v) => {
    const footprintM = Math.max(vesselRadiusM(v.volume_m3), vesselRadiusM(at.volume_m3));
    // A vessel of the same tag is refused for that.
    return v.id !== id && v.tag !== at.tag && Math.hypot(...plane.toMetres(v.lon, v.lat)) < footprintM;
  });
  if (other)
    throw refuse(422, {
      code: 'vessel.on_top_of_another',
      field: 'lon',
      params: { other: `${other.tag} ${other.name}` },
    });
}
