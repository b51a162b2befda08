import type { ParkVesselInput, updateParkVessel } from '@yufang/contract/park';
import { type ParkVesselCommand, type ParkVesselState, stepVessel } from '@yufang/domain';
import type { z } from 'zod';
import { codeOf } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { insertRow, mustBeCurrent, need, type RowOf, updateRow, type Work } from '../risk/work.ts';
import { checkVessel } from './vessel-check.ts';
import { readVessel } from './vessel-list.ts';
import { mustStandFree } from './vessel-stand.ts';
import { figuresOf } from './vessel-view.ts';

type Row = RowOf<'park_vessel'>;

/** Where a row came from. */
export type VesselOrigin = 'hand' | 'excel' | 'data_standard' | 'park_file' | 'demo';

/** An enterprise's vessels belong to its park. @throws 409 `park.enterprise_not_in_park` */
export function mustBeInPark(work: Work): string {
  const { parkId } = work.chain.dims;
  if (parkId === null) throw refuse(409, { code: 'park.enterprise_not_in_park' });
  return parkId;
}

/** The columns of what was given, checked; the place in WGS-84 beside the one given. */
export function vesselColumns(v: ParkVesselInput) {
  const at = checkVessel(v);
  return {
    tag: v.tag,
    name: v.name,
    plant: v.plant || null,
    kind: v.kind,
    frequency_kind: v.frequencyKind,
    substance: at.substance,
    volume_m3: v.volumeM3,
    fill_fraction: v.fillFraction,
    pressure_pa: v.pressurePa,
    temperature_k: v.temperatureK,
    lon: at.lon,
    lat: at.lat,
    crs: v.crs,
    given_lon: v.lon,
    given_lat: v.lat,
    bund_area_m2: v.bundAreaM2,
    barriers: JSON.stringify(v.barriers),
    note: v.note || null,
  };
}

const taken = (tag: string) => (error: unknown) => {
  if (codeOf(error) === '23505') throw refuse(409, { code: 'park.vessel_tag_taken', field: 'tag', params: { tag } });
  throw error;
};

/** Enter a vessel as a draft. */
export async function addVessel(work: Work, v: ParkVesselInput, origin: VesselOrigin): Promise<Row> {
  mustBeInPark(work);
  const columns = vesselColumns(v);
  await mustStandFree(work, null, columns);
  return await insertRow(work, 'park_vessel', { values: { ...columns, origin } }).catch(taken(v.tag));
}

/** Change a vessel: a draft again. What is not named stays; a patch that changes nothing leaves the state as it is. */
export async function changeVessel(work: Work, id: string, body: z.output<typeof updateParkVessel.body>): Promise<Row> {
  const key = { enterpriseId: work.chain.dims.enterpriseId, id };
  const row = await need(work.trx, 'park_vessel', key);
  mustBeCurrent(row, body.version, await readVessel(work.trx, key));
  const { version: _, ...patch } = body;
  const moved = patch.lon !== undefined || patch.lat !== undefined || patch.crs !== undefined;
  const { frequencyFactor: __, ...figures } = figuresOf(row);
  const stood = moved
    ? { lon: row.given_lon, lat: row.given_lat, crs: row.crs as ParkVesselInput['crs'] }
    : { lon: row.lon, lat: row.lat, crs: 'WGS84' as const };
  const whole: ParkVesselInput = {
    ...figures,
    tag: row.tag,
    name: row.name,
    plant: row.plant,
    note: row.note,
    ...stood,
    ...definedOf(patch),
  };
  const columns = vesselColumns(whole);
  const given = moved
    ? {}
    : { crs: row.crs as ParkVesselInput['crs'], given_lon: row.given_lon, given_lat: row.given_lat };
  return await rewriteVessel(work, row, { ...columns, ...given });
}

// An absent field of a patch may stand as undefined: it must not wipe out what is there.
const definedOf = <T extends object>(patch: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(patch).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** Write changed columns; only when something differs does the row become a draft. */
export async function rewriteVessel(
  work: Work,
  row: Row,
  columns: Partial<ReturnType<typeof vesselColumns>>,
): Promise<Row> {
  const state = orRefuse(stepVessel(row.state as ParkVesselState, 'edit'), 409);
  const { tag, lon, lat, volume_m3 } = { ...row, ...definedOf(columns) };
  if (lon !== row.lon || lat !== row.lat || volume_m3 !== row.volume_m3)
    await mustStandFree(work, row.id, { tag, lon, lat, volume_m3 });
  const after = await updateRow(work, 'park_vessel', { before: row, patch: columns }).catch(taken(tag));
  if (after === row || row.state === state) return after;
  return await updateRow(work, 'park_vessel', { before: after, patch: { state, reason: null }, action: 'reopen' });
}

/** What assessments are made of: the vessel as the park confirmed it, and which park: an enterprise that moves is looked at anew. */
export const confirmedEdition = (row: Row) => ({
  ...figuresOf(row),
  parkId: row.park_id,
  tag: row.tag,
  name: row.name,
  plant: row.plant,
});

/** Move a vessel on. `confirm` keeps what is confirmed; `return` says why. */
export async function moveVessel(
  work: Work,
  id: string,
  what: {
    readonly command: Exclude<ParkVesselCommand, 'edit'>;
    readonly version?: number;
    readonly reason?: string;
    readonly frequencyFactor?: number | undefined;
    readonly byPark: boolean;
  },
): Promise<Row> {
  const key = { enterpriseId: work.chain.dims.enterpriseId, id };
  mustBeInPark(work);
  const row = await need(work.trx, 'park_vessel', key);
  if (what.version !== undefined) mustBeCurrent(row, what.version, await readVessel(work.trx, key));
  if (what.command === 'withdraw' && row.confirmed !== null && !what.byPark)
    throw refuse(409, { code: 'park.withdraw_by_park' });
  const state = orRefuse(stepVessel(row.state as ParkVesselState, what.command), 409);
  const factor = what.frequencyFactor === undefined ? {} : { frequency_factor: what.frequencyFactor };
  const more =
    what.command === 'confirm'
      ? {
          ...factor,
          reason: null,
          confirmed: JSON.stringify(confirmedEdition({ ...row, ...factor })),
          confirmed_at: work.now,
        }
      : what.command === 'return'
        ? { reason: what.reason ?? null }
        : what.command === 'withdraw'
          ? { confirmed: null, confirmed_at: null }
          : { reason: null };
  return await updateRow(work, 'park_vessel', { before: row, patch: { state, ...more }, action: what.command });
}
