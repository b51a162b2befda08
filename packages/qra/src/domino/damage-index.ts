import { between, computed, firstOutOfRange, notNegative, type Outcome, positive } from '../result.ts';
import { timeToFailureS, type VesselKind } from './vessel-damage.ts';

/** A stretch of time with the fires that burn in it. */
export type HeatStretch = {
  readonly durationS: number;
  /** Heat of each burning unit at the same place of the target's wall; they add up (synergy). */
  readonly heatFluxesKwM2: readonly number[];
};

/**
 * Damage of a vessel under fires that come and go: dD = dt/ttf(ΣI), failure at D = 1 (reference §3). Barriers multiply the heat
 * (`sprayHeatFactor`) or add time (`fireproofingMin`) as in the network. Heat in sum below 1 kW/m² does no damage. Range: heat
 * ≤ 1000 kW/m² in sum, ≤ 2·10⁵ m³.
 * @returns the damage index at the end and, if it reached 1, when
 */
export function damageIndex(x: {
  readonly stretches: readonly HeatStretch[];
  readonly volumeM3: number;
  readonly kind: VesselKind;
  readonly sprayHeatFactor?: number;
  readonly fireproofingMin?: number;
}): Outcome<{ damage: number; failureS: number | null }> {
  const spray = x.sprayHeatFactor ?? 1;
  const added = 60 * (x.fireproofingMin ?? 0);
  const bad = firstOutOfRange(
    positive('volumeM3', x.volumeM3, 2e5),
    between('sprayHeatFactor', spray, [0, 1]),
    notNegative('fireproofingMin', x.fireproofingMin ?? 0, 600),
    ...x.stretches.flatMap((s, i) => [
      notNegative(`stretches[${i}].durationS`, s.durationS, 1e6),
      ...s.heatFluxesKwM2.map((q, j) => notNegative(`stretches[${i}].heatFluxesKwM2[${j}]`, q, 1000)),
    ]),
  );
  if (bad) return bad;
  let damage = 0;
  let timeS = 0;
  let failureS: number | null = null;
  for (const [i, s] of x.stretches.entries()) {
    const heat = spray * s.heatFluxesKwM2.reduce((sum, q) => sum + q, 0);
    const over = firstOutOfRange({ field: `stretches[${i}].heatFluxesKwM2`, value: heat, max: 1000 });
    if (over) return over;
    const perS = heat < 1 ? 0 : 1 / (timeToFailureS(heat, x.volumeM3, x.kind) + added);
    if (failureS === null && damage + perS * s.durationS >= 1) failureS = timeS + (1 - damage) / perS;
    damage += perS * s.durationS;
    timeS += s.durationS;
  }
  return computed({ damage, failureS });
}
