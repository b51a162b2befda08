export * from './auth.ts';
export * from './enterprise.ts';
export * from './overview.ts';
export * from './problem.ts';
export * from './route.ts';
