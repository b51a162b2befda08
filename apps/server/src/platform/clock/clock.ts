import { randomUUIDv7 } from 'node:crypto';

/** The one place that reads the time. Handlers and jobs are handed a clock; tests hand in a still one. */
export type Clock = { now(): Date };

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A new UUIDv7: the key of rows that the server makes. */
export const newId = (): string => randomUUIDv7();
