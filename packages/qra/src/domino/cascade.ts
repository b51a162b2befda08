import { type Random, seededRandom } from '../math/random.ts';
import { fnBin } from '../risk/societal.ts';
import type { DominoNetwork, Edges } from './network.ts';

/** Counts of one primary's histories: whole numbers, so that any sharing of the work gives the same bits. */
export type CascadeCounts = {
  readonly primary: number;
  readonly histories: number;
  /** Histories in which at least one other unit failed. */
  readonly secondaryHistories: number;
  /** Unit and in how many histories it failed as a secondary or higher. */
  readonly failed: readonly (readonly [unit: number, count: number])[];
  /** Escalation steps: by whom (largest heat, or the burst), whom, how often. */
  readonly steps: readonly (readonly [from: number, to: number, count: number])[];
  /** F-N bin of the whole cascade's deaths and how often, histories with a secondary only. */
  readonly deaths: readonly (readonly [bin: number, count: number])[];
  readonly longestChain: number;
};

/** Median time until help works, min, and the spread of its logarithm: what makes the probit 9.25 − 1.847 ln ttf of Landucci. */
const MITIGATION_LN_MIN = (9.25 - 5) / 1.847;
const MITIGATION_SPREAD = 1 / 1.847;
/** Leak fires burn this long, s. */
const LEAK_FIRE_S = 1800;
/** No cascade is followed longer, s. */
const HORIZON_S = 6 * 3600;

/** State of the units during a history; only those touched are reset. */
type State = {
  readonly failed: Uint8Array;
  readonly depth: Uint8Array;
  readonly heat: Float64Array;
  readonly damage: Float64Array;
  readonly since: Float64Array;
  readonly deadline: Float64Array;
  readonly strongest: Float64Array;
  readonly by: Int32Array;
  readonly touched: number[];
  /** Fires still burning: unit, edges, end. */
  readonly fires: { readonly unit: number; readonly edges: Edges; readonly endS: number }[];
};

const makeState = (n: number): State => ({
  failed: new Uint8Array(n),
  depth: new Uint8Array(n),
  heat: new Float64Array(n),
  damage: new Float64Array(n),
  since: new Float64Array(n),
  deadline: new Float64Array(n).fill(-1),
  strongest: new Float64Array(n),
  by: new Int32Array(n).fill(-1),
  touched: [],
  fires: [],
});

function reset(s: State): void {
  for (const u of s.touched) {
    s.failed[u] = 0;
    s.depth[u] = 0;
    s.heat[u] = 0;
    s.damage[u] = 0;
    s.since[u] = 0;
    s.deadline[u] = -1;
    s.strongest[u] = 0;
    s.by[u] = -1;
  }
  s.touched.length = 0;
  s.fires.length = 0;
}

/** Minutes until help works, log-normal (Box-Muller). */
function mitigationS(random: Random): number {
  const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return 60 * Math.exp(MITIGATION_LN_MIN + MITIGATION_SPREAD * z);
}

/** Time to failure at the unit's present heat, s; infinite below its threshold. */
const ttf = (net: DominoNetwork, s: State, u: number): number =>
  (s.heat[u] ?? 0) < (net.thresholdKwM2[u] ?? 0)
    ? Number.POSITIVE_INFINITY
    : (net.ttfCoefficientS[u] ?? 0) * (s.heat[u] ?? 0) ** -(net.ttfSlope[u] ?? 0) + (net.fireproofingS[u] ?? 0);

/** Bring a unit's damage up to now. Damage adds up as ∫dt/ttf(I(t)): synergy of fires that start at different times. */
function age(net: DominoNetwork, s: State, ...rest: readonly [u: number, nowS: number]): void {
  const [u, nowS] = rest;
  s.damage[u] = (s.damage[u] ?? 0) + (nowS - (s.since[u] ?? 0)) / ttf(net, s, u);
  s.since[u] = nowS;
}

