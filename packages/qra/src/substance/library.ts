import { computed, type Outcome, refused } from '../result.ts';
import { FLAMMABLE_GASES } from './flammable-gases.ts';
import { LIQUIDS } from './liquids.ts';
import { TOXIC_SUBSTANCES } from './toxic-gases.ts';
import type { Substance } from './types.ts';

/** The library's version; assessments store it with their inputs. */
export const SUBSTANCE_LIBRARY_VERSION = '2026-11.1';

/** Every substance of the library, toxic first. */
export const SUBSTANCES: readonly Substance[] = [...TOXIC_SUBSTANCES, ...FLAMMABLE_GASES, ...LIQUIDS];

/** Look a substance up by id, Chinese or English name, or CAS number. Refuses what the library does not hold. */
export function findSubstance(key: string): Outcome<Substance> {
  const found = SUBSTANCES.find(
    (s) => s.id === key || s.nameZh === key || s.nameEn === key || (s.cas !== '' && s.cas === key),
  );
  return found === undefined ? refused('substance.unknown', { field: 'substance', value: key }) : computed(found);
}
