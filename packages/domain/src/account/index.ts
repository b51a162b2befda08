export * from './assignment.ts';
export * from './password.ts';
