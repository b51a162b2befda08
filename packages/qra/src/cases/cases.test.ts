import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CaseInputs, runCase } from './case-runners.ts';

type Tolerance = { readonly rel?: number; readonly abs?: number; readonly factor?: number };
type WorkedCase = {
  readonly id: string;
  readonly inputs: CaseInputs;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: Tolerance;
};

const file: { readonly cases: readonly WorkedCase[] } = JSON.parse(
  readFileSync(new URL('./qra-cases.json', import.meta.url), 'utf8'),
);

/** Every number below `expected` with the number at the same place below `got`. A scalar expected against a list meets each. */
function pairs(expected: unknown, got: unknown, path: string): readonly (readonly [string, number, number])[] {
  if (typeof expected === 'number') {
    return Array.isArray(got)
      ? got.map((g, i) => [`${path}[${i}]`, expected, Number(g)] as const)
      : [[path, expected, Number(got)]];
  }
  if (typeof expected !== 'object' || expected === null) throw new TypeError(path);
  return Object.entries(expected).flatMap(([key, e]) => {
    const inside =
      typeof got === 'object' && got !== null ? Object.entries(got).find(([k]) => k === key)?.[1] : undefined;
    return pairs(e, inside, `${path}.${key}`);
  });
}

const within = (e: number, x: number, t: Tolerance): boolean =>
  (t.rel !== undefined && Math.abs(x - e) <= t.rel * Math.abs(e)) ||
  (t.abs !== undefined && Math.abs(x - e) <= t.abs) ||
  (t.factor !== undefined && x >= e / t.factor && x <= e * t.factor);

describe('worked cases of the reference', () => {
  test.each(file.cases.map((c) => [c.id, c] as const))('%s', (_, c) => {
    const got = runCase(c.id, c.inputs);
    expect(got, `no model answers ${c.id}`).toBeDefined();
    const all = pairs(c.expected, got, c.id);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(([, e, x]) => !within(e, x, c.tolerance))).toEqual([]);
  });
});
