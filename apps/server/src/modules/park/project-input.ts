import type { ParkVesselInput } from '@yufang/contract/park';
import { type InputVessel, type ParkInput, readParkInput } from '@yufang/qra';
import type { Refused as EngineRefusal } from '@yufang/qra/result';
import type { Trx } from '../../platform/db/database.ts';
import { Refused, refuse } from '../../platform/errors/refused.ts';
import { refusalOf } from './engine-refusal.ts';
import type { RunRow } from './run-view.ts';
import { checkVessel, inputVessel } from './vessel-check.ts';

/** The enterprise that proposed vessels stand under: it is none of the park's yet. */
export const APPLICANT = 'applicant';

/** Proposed vessels in the shape of the park file. @throws 422 with the engine's code and the place in the request, `vessels.0.volumeM3` */
export function proposedVessels(given: readonly Omit<ParkVesselInput, 'plant' | 'note'>[]): readonly InputVessel[] {
  return given.map((v, i) => {
    const { tag, name, crs, ...figures } = v;
    const { lon, lat, substance } = atVessel(i, () => checkVessel({ ...figures, crs }));
    return inputVessel(
      { ...figures, lon, lat, substance },
      { id: `new-${i + 1}`, enterpriseId: APPLICANT, name: `${tag} ${name}` },
    );
  });
}

/** A refusal of one vessel, said of its place in the request. */
function atVessel<T>(i: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { field, ...refusal } = error.refusal;
    throw refuse(error.status, { ...refusal, field: `vessels.${i}.${field ?? 'tag'}` });
  }
}

/** The engine's refusal of the park with the plant: it speaks of vessels by id, the request of its own by their place, people of others by name. */
export function refusalWithPlant(refused: EngineRefusal, whole: ParkInput): Refused {
  const { field, params, ...refusal } = refusalOf(refused);
  const id = /^vessel\[(.+?)\]/.exec(field ?? '')?.[1];
  const ids = [id, params?.value].filter((x) => typeof x === 'string');
  const own = ids.find((x) => /^new-\d+$/.test(x));
  const other = whole.vessels.find((v) => v.id !== own && ids.includes(v.id));
  return refuse(422, {
    ...refusal,
    ...(own ? { field: `vessels.${Number(own.slice(4)) - 1}.lon` } : field === undefined ? {} : { field }),
    params: { ...params, ...(other ? { other: other.name ?? other.id } : {}) },
  });
}

/** Frozen inputs with the proposed vessels; the targets held to the column of limits asked for, on the frozen grid. Measures are not ranked: the plant is not there. */
export function withProposed(
  input: ParkInput,
  proposed: readonly InputVessel[],
  as: { readonly limits: 'new' | 'in-service'; readonly applicant: string; readonly grid: ParkInput['grid'] },
): ParkInput {
  return {
    ...input,
    enterprises: [...(input.enterprises ?? []), { id: APPLICANT, name: as.applicant }],
    vessels: [...input.vessels, ...proposed],
    state: as.limits,
    ...(as.grid === undefined ? {} : { grid: as.grid }),
    measures: { vessels: 0 },
  };
}

/** The input of a check's run. */
export async function projectInput(trx: Trx, run: RunRow, frozen: ParkInput): Promise<ParkInput | null> {
  const check = await trx
    .selectFrom('park_project_check')
    .selectAll()
    .where('park_id', '=', run.park_id)
    .where('id', '=', run.project_check_id)
    .executeTakeFirst();
  if (!check) return null;
  const kept = check.proposed as { readonly vessels: readonly InputVessel[]; readonly grid: ParkInput['grid'] };
  const whole = withProposed(frozen, kept.vessels, {
    limits: check.limits === 'new' ? 'new' : 'in-service',
    applicant: check.applicant,
    grid: kept.grid,
  });
  const read = readParkInput(whole);
  return read.ok ? read.value : null;
}
