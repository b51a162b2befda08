import type { RouteDef, RouteReply } from '@yufang/contract';
import type { Actor } from '../../platform/db/actor.ts';
import { asSystem, type Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { JsonText } from '../../platform/http/json-text.ts';
import type { Call, Kernel } from '../../platform/http/kernel.ts';
import { type Entry, type LogActor, openChain, PLATFORM, record } from '../change/record.ts';

/** The park a request is about, once it is certain that the caller's duty covers it. */
export type ParkPlace = {
  readonly parkId: string;
  readonly name: string;
  readonly cityCode: string;
  readonly countyCode: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly invented: boolean;
};

/** The codes every row of a park carries, as they are inserted. */
export const parkColumns = (p: ParkPlace) => ({
  park_id: p.parkId,
  city_code: p.cityCode,
  county_code: p.countyCode,
});

/** A park by id, or null. */
export async function readPark(trx: Trx, parkId: string): Promise<ParkPlace | null> {
  const row = await trx.selectFrom('park').selectAll().where('id', '=', parkId).executeTakeFirst();
  return row
    ? {
        parkId: row.id,
        name: row.name,
        cityCode: row.city_code,
        countyCode: row.county_code,
        lon: row.lon,
        lat: row.lat,
        invented: row.invented,
      }
    : null;
}

/** The same rule as the policies of the park's tables. A department's range covers the parks in it, whatever their trade. */
export function coversPark(scope: Actor['scope'], p: ParkPlace): boolean {
  if (scope.kind === 'park') return scope.parkId === p.parkId;
  if (scope.kind === 'region' || scope.kind === 'sector') return p.countyCode >= scope.lo && p.countyCode < scope.hi;
  return false;
}

async function needPark(trx: Trx, actor: Actor, parkId: string): Promise<ParkPlace> {
  const park = await readPark(trx, parkId);
  if (!park || !coversPark(actor.scope, park)) throw refuse(404, { code: 'park.not_found', field: 'parkId' });
  return park;
}

/** A call about a park that the caller may see. */
export type ParkCall<D extends RouteDef> = Call<D> & { readonly park: ParkPlace };

// Every route bound here has the park in its path; the contract's types do not say so of a route in general.
const parkIdOf = (params: unknown): string => String((params as { parkId?: unknown }).parkId ?? '');

/** Bind a reading route of a park: rows come under the caller's own scope. */
export function onParkRead<D extends RouteDef>(
  kernel: Kernel,
  def: D,
  handler: (call: ParkCall<D>) => Promise<RouteReply<D> | JsonText<RouteReply<D>>>,
): void {
  kernel.on(def, async (call) =>
    handler({ ...call, park: await needPark(call.trx, call.actor, parkIdOf(call.params)) }),
  );
}

/**
 * Bind a route that writes a park's own rows. Nobody's scope may write them: the platform does, in one transaction, after it has made sure that the
 * caller's duty covers the park (his role was asked at the door).
 */
export function onParkWrite<D extends RouteDef>(
  kernel: Kernel,
  def: D,
  handler: (call: ParkCall<D>) => Promise<RouteReply<D>>,
): void {
  onParkRaw(kernel, def, (call) => asSystem(kernel.deps.db, (trx) => handler({ ...call, trx })));
}

/** Bind a route of a park with transactions of its own: uploads, long work, streams, what lives in memory. */
export function onParkRaw<D extends RouteDef, R>(
  kernel: Kernel,
  def: D,
  handler: (call: Omit<ParkCall<D>, 'trx'>) => Promise<R>,
): void {
  kernel.onRaw(def, async (call) => {
    const { actor } = call;
    if (!actor) throw refuse(401, { code: 'auth.required' });
    const park = await asSystem(kernel.deps.db, (trx) => needPark(trx, actor, parkIdOf(call.params)));
    return (await handler({ ...call, actor, park })) as RouteReply<D>;
  });
}

/** Write what happened to a park's own rows into the platform's chain: no enterprise owns them. Large payloads stay out; their hashes are in. */
export async function recordPark(
  trx: Trx,
  what: { readonly actor: LogActor; readonly at: Date; readonly entries: readonly Entry[] },
): Promise<void> {
  const chain = await openChain(trx, PLATFORM);
  await record(trx, chain, what);
}
