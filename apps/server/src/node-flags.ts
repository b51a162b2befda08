import { availableParallelism } from 'node:os';

/**
 * How Node runs the server. V8 keeps four helper threads for collecting garbage and compiling whatever the machine has: on two cores they fight PostgreSQL and each other for the
 * processor. One core is left to what the server does; measured under 200 phones, a record costs a quarter less (docs/operations.md).
 */
export const serverFlags = (cores = availableParallelism()): readonly string[] => [
  `--v8-pool-size=${Math.max(1, Math.min(4, cores - 1))}`,
];
