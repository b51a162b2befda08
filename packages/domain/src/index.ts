export * from './codes/index.ts';
export * from './danger/index.ts';
export * from './inspection/vocabulary.ts';
export * from './org/vocabulary.ts';
export * from './reference/index.ts';
export * from './result.ts';
export * from './risk/index.ts';
export * from './rollup/index.ts';
