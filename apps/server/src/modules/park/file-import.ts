import {
  type importParkFile,
  PARK_RUN_BOUNDS,
  type ParkImportRow,
  ParkSettingsInput,
  type ParkTarget,
} from '@yufang/contract/park';
import type { CoordinateSystem } from '@yufang/domain';
import { type InputPlace, type InputVessel, type ParkInput, readParkInput, refused } from '@yufang/qra';
import { localPlaneOf } from '@yufang/qra/contour/geojson';
import type { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import { asActor, asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import { openChain } from '../change/record.ts';
import { begin, finish } from '../risk/work.ts';
import { ENGINE_SETTINGS } from './build-input.ts';
import { refuseByEngine } from './engine-refusal.ts';
import type { ParkPlace } from './reach.ts';
import { type SetKind, type SetPayload, saveSet } from './sets.ts';
import { type GivenVessel, type ImportMode, importVessels, reportOf } from './vessel-import.ts';

/** A park file out of an upload. @throws 422 `park.file_not_json`, or the engine's code with the field's path */
export function parkFileOf(file: { readonly bytes: Buffer }): ParkInput {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes));
  } catch {
    throw refuse(422, { code: 'park.file_not_json', field: 'file' });
  }
  const read = readParkInput(json);
  if (!read.ok) throw refuseByEngine(read);
  mustBeBounded(read.value);
  return read.value;
}

/** The same bounds as for what is entered by hand: one run at a time is computed here, and a file must not hold the queue for an hour. */
function mustBeBounded(input: ParkInput): void {
  const { histories, measureVessels } = PARK_RUN_BOUNDS;
  for (const [field, value, max] of [
    ['domino.histories', input.domino?.histories ?? 0, histories],
    ['measures.vessels', input.measures?.vessels ?? 0, measureVessels],
  ] as const) {
    if (value > max) throw refuseByEngine(refused('input.out_of_range', { field, value, max }));
  }
}

/** Enterprises of the file → those of the park: by id, social credit code or exact name. */
export async function matchEnterprises(
  trx: Trx,
  parkId: string,
  input: ParkInput,
): Promise<ReadonlyMap<string, string>> {
  const there = await trx
    .selectFrom('enterprise')
    .select(['enterprise_id', 'code', 'name'])
    .where('park_id', '=', parkId)
    .where('status', 'not in', ['closed', 'withdrawn'])
    .execute();
  const names = new Map(input.enterprises?.map((e) => [e.id, e.name]));
  const ids = new Set(input.vessels.map((v) => v.enterpriseId));
  return new Map(
    [...ids].flatMap((id): [string, string][] => {
      const name = names.get(id);
      const found = there.find((e) => e.enterprise_id === id || e.code === id || e.name === id || e.name === name);
      return found ? [[id, found.enterprise_id]] : [];
    }),
  );
}

/** Bring a whole park file into the inventory: vessels enterprise by enterprise, then the park's own sets. */
export async function importFile(
  db: Database,
  what: { readonly actor: Actor; readonly now: Date; readonly park: ParkPlace; readonly mode: ImportMode },
  input: ParkInput,
): Promise<z.output<typeof importParkFile.reply>> {
  const { actor, now, park, mode } = what;
  const matched = await asActor(db, actor, (trx) => matchEnterprises(trx, park.parkId, input));
  const crs: CoordinateSystem = input.origin.referenceSystem;
  const plane = localPlaneOf(input.origin.lonDeg, input.origin.latDeg);
  const place = (p: InputPlace): { lon: number; lat: number } => {
    if (!('xM' in p)) return { lon: p.lonDeg, lat: p.latDeg };
    const [lon, lat] = plane.toLonLat(p.xM, p.yM);
    return { lon, lat };
  };
  const numbered = input.vessels.map((vessel, i) => ({ vessel, row: i + 1 }));
  const strangers = numbered.filter(({ vessel }) => !matched.has(vessel.enterpriseId));
  const rows: ParkImportRow[] = strangers.map(({ vessel, row }) => ({
    row,
    key: vessel.id,
    result: 'refused',
    errors: [{ field: 'enterpriseId', code: 'park.enterprise_unknown', params: { enterprise: vessel.enterpriseId } }],
  }));
  const groups = Map.groupBy(
    numbered.filter(({ vessel }) => matched.has(vessel.enterpriseId)),
    ({ vessel }) => matched.get(vessel.enterpriseId) ?? '',
  );
  const write = async (how: ImportMode): Promise<void> => {
    for (const [enterpriseId, list] of groups) {
      const given = list.map(({ vessel, row }) => givenVessel(vessel, { row, crs, place: place(vessel) }));
      rows.push(...(await ofEnterprise(db, { ...what, enterpriseId, mode: how }, given)));
    }
  };
  await write(mode === 'good' ? 'good' : 'check');
  if (mode === 'all' && rows.every((r) => r.result !== 'refused')) {
    rows.length = 0;
    await write('all');
  }
  const written = mode === 'good' || (mode === 'all' && rows.every((r) => r.result !== 'refused'));
  const sets = setsOf(input, place);
  if (written)
    await asSystem(db, async (trx) => {
      const save = <K extends SetKind>(kind: K, payload: SetPayload<K>) =>
        saveSet(trx, park, { kind, version: null, payload, origin: 'park_file', actor, at: now });
      if (sets.population.length > 0) await save('population', { rows: sets.population });
      if (sets.targets.length > 0) await save('targets', { rows: sets.targets });
      if (sets.weather.length > 0) await save('weather', { rows: sets.weather });
      if (sets.settings !== null) await save('settings', { settings: sets.settings });
    });
  return {
    ...reportOf(rows, written),
    sets: {
      population: sets.population.length,
      targets: sets.targets.length,
      weather: sets.weather.length,
      settings: sets.settings !== null,
    },
  };
}

