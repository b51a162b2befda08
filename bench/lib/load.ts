import { cpuSeconds } from './cpu.ts';

/** What one run of requests came to. `perCpu`: requests per CPU-second of all server processes. */
export type Run = {
  readonly requests: number;
  readonly failed: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly perCpu: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

/**
 * Send requests for some seconds from a few callers at once, each waiting for its answer, and account for the servers' CPU meanwhile.
 *
 * @param ask one request; returns whether it was answered as it should be
 * @param servers process ids whose families serve it
 */
export async function run(what: {
  seconds: number;
  /** Seconds before the count begins; 2 when left out. */
  warmUp?: number;
  callers: number;
  servers: readonly number[];
  ask: (n: number) => Promise<boolean>;
}): Promise<Run> {
  // A warm-up: compiled code, filled caches, planned statements, on either side. Measured: a command's cost falls by a third over its first thousand.
  await burst({ ...what, seconds: what.warmUp ?? 2 });
  const before = cpuSeconds(what.servers);
  const begun = performance.now();
  const { times, failed } = await burst(what);
  const seconds = (performance.now() - begun) / 1000;
  const cpu = cpuSeconds(what.servers) - before;
  times.sort((a, b) => a - b);
  const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;
  return {
    requests: times.length,
    failed,
    seconds,
    cpu,
    perCpu: times.length / cpu,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}

async function burst(what: {
  seconds: number;
  callers: number;
  ask: (n: number) => Promise<boolean>;
}): Promise<{ times: number[]; failed: number }> {
  const until = performance.now() + what.seconds * 1000;
  const times: number[] = [];
  let failed = 0;
  let n = 0;
  await Promise.all(
    Array.from({ length: what.callers }, async () => {
      while (performance.now() < until) {
        const begun = performance.now();
        n += 1;
        if (!(await what.ask(n))) failed += 1;
        times.push(performance.now() - begun);
      }
    }),
  );
  return { times, failed };
}

/** One line of a table of runs. */
export const line = (name: string, r: Run): string =>
  [
    name.padEnd(34),
    `${(r.requests / r.seconds).toFixed(0)}/s`.padStart(9),
    `${r.perCpu.toFixed(0)}/CPU-s`.padStart(12),
    `p50 ${r.p50.toFixed(1)} ms`.padStart(13),
    `p99 ${r.p99.toFixed(1)} ms`.padStart(14),
    r.failed > 0 ? `${r.failed} FAILED` : '',
  ].join(' ');
