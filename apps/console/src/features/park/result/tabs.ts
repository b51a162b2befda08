/** The parts of a result, in the order of its tabs. */
export const RESULT_TABS = ['map', 'fn', 'domino', 'vessels', 'targets', 'measures'] as const;
export type ResultTab = (typeof RESULT_TABS)[number];
