import { DOMINO_THRESHOLDS } from '../domino/vessel-damage.ts';
import { BASE_FREQUENCIES, SCENARIO_SPLIT } from '../frequency/base-frequencies.ts';
import { IMMEDIATE_IGNITION } from '../frequency/ignition.ts';
import type { Park } from '../park/types.ts';
import type { Note } from '../result.ts';
import { GB36894_2018 } from '../risk/criteria.ts';
import { findSubstance, SUBSTANCE_LIBRARY_VERSION } from '../substance/library.ts';
import { provenanceOf } from '../substance/types.ts';
import type { EngineStatement } from './park-result.ts';

/** Version of the engine's own arithmetic: raised whenever the same input gives other figures. */
export const ENGINE_VERSION = '2026-11-28';

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
  settings: park.settings,
});

/**
 * What every reader of the result must know: that it is screening level, which data come from memory, what is left out, and the
 * substances of this park with values that nobody re-read.
 */
export function standingNotes(park: Park, withDomino: boolean): readonly Note[] {
  const used = [...new Set(park.vessels.map((v) => v.substance))].sort();
  const unread = used.flatMap((key) => {
    const s = findSubstance(key);
    return s.ok && provenanceOf(s.value, 'boilingTemperatureK').certainty === 'memory' ? [s.value.nameZh] : [];
  });
  const some: Note[] = [
    { code: 'assessment.screening' },
    { code: 'assessment.frequencies_from_memory', params: { set: BASE_FREQUENCIES.id } },
    { code: 'assessment.dense_gas_factor_two' },
    { code: 'assessment.fires_upright' },
    { code: 'assessment.no_terrain_or_buildings' },
  ];
  if (unread.length > 0)
    some.push({ code: 'assessment.substance_from_memory', params: { substances: unread.join('、') } });
  if (park.population.length === 0) some.push({ code: 'assessment.no_people' });
  if (withDomino)
    some.push({ code: 'domino.fn_upper_bound' }, { code: 'domino.deaths_add_up' }, { code: 'domino.try_once' });
  return some;
}
