import { sql } from 'kysely';
import type { Row } from '../change/record.ts';
import type { Applying } from './apply-chain.ts';
import { changeAll, existing, type Stored, says } from './rows.ts';

type Stop = Pick<Stored, 'state'> & {
  unit_id: string;
  stopped_from: Date;
  stopped_to: Date | null;
  reason: string | null;
};

/**
 * Bring the touched units in line with their stops: a unit is stopped by the stop that holds now, else by the next one to come. Tasks are not
 * generated for the time it covers. A unit that was stopped by hand stays so.
 *
 * @param before the stops as they were before this piece of the import
 */
export async function applyStops(a: Applying, before: Iterable<Stored>): Promise<void> {
  const { trx, chain, now } = a.work;
  const enterpriseId = chain.dims.enterpriseId;
  const units = await existing(trx, enterpriseId, 'risk_unit', [...a.touchedUnits]);
  const { rows } = await sql<Stop>`
    select unit_id, stopped_from, stopped_to, reason, state from unit_stop
    where enterprise_id = ${enterpriseId} and unit_id = any(${[...units.keys()]}::uuid[]) order by unit_id, stopped_from, id`.execute(
    trx,
  );
  const stopsOf = Map.groupBy(rows, (r) => r.unit_id);
  const was = Map.groupBy([...before] as unknown as Stop[], (r) => r.unit_id);
  const moved: { before: Stored; columns: Row }[] = [];
  for (const unit of units.values()) {
    const stops = stopsOf.get(unit.id) ?? [];
    const sent = [...stops, ...(was.get(unit.id) ?? [])];
    if (unit.stopped_from !== null && !sent.some((s) => timeOf(s.stopped_from) === timeOf(unit.stopped_from))) continue;
    const stop = stops.find((s) => s.state === 'active' && (s.stopped_to === null || s.stopped_to > now));
    const columns = {
      stopped: stop !== undefined && stop.stopped_from <= now,
      stopped_from: stop?.stopped_from ?? null,
      stopped_to: stop?.stopped_to ?? null,
      stopped_reason: stop?.reason ?? null,
    };
    if (!says(unit, columns)) moved.push({ before: unit, columns });
  }
  await changeAll(a.work, 'risk_unit', moved);
}

const timeOf = (v: unknown): number | null => (v instanceof Date ? v.getTime() : null);
