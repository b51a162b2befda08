import type { ParkAssessment, RiskGrid } from '../engine/assess.ts';
import { MAX_RINGS, ringRadiusM } from '../engine/polar-grid.ts';
import { type DominoAssessment, ParkEngine } from '../parallel/park-engine.ts';
import { computed, type Outcome } from '../result.ts';
import { MEASURE_EFFECTS, type RankedMeasure } from '../risk/measures.ts';
import { assembleResult, type DominoPart, totalGrid } from './build-result.ts';
import { contentHash } from './input-hash.ts';
import type { ParkInput } from './park-input.ts';
import { type PreparedPark, parkOfInput } from './park-of-input.ts';
import { PARK_RESULT_FORMAT, type ParkResult } from './park-result.ts';
import { readParkInput } from './read-park-input.ts';
import { engineStatement, standingNotes } from './statement.ts';

/** Steps of a run, in this order; each goes from 0 to 1. */
export type RunPhase = 'tables' | 'grid' | 'domino' | 'measures';

/** How an assessment runs. */
export type RunOptions = {
  /** Worker threads, 1-64; 2 when absent. The result does not depend on it. */
  readonly threads?: number;
  /** Low priority for the threads (Linux): for a server whose other users go first. */
  readonly background?: boolean;
  readonly onProgress?: (share: number, phase: RunPhase) => void;
  /** Aborting ends the run with `run.cancelled` within one vessel or block of rows a thread. */
  readonly signal?: AbortSignal;
};

/** A result with the grids behind its contours (they are too large for the JSON). */
export type ParkRun = {
  readonly result: ParkResult;
  readonly prepared: PreparedPark;
  /** Individual risk without dominoes, and with them. */
  readonly grids: { readonly base: RiskGrid; readonly total: RiskGrid };
};

/** Said when a cloud is still deadly at the last ring of its table. */
const cutNotes = (base: ParkAssessment): ParkResult['notes'] =>
  base.tables.some((t) => t.base.windRings >= MAX_RINGS)
    ? [{ code: 'assessment.cut_at_reach', params: { reachM: Math.round(ringRadiusM(MAX_RINGS - 1)) } }]
    : [];

/** The result of what the engine computed. */
export function resultOf(
  input: ParkInput,
  prepared: PreparedPark,
  ...rest: readonly [
    base: ParkAssessment,
    part: DominoPart | null,
    ranked: readonly RankedMeasure[] | null,
    notes: ParkResult['notes'],
  ]
): ParkRun {
  const [base, part, ranked, notes] = rest;
  const result: ParkResult = {
    format: PARK_RESULT_FORMAT,
    parkId: input.id,
    inputHash: contentHash(input),
    statement: engineStatement(prepared.park),
    notes: [...notes, ...standingNotes(prepared.park, part !== null), ...cutNotes(base)],
    ...assembleResult(prepared, base, part),
    measures: ranked === null ? null : { effects: MEASURE_EFFECTS, ranked },
  };
  return { result, prepared, grids: { base: base.grid, total: totalGrid(base.grid, part?.extraGrid ?? null) } };
}

/**
 * Assess a park from its file to its result, in worker threads: individual risk, F-N, PLL, targets, dominoes, measures.
 *
 * The same input gives the same result to the last bit, for any number of threads. Refusals: those of `readParkInput` and
 * `parkOfInput` before anything runs; `run.cancelled`, `run.worker_failed` while it runs. Two runs at once do not know each other.
 * @param json a park file as JSON.parse gives it, or a `ParkInput`
 */
export async function runParkAssessment(json: unknown, options: RunOptions = {}): Promise<Outcome<ParkRun>> {
  const input = readParkInput(json);
  if (!input.ok) return input;
  const prepared = parkOfInput(input.value);
  if (!prepared.ok) return prepared;
  const { park, grid, state, domino, measureVessels } = prepared.value;
  const opened = ParkEngine.open(park, grid, { ...options, state });
  if (!opened.ok) return opened;
  const engine = opened.value;
  try {
    const base = await engine.run();
    if (!base.ok) return base;
    let played: DominoAssessment | null = null;
    if (domino !== null) {
      const d = await engine.domino(domino.histories, domino.seed);
      if (!d.ok) return d;
      played = d.value;
    }
    let ranked: readonly RankedMeasure[] | null = null;
    if (measureVessels > 0) {
      const extra = played?.summary.extraPerYear ?? new Float64Array(park.vessels.length);
      const m = await engine.measures(extra, measureVessels);
      if (!m.ok) return m;
      ranked = m.value;
    }
    const part = played === null || domino === null ? null : { ...played, seed: domino.seed };
    return computed(resultOf(input.value, prepared.value, base.value, part, ranked, prepared.notes), prepared.notes);
  } finally {
    await engine.close();
  }
}
