import type { FeatureMessages } from '../feature.ts';
import { engineProblems } from './engine-problems.en.ts';
import { parkProblems } from './problems.en.ts';
import { inventory } from './texts/inventory.en.ts';
import { result } from './texts/result.en.ts';
import { work } from './texts/work.en.ts';

/** Texts of the park's risk, English. */
export const en: FeatureMessages = {
  text: { ...result, ...inventory, ...work },
  problems: { ...engineProblems, ...parkProblems },
};
