import { demoFirms } from '../demo/firms.ts';
import type { Plan } from './enterprise.ts';
import { makeParks, type Park } from './parks.ts';
import { readCounties } from './places.ts';
import { SIZES, type Size } from './profile.ts';
import { readTrades } from './trades.ts';

/** A whole generator run: same seed, size and instant, same province. */
export function makePlan(given: {
  seed?: number;
  size: Size['name'];
  now: Date;
  enterprises?: number;
}): Plan & { readonly parks: readonly Park[] } {
  const counties = readCounties();
  const seed = given.seed ?? 2021;
  const parks = makeParks(seed, counties);
  return {
    seed,
    size: { ...SIZES[given.size], ...(given.enterprises ? { enterprises: given.enterprises } : {}) },
    today: new Date(given.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
    nowMs: given.now.getTime(),
    counties,
    trades: readTrades(),
    parks,
    pinned: new Map(demoFirms(parks[0]?.id ?? null).entries()),
  };
}
