export * from './contribution.ts';
export * from './metrics.ts';
export * from './rows.ts';
