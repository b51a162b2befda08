export * from './assessment-steps.ts';
export * from './item-steps.ts';
export * from './vessel-steps.ts';
export * from './vocabulary.ts';
