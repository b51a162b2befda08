import type { getParkReadiness, ParkReadinessItem } from '@yufang/contract/park';
import { PARK_VESSEL_STATES, type ParkVesselState } from '@yufang/domain';
import type { ParkInput } from '@yufang/qra/assessment/park-input';
import { parkOfInput } from '@yufang/qra/assessment/park-of-input';
import { readParkInput } from '@yufang/qra/assessment/read-park-input';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { buildInput, confirmedVessels } from './build-input.ts';
import { readinessOf } from './engine-refusal.ts';
import type { ParkPlace } from './reach.ts';

const item = (
  level: ParkReadinessItem['level'],
  code: string,
  params: ParkReadinessItem['params'] = {},
): ParkReadinessItem => ({ level, code, field: null, params });

/** What an input lacks. `blocks`: nothing can be computed. The engine's own refusal comes last, once what it would say first is there. */
export function readinessOfInput(input: ParkInput): readonly ParkReadinessItem[] {
  const items: ParkReadinessItem[] = [];
  if (input.vessels.length === 0) items.push(item('blocks', 'park_ready.no_vessels'));
  if (input.weather.length === 0) items.push(item('blocks', 'park_ready.no_weather'));
  if (input.population.length === 0) items.push(item('warns', 'park_ready.no_people'));
  if (input.targets.length === 0) items.push(item('warns', 'park_ready.no_targets'));
  if (input.domino === null) items.push(item('warns', 'park_ready.no_domino'));
  if (items.some((i) => i.level === 'blocks')) return items;
  const read = readParkInput(input);
  if (!read.ok) return [readinessOf(read), ...items];
  const prepared = parkOfInput(read.value);
  if (!prepared.ok) return [named(readinessOf(prepared), input), ...items];
  return [...items, ...prepared.notes.map((n) => item('warns', n.code, { ...n.params }))];
}

/** The engine speaks of vessels by id; people know their names. */
function named(i: ParkReadinessItem, input: ParkInput): ParkReadinessItem {
  const names = new Map(input.vessels.map((v) => [v.id, v.name ?? v.id]));
  const id = /^vessel\[(.+?)\]/.exec(i.field ?? '')?.[1];
  const other = typeof i.params.value === 'string' ? names.get(i.params.value) : undefined;
  return {
    ...i,
    params: {
      ...i.params,
      ...(id === undefined ? {} : { vessel: names.get(id) ?? id }),
      ...(other === undefined ? {} : { other }),
    },
  };
}

/** Counts of the inventory, and what an assessment made of it now would lack. */
export async function readInventoryState(trx: Trx, park: ParkPlace): Promise<z.output<typeof getParkReadiness.reply>> {
  const counted = await trx
    .selectFrom('park_vessel as v')
    .innerJoin('enterprise as e', 'e.enterprise_id', 'v.enterprise_id')
    .select(['v.state', 'v.enterprise_id', 'e.name'])
    .select((x) => x.fn.countAll<number>().as('n'))
    .where('v.park_id', '=', park.parkId)
    .where('e.status', 'not in', ['closed', 'withdrawn'])
    .groupBy(['v.state', 'v.enterprise_id', 'e.name'])
    .execute();
  const input = await buildInput(trx, park);
  const ready = await confirmedVessels(trx, park.parkId);
  const of = (state: ParkVesselState): number =>
    counted.filter((c) => c.state === state).reduce((sum, c) => sum + Number(c.n), 0);
  const open = (c: { state: string }): boolean =>
    c.state === 'draft' || c.state === 'submitted' || c.state === 'returned';
  const waiting = of('submitted');
  const unsent = of('draft') + of('returned');
  const items = [
    ...readinessOfInput(input),
    ...(waiting > 0 ? [item('warns', 'park_ready.submitted_waiting', { count: waiting })] : []),
    ...(unsent > 0 ? [item('warns', 'park_ready.not_submitted', { count: unsent })] : []),
  ];
  const names = new Map(counted.map((c) => [c.enterprise_id, c.name]));
  return {
    vessels: Object.fromEntries(PARK_VESSEL_STATES.map((s) => [s, of(s)])) as Record<ParkVesselState, number>,
    confirmed: ready.length,
    enterprises: [...names].map(([enterpriseId, name]) => ({
      enterpriseId,
      name,
      confirmed: ready.filter((v) => v.enterpriseId === enterpriseId).length,
      open: counted.filter((c) => c.enterprise_id === enterpriseId && open(c)).reduce((n, c) => n + Number(c.n), 0),
    })),
    population: {
      cells: input.population.length,
      day: input.population.reduce((sum, p) => sum + p.day, 0),
      night: input.population.reduce((sum, p) => sum + p.night, 0),
    },
    targets: input.targets.length,
    weatherClasses: input.weather.length,
    ready: !items.some((i) => i.level === 'blocks'),
    items,
  };
}
