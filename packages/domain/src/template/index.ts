export * from './trade-template.ts';
