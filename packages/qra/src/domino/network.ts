import { kingeryBulmashKpa, SWISDAK_RANGE } from '../blast/tnt.ts';
import { vesselBurst } from '../blast/vessel-burst.ts';
import { TNT_ENERGY_J_KG } from '../constants.ts';
import { directFire, immediateIgnition } from '../engine/effects.ts';
import type { HeatSource } from '../engine/heat-source.ts';
import { releasesOf } from '../engine/releases.ts';
import { OUTCOME_SPLIT } from '../frequency/ignition.ts';
import { bisect } from '../math/bisect.ts';
import { normalCdf } from '../math/normal.ts';
import type { Park, ParkVessel } from '../park/types.ts';
import { vesselRadiusM } from '../park/validate.ts';
import { findSubstance } from '../substance/library.ts';
import type { Substance } from '../substance/types.ts';
import { DOMINO_THRESHOLDS, FRAGMENT_MODEL, OVERPRESSURE_DAMAGE, timeToFailureS } from './vessel-damage.ts';

/** Edges in compressed rows: those of unit i are at start[i]…start[i+1]. `value` is kW/m² for heat, a probability for bursts. */
export type Edges = { readonly start: Int32Array; readonly target: Int32Array; readonly value: Float64Array };

/** What starts a cascade: a leak that burns, a whole release that burns or bursts, or a cloud that explodes. */
export type PrimaryKind = 'leak-fire' | 'failure' | 'explosion';
/** A primary event of a unit. */
export type Primary = { readonly unit: number; readonly kind: PrimaryKind; readonly frequencyPerYear: number };

/** The park as a domino sees it. */
export type DominoNetwork = {
  readonly units: number;
  readonly primaries: readonly Primary[];
  readonly leakHeat: Edges;
  readonly fullHeat: Edges;
  readonly burst: Edges;
  readonly explosion: Edges;
  /** ttf = coefficient·I^−slope + fireproofing, s. */
  readonly ttfCoefficientS: Float64Array;
  readonly ttfSlope: Float64Array;
  readonly fireproofingS: Float64Array;
  readonly thresholdKwM2: Float64Array;
  readonly fireDurationS: Float64Array;
  /** Mean deaths of the unit's own failure, for the F-N of cascades. */
  readonly meanDeaths: Float64Array;
};

/** Heat below this does not count even in sum, kW/m²; burst probabilities below it are dropped. */
const LEAST_HEAT_KW_M2 = 2;
const LEAST_BURST = 1e-3;
const REACH_M = 1000;

type Source = {
  readonly leak: HeatSource | null;
  readonly full: HeatSource | null;
  readonly fireballM: number;
  /** Where its heat falls to what an atmospheric tank does not stand, m. */
  readonly fireballHeatM: number;
  readonly burstTntKg: number;
  readonly vceTntKg: number;
};

function sourceOf(park: Park, v: ParkVessel, s: Substance): Source {
  const releases = releasesOf(v, s);
  const whole = releases.at(-1);
  const leak = releases.find((r) => r.scenario === 'leak-100mm');
  const burns = s.heatOfCombustionJKg !== undefined && s.lowerFlammableLimit !== undefined;
  const full = burns && whole !== undefined ? directFire(v, s, whole, park.settings) : null;
  const pressurised = v.pressurePa > 2e5;
  const burst = pressurised
    ? vesselBurst({
        burstPressurePa: v.pressurePa,
        volumeM3: Math.max(1, v.volumeM3 * (1 - v.fillFraction)),
        heatCapacityRatio: s.heatCapacityRatio,
      })
    : undefined;
  const flashed = whole?.flashed ?? 0;
  return {
    leak: burns && leak !== undefined ? directFire(v, s, leak, park.settings) : null,
    full: full === null || full.kind === 'fireball' ? null : full,
    fireballM: full?.kind === 'fireball' ? full.flameRadiusM : 0,
    fireballHeatM: full?.kind === 'fireball' ? fireballReachM(full) : 0,
    burstTntKg: burst?.ok === true ? burst.value.tntMassKg : 0,
    vceTntKg:
      burns && s.toxicProbit === undefined
        ? (park.settings.tntYield * flashed * (s.heatOfCombustionJKg ?? 0)) / TNT_ENERGY_J_KG
        : 0,
  };
}

