import { availableParallelism } from 'node:os';

/**
 * How Node runs the server. V8 keeps four helper threads for collecting garbage and compiling whatever the machine has: on two cores they fight PostgreSQL and each other for the
 * processor. One core is left to what the server does; measured under 200 phones, a record costs a quarter less (docs/operations.md).
 * The heap grows by at most two fifths between two collections: left to itself V8 lets it double, and the process is half as large again for no gain in speed.
 */
export const serverFlags = (cores = availableParallelism()): readonly string[] => [
  `--v8-pool-size=${Math.max(1, Math.min(4, cores - 1))}`,
  '--heap-growing-percent=40',
];
