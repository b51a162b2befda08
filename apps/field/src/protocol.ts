/**
 * Figures of the sync protocol, repeated here because importing them from the contract would bring its schema library along (a third of the
 * first load). `protocol.test.ts` holds them equal.
 */
export const SYNC_VERSION = 1;
export const SYNC_PUSH_MAX = 200;
export const SYNC_CLOCK_TOLERANCE_MS = 120_000;
export const SYNC_TASK_DAYS = 31;
export const SYNC_DONE_TASK_DAYS = 3;
export const EXPLANATION_MAX = 1000;
/** What is given to the network at once: small enough for a weak signal. */
export const BATCH = 50;
