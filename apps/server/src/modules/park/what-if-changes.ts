import type { WhatIfChange } from '@yufang/contract/park';
import { applyParkChanges, type InputVessel, type ParkInput } from '@yufang/qra';
import { refused } from '@yufang/qra/result';
import type { z } from 'zod';
import { orRefuseByEngine, refuseByEngine } from './engine-refusal.ts';
import { inputVessel } from './vessel-check.ts';

type Change = z.output<typeof WhatIfChange>;

/** The vessel a change is about. @throws 422 `vessel.unknown` */
function vesselOf(input: ParkInput, id: string): InputVessel {
  const found = input.vessels.find((v) => v.id === id);
  if (!found) throw refuseByEngine(refused('vessel.unknown', { field: 'vesselId', value: id.slice(0, 80) }));
  return found;
}

/** A vessel at another place in degrees. */
function movedTo(v: InputVessel, lonDeg: number, latDeg: number): InputVessel {
  if (!('xM' in v)) return { ...v, lonDeg, latDeg };
  const { xM: _, yM: __, ...rest } = v;
  return { ...rest, lonDeg, latDeg };
}

function changedVessel(v: InputVessel, c: Change): InputVessel {
  switch (c.type) {
    case 'move':
      return movedTo(v, c.lon, c.lat);
    case 'fill':
      return { ...v, fillFraction: c.fillFraction };
    case 'set': {
      const { type: _, vesselId: __, ...given } = c;
      return { ...v, ...Object.fromEntries(Object.entries(given).filter(([, x]) => x !== undefined)) };
    }
    case 'barrier': {
      const { type: _, vesselId: __, ...given } = c;
      const all = { ...v.barriers, ...Object.fromEntries(Object.entries(given).filter(([, x]) => x !== undefined)) };
      return {
        ...v,
        barriers: Object.fromEntries(Object.entries(all).filter(([, x]) => x !== null && x !== undefined)),
      };
    }
    default:
      return v;
  }
}

/** The park file after a change. @throws 422 `vessel.unknown`, `vessel.duplicate_id` */
export function afterChange(input: ParkInput, c: Change): ParkInput {
  if (c.type === 'remove') {
    vesselOf(input, c.vesselId);
    return orRefuseByEngine(applyParkChanges(input, [{ type: 'remove', vesselId: c.vesselId }]));
  }
  if (c.type === 'add') {
    const { id, enterpriseId, name, crs: _, ...figures } = c.vessel;
    const vessel = inputVessel(figures, { id, enterpriseId, name });
    return orRefuseByEngine(applyParkChanges(input, [{ type: 'add', vessel }]));
  }
  const vessel = changedVessel(vesselOf(input, c.vesselId), c);
  return orRefuseByEngine(applyParkChanges(input, [{ type: 'replace', vessel }]));
}

/** All changes, one after another. */
export const afterAll = (input: ParkInput, changes: readonly Change[]): ParkInput => changes.reduce(afterChange, input);

/**
 * The one vessel that brings a held park from its last state to the next, or null where the park has to be computed anew. A vessel taken out is one that
 * never fails: the figures of the others are those of a park without it.
 */
export function oneVessel(from: ParkInput, to: ParkInput): InputVessel | null {
  const was = new Map(from.vessels.map((v) => [v.id, v]));
  const is = new Map(to.vessels.map((v) => [v.id, v]));
  const differs = [
    ...to.vessels.filter((v) => JSON.stringify(was.get(v.id)) !== JSON.stringify(v)),
    ...from.vessels.filter((v) => !is.has(v.id)).map((v) => ({ ...v, frequencyFactor: 0 })),
  ];
  return differs.length === 1 ? (differs[0] ?? null) : null;
}
