import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second of /proc/<pid>/stat; 100 on every Linux we know. */
const TICKS = 100;

type Stat = {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly seconds: number;
  readonly rssMb: number;
};

function stats(): Stat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
        const f = text.slice(text.lastIndexOf(')') + 2).split(' ');
        // Of a process that ended, its parent keeps the time (cutime, cstime): short-lived backends are not lost.
        const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(f[i] ?? 0), 0);
        return [
          {
            pid: Number(pid),
            parent: Number(f[1]),
            name,
            seconds: ticks / TICKS,
            rssMb: (Number(f[21]) * 4096) / 2 ** 20,
          },
        ];
      } catch {
        return [];
      }
    });
}

/** CPU-seconds so far of these processes and everything below them. */
export function cpuSeconds(roots: readonly number[]): number {
  return family(roots).reduce((sum, s) => sum + s.seconds, 0);
}

/** Resident memory of these processes alone, MB. */
export function residentMb(pids: readonly number[]): number {
  return stats()
    .filter((s) => pids.includes(s.pid))
    .reduce((sum, s) => sum + s.rssMb, 0);
}

/** The processes directly below one. */
export const childrenOf = (pid: number): number[] =>
  stats()
    .filter((s) => s.parent === pid)
    .map((s) => s.pid);

function family(roots: readonly number[]): Stat[] {
  const all = stats();
  const wanted = new Set(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const s of all) {
      if (wanted.has(s.parent) && !wanted.has(s.pid)) {
        wanted.add(s.pid);
        grown = true;
      }
    }
  }
  return all.filter((s) => wanted.has(s.pid));
}

/** The postmaster's process id, from its data folder. */
export const postmasterOf = (folder: string): number =>
  Number(readFileSync(`${folder}/postmaster.pid`, 'utf8').split('\n')[0]);
