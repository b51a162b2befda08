import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** One claim in the form of design.md §8. */
export type Claim = {
  readonly id: string;
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  readonly target: number;
  readonly better: 'higher' | 'lower';
  readonly command: string;
};

const FILE = fileURLToPath(new URL('../results.json', import.meta.url));

/** Print a claim and put it into bench/results.json in place of the last one with its id. */
export function claim(c: Claim): void {
  const known: { id: string }[] = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : [];
  const full = {
    ...c,
    peer: null,
    peerFigure: null,
    ratio: null,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
  };
  writeFileSync(FILE, `${JSON.stringify([...known.filter((k) => k.id !== c.id), full], null, 2)}\n`);
  console.log(`${c.id}: ${c.figure} ${c.unit} (target ${c.better === 'lower' ? '≤' : '≥'} ${c.target} ${c.unit})`);
}
