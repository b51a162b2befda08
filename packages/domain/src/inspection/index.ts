export * from './cycle.ts';
export * from './escalation.ts';
export type { TaskWindow } from './grids.ts';
export * from './occasions.ts';
export * from './schedule.ts';
export * from './shift-table.ts';
export * from './task-id.ts';
export * from './task-state.ts';
export * from './vocabulary.ts';
