import type { ParkVesselInput } from '@yufang/contract/park';
import { type Position, toWgs84 } from '@yufang/domain';
import { type InputVessel, PARK_INPUT_FORMAT } from '@yufang/qra/assessment/park-input';
import { parkOfInput } from '@yufang/qra/assessment/park-of-input';
import { inventoryKg } from '@yufang/qra/park/inventory';
import { findSubstance } from '@yufang/qra/substance/library';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { refusalOf } from './engine-refusal.ts';

/** The figures of a vessel that the engine judges; the same names in the API, the confirmed edition and the park file. */
export type VesselFigures = Pick<
  ParkVesselInput,
  | 'kind'
  | 'frequencyKind'
  | 'substance'
  | 'volumeM3'
  | 'fillFraction'
  | 'pressurePa'
  | 'temperatureK'
  | 'bundAreaM2'
  | 'barriers'
> & { readonly lon: number; readonly lat: number; readonly frequencyFactor?: number | null };

/** A vessel as the park file has it. Positions WGS-84. */
export function inputVessel(v: VesselFigures, as: { id: string; enterpriseId: string; name: string }): InputVessel {
  return {
    ...as,
    lonDeg: v.lon,
    latDeg: v.lat,
    kind: v.kind,
    ...(v.frequencyKind === null ? {} : { frequencyKind: v.frequencyKind }),
    substance: v.substance,
    volumeM3: v.volumeM3,
    fillFraction: v.fillFraction,
    pressurePa: v.pressurePa,
    temperatureK: v.temperatureK,
    ...(v.bundAreaM2 === null ? {} : { bundAreaM2: v.bundAreaM2 }),
    ...(v.frequencyFactor === null || v.frequencyFactor === undefined ? {} : { frequencyFactor: v.frequencyFactor }),
    ...(Object.keys(v.barriers).length === 0 ? {} : { barriers: v.barriers }),
  };
}

/** Any weather: a vessel is judged by the engine's own check, which wants a whole park. */
const SOME_WEATHER = { stability: 'D', windSpeedMS: 5, dayShare: 0.5, sectorShare: Array(8).fill(0.125) } as const;

/**
 * Judge one vessel by the engine's own rules and bring its place to WGS-84.
 * @throws 422 `input.out_of_range`, `input.not_finite`, `substance.unknown`, `vessel.inventory_too_large`, `coordinates.*`
 */
export function checkVessel(
  v: VesselFigures & { readonly crs: ParkVesselInput['crs'] },
): Position & { substance: string } {
  const at = orRefuse(toWgs84({ lon: v.lon, lat: v.lat }, v.crs));
  const substance = findSubstance(v.substance.trim());
  if (!substance.ok)
    throw refuse(422, { code: 'substance.unknown', field: 'substance', params: { value: v.substance } });
  const one = inputVessel({ ...v, ...at, substance: substance.value.id }, { id: 'v', enterpriseId: 'e', name: 'v' });
  const judged = parkOfInput({
    format: PARK_INPUT_FORMAT,
    id: 'check',
    origin: { lonDeg: at.lon, latDeg: at.lat, referenceSystem: 'WGS84' },
    vessels: [one],
    weather: [SOME_WEATHER],
    population: [],
    targets: [],
  });
  if (judged.ok) return { ...at, substance: substance.value.id };
  const { field, ...refusal } = refusalOf(judged);
  throw refuse(422, { ...refusal, ...(field === undefined ? {} : { field: field.replace(/^vessel\[v\]\./, '') }) });
}

/** What is inside, kg, as the engine counts it; null when the library no longer knows the substance. */
export function inventoryOf(v: VesselFigures): number | null {
  const substance = findSubstance(v.substance);
  if (!substance.ok) return null;
  const kg = inventoryKg(
    {
      id: '',
      enterpriseId: '',
      xM: 0,
      yM: 0,
      kind: v.kind,
      frequencyKind: v.frequencyKind ?? 'process-vessel',
      substance: v.substance,
      volumeM3: v.volumeM3,
      fillFraction: v.fillFraction,
      pressurePa: v.pressurePa,
      temperatureK: v.temperatureK,
    },
    substance.value,
  );
  return Number.isFinite(kg) ? kg : null;
}
