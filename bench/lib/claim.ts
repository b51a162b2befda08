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
export const claim = (c: Claim): void => write(c, { peer: null, peerFigure: null, ratio: null });

/**
 * A claim against a peer: `figure` and `peerFigure` are requests per CPU-second; what is claimed and compared with the target is their ratio.
 */
export function claimAgainst(c: Claim & { readonly peer: string; readonly peerFigure: number }): void {
  const ratio = round(c.figure / c.peerFigure);
  const { peer, peerFigure, ...rest } = c;
  write({ ...rest, figure: ratio }, { peer, peerFigure: round(peerFigure), ratio, ourFigure: round(c.figure) });
}

function write(c: Claim, more: object): void {
  const known: { id: string }[] = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : [];
  const full = {
    ...c,
    figure: round(c.figure),
    ...more,
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
  };
  const list = [...known.filter((k) => k.id !== c.id), full].sort((a, b) => (a.id < b.id ? -1 : 1));
  writeFileSync(FILE, `${JSON.stringify(list, null, 2)}\n`);
  console.log(`${c.id}: ${round(c.figure)} ${c.unit} (target ${c.better === 'lower' ? '≤' : '≥'} ${c.target})`);
}

const machine = (): string => `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
const round = (n: number): number => (Math.abs(n) >= 100 ? Math.round(n) : Number(n.toPrecision(3)));
