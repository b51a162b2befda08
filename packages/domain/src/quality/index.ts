export * from './hamming.ts';
export * from './record-facts.ts';
export * from './record-marks.ts';
export * from './record-rules.ts';
export * from './run-marks.ts';
export * from './use-index.ts';
