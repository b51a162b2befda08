import {
  getParkPopulation,
  getParkReadiness,
  getParkSettings,
  getParkTargets,
  getParkWeather,
  putParkPopulation,
  putParkSettings,
  putParkTargets,
  putParkWeather,
  uploadParkPopulation,
  uploadParkWeather,
} from '@yufang/contract/park';
import { renormaliseWeather } from '@yufang/qra/park/validate';
import { asSystem } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { readUpload } from '../../platform/excel/upload.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { orRefuseByEngine } from './engine-refusal.ts';
import { onParkRaw, onParkRead, onParkWrite, type ParkPlace } from './reach.ts';
import { readInventoryState } from './readiness.ts';
import { populationOfUpload, weatherOfUpload } from './set-uploads.ts';
import { readSet, saveSet } from './sets.ts';
import { readTable } from './table-upload.ts';

/** What the park knows of itself: people, protected targets, weather, choices. */
export function setRoutes(kernel: Kernel): void {
  onParkRead(kernel, getParkPopulation, ({ trx, park }) => readSet(trx, park.parkId, 'population'));
  onParkRead(kernel, getParkTargets, ({ trx, park }) => readSet(trx, park.parkId, 'targets'));
  onParkRead(kernel, getParkWeather, ({ trx, park }) => readSet(trx, park.parkId, 'weather'));
  onParkRead(kernel, getParkSettings, ({ trx, park }) => readSet(trx, park.parkId, 'settings'));
  onParkRead(kernel, getParkReadiness, ({ trx, park }) => readInventoryState(trx, park));
  onParkWrite(kernel, putParkPopulation, ({ trx, park, actor, now, body: { version, rows } }) =>
    saveSet(trx, park, { kind: 'population', version, payload: { rows }, origin: 'hand', actor, at: now }),
  );
  onParkWrite(kernel, putParkTargets, ({ trx, park, actor, now, body: { version, rows } }) => {
    mustBeUnique(rows.map((r) => r.id));
    return saveSet(trx, park, { kind: 'targets', version, payload: { rows }, origin: 'hand', actor, at: now });
  });
  onParkWrite(kernel, putParkWeather, ({ trx, park, actor, now, body: { version, rows } }) => {
    if (rows.length > 0) orRefuseByEngine(renormaliseWeather(rows));
    return saveSet(trx, park, { kind: 'weather', version, payload: { rows }, origin: 'hand', actor, at: now });
  });
  onParkWrite(kernel, putParkSettings, ({ trx, park, actor, now, body }) => {
    const { version, ...settings } = body;
    return saveSet(trx, park, { kind: 'settings', version, payload: { settings }, origin: 'hand', actor, at: now });
  });
  onParkRaw(kernel, uploadParkWeather, async ({ park, actor, now, query, request }) => {
    const file = await readUpload(request);
    return await asSystem(kernel.deps.db, async (trx) => {
      const { settings } = await readSet(trx, park.parkId, 'settings');
      const made = weatherOfUpload(file, placeOf(park, settings.origin), query.sectors);
      const set = await saveSet(trx, park, {
        kind: 'weather',
        version: query.version,
        payload: made.payload,
        notes: made.notes,
        origin: 'hourly',
        actor,
        at: now,
      });
      return { ...set, hours: made.hours };
    });
  });
  onParkRaw(kernel, uploadParkPopulation, async ({ park, actor, now, query, request }) => {
    const table = readTable(await readUpload(request));
    const rows = [...populationOfUpload(table, query.crs)];
    return await asSystem(kernel.deps.db, (trx) =>
      saveSet(trx, park, {
        kind: 'population',
        version: query.version,
        payload: { rows },
        origin: table.kind,
        actor,
        at: now,
      }),
    );
  });
}

/** Ids name targets in the results. @throws 422 `target.duplicate_id` */
function mustBeUnique(ids: readonly string[]): void {
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw refuse(422, { code: 'target.duplicate_id', field: 'rows', params: { value: twice } });
}

/** Where the sun is looked at from. @throws 409 `park.no_place` */
function placeOf(park: ParkPlace, origin: { lon: number; lat: number } | null): { lonDeg: number; latDeg: number } {
  const lon = origin?.lon ?? park.lon;
  const lat = origin?.lat ?? park.lat;
  if (lon === null || lat === null) throw refuse(409, { code: 'park.no_place' });
  return { lonDeg: lon, latDeg: lat };
}
