import { loadavg } from 'node:os';
import type { Outcome } from '@yufang/qra/result';

/** The value of an outcome; a refusal ends the bench. */
export function need<T>(o: Outcome<T>): T {
  if (!o.ok) throw new Error(`${o.code} ${o.field ?? ''}`);
  return o.value;
}

/** CPU seconds of this process with its threads. */
const cpuS = (): number => {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1e6;
};

/** Wall and CPU seconds of some work: on a machine shared with others only the second is the engine's own. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; wallS: number; cpuS: number }> {
  const c = cpuS();
  const t = performance.now();
  const value = await work();
  return { value, wallS: (performance.now() - t) / 1000, cpuS: cpuS() - c };
}

/** Three figures of a number. */
export const three = (x: number): number => Number(x.toPrecision(3));

/** The machine's load now, for the text of a claim: wall times mean little without it. */
export const load = (): string => `load ${loadavg()[0]?.toFixed(1)}`;
