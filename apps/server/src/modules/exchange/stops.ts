import { sql } from 'kysely';
import type { Applying } from './apply-chain.ts';
import { change, existing } from './rows.ts';

/**
 * Bring the touched units in line with their stops: a unit is stopped by the stop that holds now, else by the next one to come. Tasks are not
 * generated for the time it covers.
 */
export async function applyStops(a: Applying): Promise<void> {
  const { trx, chain, now } = a.work;
  const enterpriseId = chain.dims.enterpriseId;
  const units = await existing(trx, enterpriseId, 'risk_unit', [...a.touchedUnits]);
  const { rows } = await sql<{ unit_id: string; stopped_from: Date; stopped_to: Date | null; reason: string | null }>`
    select distinct on (unit_id) unit_id, stopped_from, stopped_to, reason from unit_stop
    where enterprise_id = ${enterpriseId} and unit_id = any(${[...units.keys()]}::uuid[]) and state = 'active'
      and (stopped_to is null or stopped_to > ${now})
    order by unit_id, stopped_from`.execute(trx);
  const stops = new Map(rows.map((r) => [r.unit_id, r]));
  for (const unit of units.values()) {
    const stop = stops.get(unit.id);
    const columns = {
      stopped: stop !== undefined && stop.stopped_from <= now,
      stopped_from: stop?.stopped_from ?? null,
      stopped_to: stop?.stopped_to ?? null,
      stopped_reason: stop?.reason ?? null,
    };
    const same =
      unit.stopped === columns.stopped &&
      timeOf(unit.stopped_from) === timeOf(columns.stopped_from) &&
      timeOf(unit.stopped_to) === timeOf(columns.stopped_to) &&
      unit.stopped_reason === columns.stopped_reason;
    if (!same) await change(a.work, 'risk_unit', unit, columns);
  }
}

const timeOf = (v: unknown): number | null => (v instanceof Date ? v.getTime() : null);
