import { STABILITY_CLASSES } from '../dispersion/stability.ts';
import type { VesselFrequencyKind } from '../frequency/base-frequencies.ts';
import type { Barriers, GridSpec, ParkSettings, WeatherClass } from '../park/types.ts';
import { MAX_VESSELS } from '../park/validate.ts';
import { computed, type Outcome } from '../result.ts';
import { type JsonObject, JsonScan } from './json-scan.ts';
import {
  type InputPeople,
  type InputPlace,
  type InputTarget,
  type InputVessel,
  PARK_INPUT_FORMAT,
  type ParkInput,
} from './park-input.ts';

const FREQUENCY_KINDS: readonly [VesselFrequencyKind, ...VesselFrequencyKind[]] = [
  'pressure-storage',
  'process-vessel',
  'atmospheric-single',
  'atmospheric-full-containment',
  'road-rail-tank',
  'shell-tube-exchanger',
];
const MAX_PEOPLE = 500_000;
const MAX_TARGETS = 20_000;

const PLACE_KEYS = ['xM', 'yM', 'lonDeg', 'latDeg'];

function place(s: JsonScan, o: JsonObject, path: string): InputPlace {
  const local = o.xM !== undefined || o.yM !== undefined;
  const degrees = o.lonDeg !== undefined || o.latDeg !== undefined;
  if (local === degrees) {
    s.fault(local ? 'input.two_places' : 'input.no_place', path.replace(/\.$/, ''));
    return { xM: 0, yM: 0 };
  }
  return local
    ? { xM: s.number(o, 'xM', path), yM: s.number(o, 'yM', path) }
    : { lonDeg: s.number(o, 'lonDeg', path), latDeg: s.number(o, 'latDeg', path) };
}

function barriers(s: JsonScan, value: unknown, path: string): Barriers {
  const o = s.object(value, path);
  s.only(o, `${path}.`, ['shutOffS', 'sprayHeatFactor', 'fireproofingMin']);
  return {
    shutOffS: s.optionalNumber(o, 'shutOffS', `${path}.`),
    sprayHeatFactor: s.optionalNumber(o, 'sprayHeatFactor', `${path}.`),
    fireproofingMin: s.optionalNumber(o, 'fireproofingMin', `${path}.`),
  };
}

const VESSEL_KEYS = [
  ...PLACE_KEYS,
  ...['id', 'enterpriseId', 'name', 'kind', 'frequencyKind', 'substance', 'volumeM3', 'fillFraction'],
  ...['pressurePa', 'temperatureK', 'bundAreaM2', 'frequencyFactor', 'barriers'],
];

function vessel(s: JsonScan, value: unknown, path: string): InputVessel {
  const o = s.object(value, path);
  const at = `${path}.`;
  s.only(o, at, VESSEL_KEYS);
  return {
    ...place(s, o, at),
    id: s.text(o, 'id', at),
    enterpriseId: s.text(o, 'enterpriseId', at),
    name: s.optionalText(o, 'name', at),
    kind: s.oneOf(o, 'kind', at, ['atmospheric', 'pressurised', 'elongated', 'small']),
    frequencyKind: s.optionalOneOf(o, 'frequencyKind', at, FREQUENCY_KINDS),
    substance: s.text(o, 'substance', at),
    volumeM3: s.number(o, 'volumeM3', at),
    fillFraction: s.number(o, 'fillFraction', at),
    pressurePa: s.number(o, 'pressurePa', at),
    temperatureK: s.number(o, 'temperatureK', at),
    bundAreaM2: s.optionalNumber(o, 'bundAreaM2', at),
    frequencyFactor: s.optionalNumber(o, 'frequencyFactor', at),
    barriers: o.barriers === undefined ? undefined : barriers(s, o.barriers, `${path}.barriers`),
  };
}

function weatherClass(s: JsonScan, value: unknown, path: string): WeatherClass {
  const o = s.object(value, path);
  const at = `${path}.`;
  s.only(o, at, ['stability', 'windSpeedMS', 'sectorShare', 'dayShare']);
  const shares = s.list(o.sectorShare, `${at}sectorShare`, 72);
  return {
    stability: s.oneOf(o, 'stability', at, STABILITY_CLASSES),
    windSpeedMS: s.number(o, 'windSpeedMS', at),
    sectorShare: shares.map((p, i) => s.number({ [`[${i}]`]: p }, `[${i}]`, `${at}sectorShare`)),
    dayShare: s.number(o, 'dayShare', at),
  };
}

function people(s: JsonScan, value: unknown, path: string): InputPeople {
  const o = s.object(value, path);
  const at = `${path}.`;
  s.only(o, at, [...PLACE_KEYS, 'day', 'night', 'indoorShareDay', 'indoorShareNight']);
  return {
    ...place(s, o, at),
    day: s.number(o, 'day', at),
    night: s.number(o, 'night', at),
    indoorShareDay: s.optionalNumber(o, 'indoorShareDay', at),
    indoorShareNight: s.optionalNumber(o, 'indoorShareNight', at),
  };
}