function givenVessel(
  v: InputVessel,
  as: { readonly row: number; readonly crs: CoordinateSystem; readonly place: { lon: number; lat: number } },
): GivenVessel {
  return {
    row: as.row,
    key: v.id,
    frequencyFactor: v.frequencyFactor ?? null,
    vessel: {
      tag: v.id.slice(0, 60),
      name: v.name ?? v.id,
      plant: null,
      kind: v.kind,
      frequencyKind: v.frequencyKind ?? null,
      substance: v.substance,
      volumeM3: v.volumeM3,
      fillFraction: v.fillFraction,
      pressurePa: v.pressurePa,
      temperatureK: v.temperatureK,
      ...as.place,
      crs: as.crs,
      bundAreaM2: v.bundAreaM2 ?? null,
      barriers: Object.fromEntries(Object.entries(v.barriers ?? {}).filter(([, n]) => n !== undefined)),
      note: null,
    },
  };
}

async function ofEnterprise(
  db: Database,
  what: { readonly actor: Actor; readonly now: Date; readonly enterpriseId: string; readonly mode: ImportMode },
  given: readonly GivenVessel[],
): Promise<readonly ParkImportRow[]> {
  const dims = await readDims(db, what.enterpriseId);
  if (!dims) return [];
  return await asActor(db, what.actor, async (trx) => {
    const work = begin({ trx, chain: await openChain(trx, dims), actor: what.actor, now: what.now });
    const report = await importVessels(work, given, { mode: what.mode, origin: 'park_file', confirm: true });
    if (work.entries.length > 0)
      await finish(work, { topic: 'park_vessel.import', summary: { count: report.rows.length } });
    return report.rows;
  });
}

function setsOf(input: ParkInput, place: (p: InputPlace) => { lon: number; lat: number }) {
  return {
    population: input.population.map((p) => ({
      ...place(p),
      day: p.day,
      night: p.night,
      ...(p.indoorShareDay === undefined ? {} : { indoorShareDay: p.indoorShareDay }),
      ...(p.indoorShareNight === undefined ? {} : { indoorShareNight: p.indoorShareNight }),
    })),
    targets: input.targets.map(
      (t): z.output<typeof ParkTarget> => ({
        id: t.id.slice(0, 60),
        name: t.name ?? t.id,
        targetClass: t.targetClass,
        ...place(t),
      }),
    ),
    weather: input.weather.map((w) => ({ ...w, sectorShare: [...w.sectorShare] })),
    settings: settingsOf(input),
  };
}

/** The file's choices; null when one is out of what the platform lets choose: then what the park has stays. */
function settingsOf(input: ParkInput): z.output<typeof ParkSettingsInput> | null {
  const { domino, measures, state, grid, settings } = input;
  const given = {
    ...Object.fromEntries(ENGINE_SETTINGS.flatMap((k) => (settings?.[k] === undefined ? [] : [[k, settings[k]]]))),
    ...(state === undefined ? {} : { state }),
    ...(grid === undefined ? {} : { gridStepM: grid.stepM }),
    ...(domino === undefined
      ? {}
      : { domino: domino === null ? null : { histories: domino.histories ?? 200_000, seed: domino.seed ?? 1 } }),
    ...(measures?.vessels === undefined ? {} : { measureVessels: measures.vessels }),
  };
  const read = ParkSettingsInput.safeParse(given);
  return read.success ? read.data : null;
}
