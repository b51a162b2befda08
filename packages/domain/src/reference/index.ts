export * from './certainty.ts';
export * from './code-lists.ts';
export * from './danger-rules.ts';
export type { BusinessDays } from './days.ts';
export * from './edition.ts';
export * from './envelope.ts';
export * from './risk-method.ts';
export * from './risk-rules.ts';
