import type { FeatureMessages } from '../feature.ts';
import { engineProblems } from './engine-problems.zh.ts';
import { parkProblems } from './problems.zh.ts';
import { inventory } from './texts/inventory.zh.ts';
import { result } from './texts/result.zh.ts';
import { work } from './texts/work.zh.ts';

/** Texts of the park's risk, Chinese. */
export const zh: FeatureMessages = {
  text: { ...result, ...inventory, ...work },
  problems: { ...engineProblems, ...parkProblems },
};
