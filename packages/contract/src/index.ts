export * from './enterprise.ts';
export * from './problem.ts';
export * from './route.ts';