function target(s: JsonScan, value: unknown, path: string): InputTarget {
  const o = s.object(value, path);
  const at = `${path}.`;
  s.only(o, at, [...PLACE_KEYS, 'id', 'name', 'targetClass']);
  return {
    ...place(s, o, at),
    id: s.text(o, 'id', at),
    name: s.optionalText(o, 'name', at),
    targetClass: s.oneOf(o, 'targetClass', at, ['high-sensitivity', 'important', 'class-1', 'class-2', 'class-3']),
  };
}

function settings(s: JsonScan, value: unknown): Partial<ParkSettings> {
  const o = s.object(value, 'settings');
  const at = 'settings.';
  const numbers = [
    'airTemperatureK',
    'relativeHumidity',
    'delayedIgnition',
    'tntYield',
    'directionsPerSector',
  ] as const;
  s.only(o, at, [...numbers, 'societalVulnerability']);
  const some = numbers.flatMap((k) => (o[k] === undefined ? [] : [[k, s.number(o, k, at)] as const]));
  const vulnerability = s.optionalOneOf(o, 'societalVulnerability', at, ['aqt3046', 'individual']);
  return {
    ...Object.fromEntries(some),
    ...(vulnerability === undefined ? {} : { societalVulnerability: vulnerability }),
  };
}

function grid(s: JsonScan, value: unknown): GridSpec {
  const o = s.object(value, 'grid');
  const keys = ['originXM', 'originYM', 'widthM', 'heightM', 'stepM'] as const;
  s.only(o, 'grid.', keys);
  const of = (k: (typeof keys)[number]): number => s.number(o, k, 'grid.');
  return {
    originXM: of('originXM'),
    originYM: of('originYM'),
    widthM: of('widthM'),
    heightM: of('heightM'),
    stepM: of('stepM'),
  };
}

function origin(s: JsonScan, value: unknown): ParkInput['origin'] {
  const o = s.object(value, 'origin');
  s.only(o, 'origin.', ['lonDeg', 'latDeg', 'referenceSystem']);
  return {
    lonDeg: s.number(o, 'lonDeg', 'origin.'),
    latDeg: s.number(o, 'latDeg', 'origin.'),
    referenceSystem: s.oneOf(o, 'referenceSystem', 'origin.', ['CGCS2000', 'WGS84']),
  };
}

function enterprise(s: JsonScan, value: unknown, path: string): { id: string; name?: string } {
  const o = s.object(value, path);
  s.only(o, `${path}.`, ['id', 'name']);
  return { id: s.text(o, 'id', `${path}.`), name: s.optionalText(o, 'name', `${path}.`) };
}

const PARK_KEYS = [
  ...['format', 'id', 'name', 'origin', 'enterprises', 'vessels', 'weather', 'population', 'targets'],
  ...['settings', 'grid', 'state', 'domino', 'measures'],
];

/**
 * Read a park file that may hold anything. Refuses the first fault by its path, with the number of all faults in
 * `params.faults`: `input.missing`, `.not_a_number`, `.not_a_text`, `.not_one_of`, `.unknown_field`, `.not_an_object`,
 * `.not_a_list`, `.too_many`, `.no_place`, `.two_places`. Whether the figures make sense is `parkOfInput`'s to say.
 */
export function readParkInput(json: unknown): Outcome<ParkInput> {
  const s = new JsonScan();
  const o = s.object(json, 'park');
  s.only(o, '', PARK_KEYS);
  const each = <T>(key: string, most: number, read: (s: JsonScan, v: unknown, path: string) => T): readonly T[] =>
    s.list(o[key], key, most).map((v, i) => read(s, v, `${key}[${i}]`));
  const domino = o.domino === undefined || o.domino === null ? null : s.object(o.domino, 'domino');
  if (domino !== null) s.only(domino, 'domino.', ['histories', 'seed']);
  const measures = o.measures === undefined ? undefined : s.object(o.measures, 'measures');
  if (measures !== undefined) s.only(measures, 'measures.', ['vessels']);
  const input: ParkInput = {
    format: s.oneOf(o, 'format', '', [PARK_INPUT_FORMAT]),
    id: s.text(o, 'id', ''),
    name: s.optionalText(o, 'name', ''),
    origin: origin(s, o.origin),
    enterprises: o.enterprises === undefined ? undefined : each('enterprises', MAX_VESSELS, enterprise),
    vessels: each('vessels', MAX_VESSELS, vessel),
    weather: each('weather', 200, weatherClass),
    population: each('population', MAX_PEOPLE, people),
    targets: each('targets', MAX_TARGETS, target),
    settings: o.settings === undefined ? undefined : settings(s, o.settings),
    grid: o.grid === undefined ? undefined : grid(s, o.grid),
    state: s.optionalOneOf(o, 'state', '', ['in-service', 'new']),
    domino:
      o.domino === undefined
        ? undefined
        : domino === null
          ? null
          : {
              histories: s.optionalNumber(domino, 'histories', 'domino.'),
              seed: s.optionalNumber(domino, 'seed', 'domino.'),
            },
    measures: measures === undefined ? undefined : { vessels: s.optionalNumber(measures, 'vessels', 'measures.') },
  };
  return s.refusal ?? computed(input);
}
