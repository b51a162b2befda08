export * from './commands.ts';
export * from './deadlines.ts';
export * from './decide.ts';
export { DANGER_DUES, type DangerDecision, type DangerDue, type DangerEffect, type DangerRules } from './decision.ts';
export * from './facts.ts';
export { isListed, isRegulatorsDanger, MAJOR_CLOSING, mayListAt } from './guards.ts';
export * from './policy.ts';
export { type Audience, DANGER_STEPS, type DangerStep, type Grant } from './steps.ts';
export * from './vocabulary.ts';
