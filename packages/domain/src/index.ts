export * from './danger/vocabulary.ts';
export * from './inspection/vocabulary.ts';
export * from './org/vocabulary.ts';
export * from './result.ts';
export * from './risk/vocabulary.ts';