type Run = {
  readonly net: DominoNetwork;
  readonly state: State;
  readonly random: Random;
  readonly steps: Map<number, number>;
  readonly failed: Map<number, number>;
};

function ignite(run: Run, unit: number, ...rest: readonly [edges: Edges, nowS: number, endS: number]): void {
  const [edges, nowS, endS] = rest;
  const { net, state } = run;
  const from = edges.start[unit] ?? 0;
  const to = edges.start[unit + 1] ?? 0;
  if (from === to || endS <= nowS) return;
  state.fires.push({ unit, edges, endS });
  for (let e = from; e < to; e++) {
    const j = edges.target[e] ?? 0;
    if (state.failed[j] === 1) continue;
    const q = edges.value[e] ?? 0;
    state.touched.push(j);
    age(net, state, j, nowS);
    state.heat[j] = (state.heat[j] ?? 0) + q;
    if (q > (state.strongest[j] ?? 0)) {
      state.strongest[j] = q;
      state.by[j] = unit;
    }
    if ((state.deadline[j] ?? -1) < 0 && (state.heat[j] ?? 0) >= (net.thresholdKwM2[j] ?? 0))
      state.deadline[j] = nowS + mitigationS(run.random);
  }
}

function strike(run: Run, unit: number, ...rest: readonly [edges: Edges, nowS: number]): void {
  const [edges, nowS] = rest;
  const { state } = run;
  for (let e = edges.start[unit] ?? 0; e < (edges.start[unit + 1] ?? 0); e++) {
    const j = edges.target[e] ?? 0;
    if (state.failed[j] === 1 || run.random() >= (edges.value[e] ?? 0)) continue;
    fail(run, j, unit, nowS);
  }
}

function fail(run: Run, unit: number, ...rest: readonly [by: number, nowS: number]): void {
  const [by, nowS] = rest;
  const { net, state } = run;
  state.touched.push(unit);
  state.failed[unit] = 1;
  state.depth[unit] = (state.depth[by] ?? 0) + 1;
  run.failed.set(unit, (run.failed.get(unit) ?? 0) + 1);
  const step = by * net.units + unit;
  run.steps.set(step, (run.steps.get(step) ?? 0) + 1);
  ignite(run, unit, net.fullHeat, nowS, nowS + (net.fireDurationS[unit] ?? 0));
  strike(run, unit, net.burst, nowS);
}

/** Put out the fire that ends now. */
function burnOut(run: Run, index: number, nowS: number): void {
  const { net, state } = run;
  const fire = state.fires[index];
  if (fire === undefined) return;
  state.fires.splice(index, 1);
  for (let e = fire.edges.start[fire.unit] ?? 0; e < (fire.edges.start[fire.unit + 1] ?? 0); e++) {
    const j = fire.edges.target[e] ?? 0;
    if (state.failed[j] === 1) continue;
    age(net, state, j, nowS);
    state.heat[j] = Math.max(0, (state.heat[j] ?? 0) - (fire.edges.value[e] ?? 0));
  }
}

/** Run until nothing more can fail: the next failure by heat, or the next fire's end, whichever is first. */
function follow(run: Run): void {
  const { net, state } = run;
  let nowS = 0;
  while (state.fires.length > 0 && nowS < HORIZON_S) {
    let first = Number.POSITIVE_INFINITY;
    let who = -1;
    for (const u of state.touched) {
      if (state.failed[u] === 1 || (state.deadline[u] ?? -1) < 0) continue;
      const at =
        nowS +
        Math.max(0, 1 - ((state.damage[u] ?? 0) + (nowS - (state.since[u] ?? 0)) / ttf(net, state, u))) *
          ttf(net, state, u);
      if (at < first && at <= (state.deadline[u] ?? 0)) {
        first = at;
        who = u;
      }
    }
    let end = 0;
    for (let i = 1; i < state.fires.length; i++)
      if ((state.fires[i]?.endS ?? 0) < (state.fires[end]?.endS ?? 0)) end = i;
    const endS = state.fires[end]?.endS ?? 0;
    if (who >= 0 && first <= endS) {
      nowS = first;
      fail(run, who, state.by[who] ?? who, nowS);
    } else {
      // Without a failure in sight before the fires end there is nothing to wait for but the next end.
      nowS = endS;
      burnOut(run, end, nowS);
    }
  }
}

