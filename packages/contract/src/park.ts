/** The park's whole risk in the platform: inventory, assessments, runs, what-ifs, work list, access checks. */
export * from './park-assessment.ts';
export * from './park-import.ts';
export * from './park-inventory.ts';
export * from './park-result.ts';
export * from './park-run.ts';
export * from './park-sets.ts';
export * from './park-shared.ts';
export * from './park-work.ts';
