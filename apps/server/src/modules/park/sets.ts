import {
  ParkPopulationCell,
  ParkSettingsInput,
  type ParkSettingsSet,
  ParkTarget,
  ParkWeatherClass,
} from '@yufang/contract/park';
import type { Note } from '@yufang/qra/result';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { LogActor } from '../change/record.ts';
import { type ParkPlace, parkColumns, recordPark } from './reach.ts';

/** The park's own sets by kind, each with the shape of its payload. */
const SHAPES = {
  population: z.object({ rows: z.array(ParkPopulationCell) }),
  targets: z.object({ rows: z.array(ParkTarget) }),
  weather: z.object({ rows: z.array(ParkWeatherClass) }),
  settings: z.object({ settings: ParkSettingsInput }),
} as const;
export type SetKind = keyof typeof SHAPES;
export type SetPayload<K extends SetKind> = z.output<(typeof SHAPES)[K]>;
export type SetOrigin = 'hand' | 'csv' | 'excel' | 'hourly' | 'park_file' | 'demo';

const EMPTY: { readonly [K in SetKind]: SetPayload<K> } = {
  population: { rows: [] },
  targets: { rows: [] },
  weather: { rows: [] },
  settings: { settings: ParkSettingsInput.parse({}) },
};

type Meta = Omit<z.output<typeof ParkSettingsSet>, 'settings'>;
const Notes = z.array(
  z.object({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  }),
);

/** The newest edition of a set; version 0 and empty when nothing was entered yet. */
export async function readSet<K extends SetKind>(trx: Trx, parkId: string, kind: K): Promise<Meta & SetPayload<K>> {
  const row = await trx
    .selectFrom('park_set')
    .selectAll()
    .where('park_id', '=', parkId)
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { version: 0, updatedAt: null, updatedBy: null, origin: null, notes: [], ...EMPTY[kind] };
  const notes = Notes.safeParse(row.notes);
  return {
    version: row.version,
    updatedAt: row.at.toISOString(),
    updatedBy: row.by_name,
    origin: row.origin,
    notes: notes.success ? notes.data : [],
    ...(SHAPES[kind].parse(row.payload) as SetPayload<K>),
  };
}

/** How many rows a payload has, for the log. */
const sizeOf = (payload: object): number =>
  'rows' in payload && Array.isArray(payload.rows) ? payload.rows.length : 1;

/**
 * Save a set as its next edition. Editions before it stay.
 * @param given.version the edition that the change was made from; null takes whatever stands
 * @throws 409 `row.stale` when somebody was faster
 */
export async function saveSet<K extends SetKind>(
  trx: Trx,
  park: ParkPlace,
  given: {
    readonly kind: K;
    readonly version: number | null;
    readonly payload: SetPayload<K>;
    readonly origin: SetOrigin;
    readonly notes?: readonly Note[];
    readonly actor: LogActor;
    readonly at: Date;
  },
): Promise<Meta & SetPayload<K>> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`park_set:${park.parkId}`}, 0))`.execute(trx);
  const stands = await trx
    .selectFrom('park_set')
    .select('version')
    .where('park_id', '=', park.parkId)
    .where('kind', '=', given.kind)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const version = stands?.version ?? 0;
  if (given.version !== null && given.version !== version)
    throw refuse(409, { code: 'row.stale', params: { version } });
  await trx
    .insertInto('park_set')
    .values({
      ...parkColumns(park),
      kind: given.kind,
      version: version + 1,
      payload: JSON.stringify(given.payload),
      notes: JSON.stringify((given.notes ?? []).map(({ code, params }) => ({ code, ...(params ? { params } : {}) }))),
      origin: given.origin,
      by_id: given.actor.accountId,
      by_name: given.actor.name,
      at: given.at,
    })
    .execute();
  const is = { kind: given.kind, edition: version + 1, rows: sizeOf(given.payload), origin: given.origin };
  await recordPark(trx, {
    actor: given.actor,
    at: given.at,
    entries: [{ entity: 'park_set', entityId: park.parkId, action: `save_${given.kind}`, before: null, after: is }],
  });
  return await readSet(trx, park.parkId, given.kind);
}
