import type { Feature } from './feature.ts';

/** Every capability of the console, one line each. */
export const FEATURES: readonly Feature[] = [];