/** Where a fireball's heat falls to the threshold of atmospheric tanks, m; its own radius when it is weaker even there. */
function fireballReachM(ball: HeatSource): number {
  const over = (r: number): number => ball.fluxKwM2(r) - DOMINO_THRESHOLDS.fireballKwM2;
  return over(ball.flameRadiusM) <= 0 ? ball.flameRadiusM : bisect(over, ball.flameRadiusM, 20_000);
}

/** Overpressure damage at a distance, 0 below the kind's threshold. */
function blastDamage(tntKg: number, distanceM: number, kind: ParkVessel['kind']): number {
  if (tntKg <= 0) return 0;
  const z = Math.max(SWISDAK_RANGE[0], distanceM / Math.cbrt(tntKg));
  if (z > SWISDAK_RANGE[1]) return 0;
  const kpa = kingeryBulmashKpa(z);
  if (kpa < DOMINO_THRESHOLDS.overpressureKpa[kind]) return 0;
  const { a, b } = OVERPRESSURE_DAMAGE[kind];
  return normalCdf(a + b * Math.log(kpa * 1000) - 5);
}

function fragmentDamage(tntKg: number, distanceM: number, target: ParkVessel): number {
  if (tntKg <= 0 || distanceM > FRAGMENT_MODEL.reachM) return 0;
  const side = 2 * vesselRadiusM(target.volumeM3);
  const hit = Math.min(1, (side * side) / (2 * Math.PI * distanceM ** 2));
  return FRAGMENT_MODEL.generation * (1 - (1 - hit) ** FRAGMENT_MODEL.number) * FRAGMENT_MODEL.damageOnHit;
}

type EdgeList = { readonly start: number[]; readonly target: number[]; readonly value: number[] };
const emptyEdges = (): EdgeList => ({ start: [0], target: [], value: [] });
const packed = (e: EdgeList): Edges => ({
  start: Int32Array.from(e.start),
  target: Int32Array.from(e.target),
  value: Float64Array.from(e.value),
});

function primariesOf(
  park: Park,
  v: ParkVessel,
  ...rest: readonly [s: Substance, source: Source, unit: number]
): readonly Primary[] {
  const [s, source, unit] = rest;
  const releases = releasesOf(v, s);
  const out: Primary[] = [];
  const add = (kind: PrimaryKind, frequencyPerYear: number): void => {
    if (frequencyPerYear > 0) out.push({ unit, kind, frequencyPerYear });
  };
  const large = releases.filter((r) => r.scenario === 'leak-100mm' || r.scenario === 'ten-minutes');
  if (source.leak !== null)
    add(
      'leak-fire',
      large.reduce((sum, r) => sum + r.frequencyPerYear * immediateIgnition(s, r), 0),
    );
  const whole = releases.at(-1);
  if (whole === undefined) return out;
  const ignited = immediateIgnition(s, whole);
  const flammable = source.full !== null || source.fireballM > 0;
  if (flammable || source.burstTntKg > 0) add('failure', whole.frequencyPerYear * (flammable ? ignited : 1));
  if (source.vceTntKg > 0)
    add(
      'explosion',
      whole.frequencyPerYear * (1 - ignited) * park.settings.delayedIgnition * OUTCOME_SPLIT.vceOfDelayed,
    );
  return out;
}

/**
 * Build the escalation network of a checked park from real distances: heat of leak fires and of whole fires at each neighbour
 * (spray reduces it), chance that a burst, its fragments or an engulfing fireball break the neighbour, chance that a cloud
 * explosion centred on the source does. Neighbours within 1 km. @param meanDeaths per unit, from the domino tables; zeros if unknown
 */
