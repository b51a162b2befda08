import { ParkBarriers as Barriers, type ParkBarriers, type ParkVesselView } from '@yufang/contract/park';
import type { CoordinateSystem, ParkFrequencyKind, ParkVesselKind, ParkVesselState } from '@yufang/domain';
import { findSubstance } from '@yufang/qra/substance/library';
import type { Selectable } from 'kysely';
import type { ParkVesselTable } from '../../platform/db/schema.gen.ts';
import { inventoryOf, type VesselFigures } from './vessel-check.ts';

export type VesselRow = Selectable<ParkVesselTable>;

/** Barriers as kept; what does not read as such is none. */
export function barriersOf(value: unknown): ParkBarriers {
  const read = Barriers.safeParse(value);
  return read.success ? read.data : {};
}

/** The park that confirmed a row, if any did. */
const confirmedPark = (confirmed: unknown): unknown =>
  typeof confirmed === 'object' && confirmed !== null && 'parkId' in confirmed ? confirmed.parkId : null;

/** The engine's figures of a row. Its checks keep the words to those of the vocabulary. */
export const figuresOf = (r: VesselRow): VesselFigures => ({
  kind: r.kind as ParkVesselKind,
  frequencyKind: r.frequency_kind as ParkFrequencyKind | null,
  substance: r.substance,
  volumeM3: r.volume_m3,
  fillFraction: r.fill_fraction,
  pressurePa: r.pressure_pa,
  temperatureK: r.temperature_k,
  lon: r.lon,
  lat: r.lat,
  bundAreaM2: r.bund_area_m2,
  barriers: barriersOf(r.barriers),
  frequencyFactor: r.frequency_factor,
});

/** Both names of a substance; the key itself where the library does not know it. */
export function substanceNames(key: string): { substanceZh: string; substanceEn: string } {
  const found = findSubstance(key);
  return found.ok
    ? { substanceZh: found.value.nameZh, substanceEn: found.value.nameEn }
    : { substanceZh: key, substanceEn: key };
}

/** A row as the API shows it. */
export function vesselView(r: VesselRow & { readonly enterprise_name: string }): ParkVesselView {
  const { frequencyFactor, ...figures } = figuresOf(r);
  return {
    ...figures,
    id: r.id,
    enterpriseId: r.enterprise_id,
    enterpriseName: r.enterprise_name,
    tag: r.tag,
    name: r.name,
    plant: r.plant,
    ...substanceNames(r.substance),
    inventoryKg: inventoryOf(figures),
    crs: r.crs as CoordinateSystem,
    givenLon: r.given_lon,
    givenLat: r.given_lat,
    frequencyFactor: frequencyFactor ?? null,
    note: r.note,
    state: r.state as ParkVesselState,
    reason: r.reason,
    hasConfirmed: confirmedPark(r.confirmed) === r.park_id && r.park_id !== null,
    origin: r.origin,
    version: r.version,
    updatedAt: r.updated_at.toISOString(),
  };
}
