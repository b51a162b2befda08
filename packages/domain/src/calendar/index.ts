export * from './business-calendar.ts';
export * from './day.ts';