export function dominoNetwork(park: Park, meanDeaths?: Float64Array): DominoNetwork {
  const n = park.vessels.length;
  const substances = park.vessels.map((v) => {
    const found = findSubstance(v.substance);
    if (!found.ok) throw new RangeError(`unchecked substance ${v.substance}`);
    return found.value;
  });
  const sources = park.vessels.map((v, i) => {
    const s = substances[i];
    if (s === undefined) throw new RangeError('substance');
    return sourceOf(park, v, s);
  });
  const order = park.vessels.map((v, i) => ({ v, i })).sort((a, b) => a.v.xM - b.v.xM || a.i - b.i);
  const rank = new Int32Array(n);
  for (const [r, o] of order.entries()) rank[o.i] = r;
  const lists = { leakHeat: emptyEdges(), fullHeat: emptyEdges(), burst: emptyEdges(), explosion: emptyEdges() };
  const primaries: Primary[] = [];
  for (const [i, v] of park.vessels.entries()) {
    const source = sources[i];
    const s = substances[i];
    if (source === undefined || s === undefined) continue;
    primaries.push(...primariesOf(park, v, s, source, i));
    for (const { i: j, v: t } of neighbours(order, rank[i] ?? 0))
      addEdges(lists, source, { j, t, d: Math.max(0.5, Math.hypot(t.xM - v.xM, t.yM - v.yM)) });
    for (const list of Object.values(lists)) list.start.push(list.target.length);
  }
  const of = (f: (v: ParkVessel, i: number) => number): Float64Array => Float64Array.from(park.vessels, f);
  return {
    units: n,
    primaries,
    leakHeat: packed(lists.leakHeat),
    fullHeat: packed(lists.fullHeat),
    burst: packed(lists.burst),
    explosion: packed(lists.explosion),
    ttfCoefficientS: of((v) => timeToFailureS(1, v.volumeM3, v.kind)),
    ttfSlope: of((v) => (v.kind === 'atmospheric' ? 1.128 : 0.947)),
    fireproofingS: of((v) => 60 * (v.barriers?.fireproofingMin ?? 0)),
    thresholdKwM2: of((v) => DOMINO_THRESHOLDS.heatKwM2[v.kind]),
    fireDurationS: of((_, i) => sources[i]?.full?.durationS ?? 0),
    meanDeaths: meanDeaths ?? new Float64Array(n),
  };
}

type Placed = { readonly v: ParkVessel; readonly i: number };

/** Vessels within reach in x of the one at `rank`, in the order of the park. */
function neighbours(order: readonly Placed[], rank: number): readonly Placed[] {
  const me = order[rank];
  if (me === undefined) return [];
  const out: Placed[] = [];
  for (const step of [-1, 1]) {
    for (let r = rank + step; r >= 0 && r < order.length; r += step) {
      const other = order[r];
      if (other === undefined || Math.abs(other.v.xM - me.v.xM) > REACH_M) break;
      if (Math.abs(other.v.yM - me.v.yM) <= REACH_M) out.push(other);
    }
  }
  return out.sort((a, b) => a.i - b.i);
}

function addEdges(
  lists: Readonly<Record<'leakHeat' | 'fullHeat' | 'burst' | 'explosion', EdgeList>>,
  source: Source,
  to: { readonly j: number; readonly t: ParkVessel; readonly d: number },
): void {
  const { j, t, d } = to;
  const put = (list: EdgeList, value: number, least: number): void => {
    if (value < least) return;
    list.target.push(j);
    list.value.push(value);
  };
  const spray = t.barriers?.sprayHeatFactor ?? 1;
  if (source.leak !== null) put(lists.leakHeat, spray * source.leak.fluxKwM2(d), LEAST_HEAT_KW_M2);
  if (source.full !== null) put(lists.fullHeat, spray * source.full.fluxKwM2(d), LEAST_HEAT_KW_M2);
  // Engulfed vessels fail whatever they are; atmospheric ones also by a fireball's heat beside it.
  const engulfed = d < (t.kind === 'atmospheric' ? source.fireballHeatM : source.fireballM) ? 1 : 0;
  const blast = blastDamage(source.burstTntKg, d, t.kind);
  const missile = fragmentDamage(source.burstTntKg, d, t);
  put(lists.burst, 1 - (1 - engulfed) * (1 - blast) * (1 - missile), LEAST_BURST);
  put(lists.explosion, blastDamage(source.vceTntKg, d, t.kind), LEAST_BURST);
}
