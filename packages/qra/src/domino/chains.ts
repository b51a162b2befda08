import type { Park } from '../park/types.ts';
import type { DominoNetwork } from './network.ts';
import type { DominoSummary } from './summary.ts';

/** A chain of failures with the yearly frequency of all its steps holding. */
export type Chain = { readonly units: readonly string[]; readonly frequencyPerYear: number };

/**
 * The most likely chains: best first over the escalation graph, f·Πp, no vessel twice, up to five vessels.
 * A screening picture: steps are taken as independent given the one before.
 */
export function topChains(
  summary: DominoSummary,
  net: DominoNetwork,
  ...rest: readonly [park: Park, count: number]
): readonly Chain[] {
  const [park, count] = rest;
  const next = Map.groupBy(summary.edges, (e) => e.from);
  const primary = new Map<string, number>();
  for (const p of net.primaries) {
    const id = park.vessels[p.unit]?.id ?? '';
    primary.set(id, (primary.get(id) ?? 0) + p.frequencyPerYear);
  }
  const best: Chain[] = [];
  let heads: Chain[] = [...primary].map(([id, frequencyPerYear]) => ({ units: [id], frequencyPerYear }));
  for (let depth = 1; depth < 5; depth++) {
    heads = heads
      .flatMap((c) =>
        (next.get(c.units.at(-1) ?? '') ?? []).flatMap((e) =>
          c.units.includes(e.to)
            ? []
            : [{ units: [...c.units, e.to], frequencyPerYear: c.frequencyPerYear * e.probability }],
        ),
      )
      .sort((a, b) => b.frequencyPerYear - a.frequencyPerYear)
      .slice(0, 20 * count);
    best.push(...heads);
  }
  return best.sort((a, b) => b.frequencyPerYear - a.frequencyPerYear).slice(0, count);
}