/** Whether a primary can reach any other unit at all: most cannot, and then no history need be played. */
function canEscalate(
  net: DominoNetwork,
  unit: number,
  ...rest: readonly [heat: Edges | null, strikes: Edges | null]
): boolean {
  const [heat, strikes] = rest;
  if (strikes !== null && (strikes.start[unit + 1] ?? 0) > (strikes.start[unit] ?? 0)) return true;
  if (heat === null) return false;
  for (let e = heat.start[unit] ?? 0; e < (heat.start[unit + 1] ?? 0); e++) {
    if ((heat.value[e] ?? 0) >= (net.thresholdKwM2[heat.target[e] ?? 0] ?? 0)) return true;
  }
  return false;
}

const states = new Map<number, State>();

/**
 * Play the histories of one primary event. Fixed seed and one random stream a primary: the same counts whoever plays it.
 *
 * The model is "time to failure against help": a unit fails when its damage index ∫dt/ttf(I) reaches 1 before help works, help's
 * time being log-normal so that a single steady fire reproduces Landucci's probit. Every burst tries each neighbour once
 * (percolation); heat goes on trying as long as it burns.
 */
export function simulatePrimary(
  net: DominoNetwork,
  primary: number,
  options: { readonly histories: number; readonly seed: number },
): CascadeCounts {
  const p = net.primaries[primary];
  const nothing = {
    primary,
    histories: options.histories,
    secondaryHistories: 0,
    failed: [],
    steps: [],
    deaths: [],
    longestChain: 0,
  };
  if (p === undefined) return nothing;
  const heat = p.kind === 'leak-fire' ? net.leakHeat : p.kind === 'failure' ? net.fullHeat : null;
  const strikes = p.kind === 'explosion' ? net.explosion : p.kind === 'failure' ? net.burst : null;
  if (!canEscalate(net, p.unit, heat, strikes)) return nothing;
  const state = states.get(net.units) ?? makeState(net.units);
  states.set(net.units, state);
  const run: Run = { net, state, random: seededRandom(options.seed, primary), steps: new Map(), failed: new Map() };
  const deaths = new Map<number, number>();
  let secondaryHistories = 0;
  let longestChain = 0;
  for (let h = 0; h < options.histories; h++) {
    state.failed[p.unit] = 1;
    state.touched.push(p.unit);
    if (heat !== null)
      ignite(run, p.unit, heat, 0, p.kind === 'leak-fire' ? LEAK_FIRE_S : (net.fireDurationS[p.unit] ?? 0));
    if (strikes !== null) strike(run, p.unit, strikes, 0);
    follow(run);
    let killed = net.meanDeaths[p.unit] ?? 0;
    let others = 0;
    for (const u of state.touched) {
      // A unit may be touched twice: its depth is cleared once counted.
      const depth = state.depth[u] ?? 0;
      if (depth === 0) continue;
      others++;
      longestChain = Math.max(longestChain, depth);
      killed += net.meanDeaths[u] ?? 0;
      state.depth[u] = 0;
    }
    if (others > 0) {
      secondaryHistories++;
      const bin = fnBin(killed);
      deaths.set(bin, (deaths.get(bin) ?? 0) + 1);
    }
    reset(state);
  }
  const sorted = (m: Map<number, number>): readonly (readonly [number, number])[] => [...m].sort((a, b) => a[0] - b[0]);
  return {
    primary,
    histories: options.histories,
    secondaryHistories,
    failed: sorted(run.failed),
    steps: sorted(run.steps).map(([k, count]) => [Math.floor(k / net.units), k % net.units, count] as const),
    deaths: sorted(deaths),
    longestChain,
  };
}
