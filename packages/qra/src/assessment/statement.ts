import { DOMINO_THRESHOLDS } from '../domino/vessel-damage.ts';
import { LARGEST_FIREBALL_KG } from '../engine/effects.ts';
import { LARGEST_POOL_M2 } from '../engine/releases.ts';
import { BASE_FREQUENCIES, SCENARIO_SPLIT } from '../frequency/base-frequencies.ts';
import { IMMEDIATE_IGNITION, OUTCOME_SPLIT } from '../frequency/ignition.ts';
import { inventoryKg } from '../park/inventory.ts';
import type { Park, ParkVessel } from '../park/types.ts';
import type { Note } from '../result.ts';
import { GB36894_2018 } from '../risk/criteria.ts';
import { findSubstance, SUBSTANCE_LIBRARY_VERSION } from '../substance/library.ts';
import { provenanceOf, type Substance } from '../substance/types.ts';
import type { EngineStatement } from './park-result.ts';

/** Version of the engine's own arithmetic: raised whenever the same input gives other figures. */
export const ENGINE_VERSION = '2026-11-29';

/** Sets of effects and harm that have no table of their own: what they are and which edition of ours. */
const EFFECT_SETS = [
  'aqt3046-2013-jet/1',
  'ccps-fireball/1',
  'swisdak-1994-blast/1',
  'aqt3046-2013-heat-probit/1',
  'aqt3046-2013-vce-lethality/1',
  'aqt3046-2013-societal-factors/1',
  'landucci-2009-heat-damage/1',
  'fragments-first-version/1',
].join(' ');

/** The data sets behind an assessment, by id and version. */
export const engineStatement = (park: Park): EngineStatement => ({
  engine: ENGINE_VERSION,
  substances: SUBSTANCE_LIBRARY_VERSION,
  frequencies: `${BASE_FREQUENCIES.id}/${BASE_FREQUENCIES.version}`,
  ignition: `${IMMEDIATE_IGNITION.id}/${IMMEDIATE_IGNITION.version}`,
  scenarios: `${SCENARIO_SPLIT.id}/${SCENARIO_SPLIT.version}`,
  dominoThresholds: `${DOMINO_THRESHOLDS.id}/${DOMINO_THRESHOLDS.version}`,
  criteria: GB36894_2018.standard,
  dispersion: 'passive plume tno-plume, passive puff ccps-puff, dense britter-mcquaid',
  outcomes: `${OUTCOME_SPLIT.id}/${OUTCOME_SPLIT.version}`,
  effects: EFFECT_SETS,
  settings: park.settings,
});

const burnsBeyondFireball = (v: ParkVessel): boolean => {
  const s = findSubstance(v.substance);
  return s.ok && s.value.heatOfCombustionJKg !== undefined && inventoryKg(v, s.value) > LARGEST_FIREBALL_KG;
};

/**
 * What every reader of the result must know: that it is screening level, which data come from memory, what is left out, and the
 * substances of this park with values that nobody re-read.
 */
export function standingNotes(park: Park, withDomino: boolean): readonly Note[] {
  const used = [...new Set(park.vessels.map((v) => v.substance))].sort();
  const substances = used.flatMap((key) => {
    const s = findSubstance(key);
    return s.ok ? [s.value] : [];
  });
  const unread = substances
    .filter((s) => provenanceOf(s, 'boilingTemperatureK').certainty === 'memory')
    .map((s) => s.nameZh);
  const some: Note[] = [
    { code: 'assessment.screening' },
    { code: 'assessment.frequencies_from_memory', params: { set: BASE_FREQUENCIES.id } },
    { code: 'assessment.dense_gas_factor_two' },
    { code: 'assessment.fires_upright' },
    { code: 'assessment.no_terrain_or_buildings' },
  ];
  if (unread.length > 0)
    some.push({ code: 'assessment.substance_from_memory', params: { substances: unread.join('、') } });
  const named = (wanted: (s: Substance) => boolean) => substances.filter(wanted).map((s) => s.nameZh);
  const say = (code: string, names: readonly string[]) => {
    if (names.length > 0) some.push({ code, params: { substances: names.join('、') } });
  };
  say(
    'assessment.no_toxic_probit',
    named((s) => s.kinds.includes('toxic') && s.toxicProbit === undefined),
  );
  say(
    'assessment.toxic_no_late_ignition',
    named(
      (s) => s.toxicProbit !== undefined && s.lowerFlammableLimit !== undefined && s.heatOfCombustionJKg !== undefined,
    ),
  );
  if (park.vessels.some((v) => (v.bundAreaM2 ?? 0) > LARGEST_POOL_M2))
    some.push({ code: 'assessment.pool_capped', params: { areaM2: LARGEST_POOL_M2 } });
  if (park.vessels.some(burnsBeyondFireball))
    some.push({ code: 'assessment.fireball_capped', params: { massKg: LARGEST_FIREBALL_KG } });
  if (park.population.length === 0) some.push({ code: 'assessment.no_people' });
  if (withDomino)
    some.push({ code: 'domino.fn_upper_bound' }, { code: 'domino.deaths_add_up' }, { code: 'domino.try_once' });
  return some;
}
