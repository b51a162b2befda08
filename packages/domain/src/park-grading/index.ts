export * from './grade.ts';
export * from './steps.ts';
export * from './table.ts';
export * from './vocabulary.ts';
