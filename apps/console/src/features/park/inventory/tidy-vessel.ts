import type { ParkVesselInput } from '@yufang/contract/park';

/** What a form gives as what the route takes: emptied fields are null, barriers that are not there are left out. */
export function tidyVessel(v: ParkVesselInput): ParkVesselInput {
  const barriers = Object.fromEntries(
    Object.entries(v.barriers ?? {}).filter(([, value]) => typeof value === 'number'),
  );
  return {
    ...v,
    plant: v.plant || null,
    note: v.note || null,
    frequencyKind: v.frequencyKind ?? null,
    bundAreaM2: v.bundAreaM2 ?? null,
    barriers,
  };
}
