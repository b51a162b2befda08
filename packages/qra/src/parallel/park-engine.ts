import { Worker } from 'node:worker_threads';
import type { CascadeCounts } from '../domino/cascade.ts';
import { dominoNetwork } from '../domino/network.ts';
import { type DominoSummary, summariseDomino } from '../domino/summary.ts';
import { groupCount, type ParkAssessment, type RiskGrid, societalOf, targetsOf } from '../engine/assess.ts';
import { levelsOf } from '../engine/levels.ts';
import { riskPair, type TablePair } from '../engine/vessel-tables.ts';
import { gridSize } from '../park/grid-size.ts';
import type { GridSpec, Park, ParkVessel } from '../park/types.ts';
import { checkGrid, checkPark } from '../park/validate.ts';
import { computed, type Outcome, type Refused, refused } from '../result.ts';
import type { PlantState } from '../risk/criteria.ts';
import { type MeasurePlay, measureCandidates, measureGround, ranked } from '../risk/measure-worth.ts';
import type { RankedMeasure } from '../risk/measures.ts';
import { CONTROL, type Order, type Report, type WorkerSetup } from './protocol.ts';

/** How an engine is opened. */
export type EngineOptions = {
  /** Memory for the parts of the sum by group of vessels, which make an edit quick; beyond it an edit lays all anew. */
  readonly keptPartsBytes?: number;
  readonly threads?: number;
  readonly state?: PlantState;
  /** Called with 0-1 as work is done; throttle it yourself if it is dear. */
  readonly onProgress?: (share: number, phase: 'tables' | 'grid' | 'domino' | 'measures') => void;
  /** Aborting ends the run within one vessel or block of rows per thread. */
  readonly signal?: AbortSignal;
  /**
   * Give the threads low priority (on Linux; elsewhere it is the whole process's and is left alone), so that a server's other users
   * go first. Off by default.
   */
  readonly background?: boolean;
  /** Make the workers exit at their first order: lets a test see what a crash looks like. */
  readonly crashForTest?: boolean;
};

/** Most memory kept for partial grids (edits); larger parks redo the whole grid on an edit. */
const PARTIALS_LIMIT_BYTES = 4e8;

/** Domino results laid on the same grid. */
export type DominoAssessment = { readonly summary: DominoSummary; readonly extraGrid: RiskGrid };

/**
 * A park held open by worker threads with shared memory: run it whole, play its dominoes, edit one vessel. Results are the same
 * bits for any number of threads. One engine, one order at a time (`engine.busy`); two engines do not know each other. The
 * calling thread only adds up: the server's other users wait for nothing.
 */
export class ParkEngine {
  readonly #workers: readonly Worker[];
  readonly #control: Int32Array;
  readonly #values: SharedArrayBuffer;
  readonly #sums: SharedArrayBuffer;
  readonly #spec: GridSpec;
  readonly #options: EngineOptions;
  #park: Park;
  #tables: TablePair[] = [];
  #busy = false;
  #failure: Refused | null = null;
  #hear: ((report: Report | 'dead') => void) | null = null;

  private constructor(park: Park, spec: GridSpec, options: EngineOptions) {
    const { columns, rows } = gridSize(spec);
    const bytes = 8 * levelsOf(spec).words;
    const keep = bytes * groupCount(park) <= (options.keptPartsBytes ?? PARTIALS_LIMIT_BYTES);
    const control = new SharedArrayBuffer(4 * CONTROL.words);
    this.#park = park;
    this.#spec = spec;
    this.#options = options;
    this.#control = new Int32Array(control);
    this.#values = new SharedArrayBuffer(8 * columns * rows);
    this.#sums = new SharedArrayBuffer(bytes);
    const setup: WorkerSetup = {
      park,
      grid: spec,
      control,
      values: this.#values,
      sums: this.#sums,
      partials: keep ? new SharedArrayBuffer(bytes * groupCount(park)) : null,
      background: (options.background ?? false) && process.platform === 'linux',
      crash: options.crashForTest ?? false,
    };
    const threads = Math.max(1, Math.min(64, options.threads ?? 2));
    this.#workers = Array.from(
      { length: threads },
      () => new Worker(new URL('./worker-entry.ts', import.meta.url), { workerData: setup }),
    );
    for (const w of this.#workers) this.#listen(w);
  }

  /** Check the park and grid, then start the threads. */
  static open(park: Park, spec: GridSpec, options: EngineOptions = {}): Outcome<ParkEngine> {
    const checked = checkPark(park);
    if (!checked.ok) return checked;
    const grid = checkGrid(spec);
    return grid.ok ? computed(new ParkEngine(park, spec, options)) : grid;
  }

  /** Stop the threads. The engine refuses further orders (`engine.closed`). */
  async close(): Promise<void> {
    this.#failure ??= refused('engine.closed');
    await Promise.all(this.#workers.map((w) => w.terminate()));
  }

  /** Individual risk, F-N, PLL and targets of the whole park. Refusals: `run.cancelled`, `run.worker_failed`, `engine.busy`. */
  async run(): Promise<Outcome<ParkAssessment>> {
    return this.#exclusive(async () => {
      const total = this.#park.vessels.length;
      this.#tables = [];
      let built = 0;
      const bad = await this.#phase({ type: 'tables' }, (r) => {
        if (r.type !== 'table') return;
        this.#tables[r.index] = r.tables;
        this.#options.onProgress?.(++built / total, 'tables');
      });
      return bad ?? (await this.#lay({ type: 'lay', tables: this.#tables.map(riskPair) }));
    });
  }

  /** Replace one vessel (same id) and bring grid and figures up to date; the rest of the park is not computed again. */
  async edit(vessel: ParkVessel): Promise<Outcome<ParkAssessment>> {
    return this.#exclusive(async () => {
      const index = this.#park.vessels.findIndex((v) => v.id === vessel.id);
      if (index < 0) return refused('vessel.unknown', { field: 'vessel', value: vessel.id });
      if (this.#tables.length === 0) return refused('engine.not_run');
      const park = { ...this.#park, vessels: this.#park.vessels.with(index, vessel) };
      const checked = checkPark(park);
      if (!checked.ok) return checked;
      let tables: TablePair | null = null;
      const bad = await this.#phase(
        { type: 'edit-table', index, vessel },
        (r) => {
          if (r.type === 'table') tables = r.tables;
        },
        1,
      );
      if (bad !== undefined) return bad;
      if (tables === null) return refused('run.worker_failed');
      this.#park = park;
      this.#tables = this.#tables.with(index, tables);
      return this.#lay({ type: 'edit-lay', index, vessel, tables: riskPair(tables) });
    });
  }

  /** Play domino histories (about `histories` in all, the same number for every primary) and lay the extra risk on the grid. */
  async domino(histories = 1_000_000, seed = 1): Promise<Outcome<DominoAssessment>> {
    return this.#exclusive(async () => {
      if (this.#tables.length === 0) return refused('engine.not_run');
      if (!(histories >= 1 && histories <= 1e9))
        return refused('input.out_of_range', { field: 'histories', value: histories, min: 1, max: 1e9 });
      const network = dominoNetwork(
        this.#park,
        Float64Array.from(this.#tables, (t) => t.domino.pllPerYear),
      );
      const per = Math.ceil(histories / Math.max(1, network.primaries.length));
      const counts: CascadeCounts[] = [];
      let played = 0;
      const bad = await this.#phase({ type: 'domino', network, historiesPerPrimary: per, seed }, (r) => {
        if (r.type === 'cascade') counts.push(...r.counts);
        if (r.type !== 'played') return;
        played += r.primaries;
        this.#options.onProgress?.(played / Math.max(1, network.primaries.length), 'domino');
      });
      if (bad !== undefined) return bad;
      const summary = summariseDomino(this.#park, network, counts, per);
      const sums = new SharedArrayBuffer(this.#sums.byteLength);
      const into = new SharedArrayBuffer(this.#values.byteLength);
      const laid =
        (await this.#phase({ type: 'domino-lay', extra: summary.extraPerYear, into: sums })) ??
        (await this.#phase({ type: 'raise', sums, into }));
      return laid ?? computed({ summary, extraGrid: this.#grid(into) });
    });
  }

  /**
   * Rank measures on the `top` vessels of largest PLL and as many that dominoes fail most (by `extraPerYear`, from `domino`; zeros
   * when it was not run). The same list as `rankMeasures` for any number of threads.
   */
  async measures(
    extraPerYear: Float64Array,
    top: number,
    play: MeasurePlay = { historiesPerPrimary: 100, seed: 1 },
  ): Promise<Outcome<readonly RankedMeasure[]>> {
    return this.#exclusive(async () => {
      if (this.#tables.length === 0) return refused('engine.not_run');
      const ground = measureGround(this.#tables);
      const candidates = measureCandidates(this.#park.vessels, ground, extraPerYear, top);
      const found: RankedMeasure[] = [];
      let tried = 0;
      const bad = await this.#phase({ type: 'measures', ground, play, candidates }, (r) => {
        if (r.type !== 'measure') return;
        if (r.worth !== null) found.push(r.worth);
        this.#options.onProgress?.(++tried / candidates.length, 'measures');
      });
      return bad ?? computed(ranked(found));
    });
  }

  async #lay(order: Order): Promise<Outcome<ParkAssessment>> {
    const { blocks } = levelsOf(this.#spec);
    let laid = 0;
    const bad =
      (await this.#phase(order, (r) => {
        if (r.type === 'block') this.#options.onProgress?.(++laid / blocks, 'grid');
      })) ?? (await this.#phase({ type: 'raise', sums: this.#sums, into: this.#values }));
    if (bad !== undefined) return bad;
    const base = this.#tables.map((t) => t.base);
    return computed({
      grid: this.#grid(this.#values),
      societal: societalOf(base),
      targets: targetsOf(this.#park, base, this.#options.state ?? 'in-service'),
      tables: this.#tables,
    });
  }

  /** A copy: the shared grid changes with the next order. */
  #grid(values: SharedArrayBuffer): RiskGrid {
    return { ...this.#spec, ...gridSize(this.#spec), values: Float64Array.from(new Float64Array(values)) };
  }

  async #exclusive<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (this.#failure !== null) return this.#failure;
    if (this.#busy) return refused('engine.busy');
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  /** Give all threads (or the first few) one order and wait until each has said `done`; undefined when all is well. */
  #phase(order: Order, hear?: (report: Report) => void, threads = this.#workers.length): Promise<Refused | undefined> {
    const { signal } = this.#options;
    if (signal?.aborted === true) return Promise.resolve(refused('run.cancelled'));
    this.#control.fill(0);
    const team = this.#workers.slice(0, threads);
    const stop = (): void => void Atomics.store(this.#control, CONTROL.stop, 1);
    signal?.addEventListener('abort', stop);
    return new Promise<Refused | undefined>((resolve) => {
      let done = 0;
      const finish = (answer: Refused | undefined): void => {
        signal?.removeEventListener('abort', stop);
        this.#hear = null;
        for (const w of team) w.unref();
        resolve(answer);
      };
      this.#hear = (r) => {
        if (r === 'dead') finish(this.#failure ?? refused('run.worker_failed'));
        else if (r.type !== 'done') hear?.(r);
        else if (++done === team.length)
          finish(Atomics.load(this.#control, CONTROL.stop) === 1 ? refused('run.cancelled') : undefined);
      };
      for (const w of team) {
        w.ref();
        w.postMessage(order);
      }
    });
  }

  /** Every worker is listened to for its whole life; what it says goes to the order that waits. */
  #listen(worker: Worker): void {
    const died = (why: string): void => {
      this.#failure ??= refused('run.worker_failed', { params: { why } });
      Atomics.store(this.#control, CONTROL.stop, 1);
      for (const w of this.#workers) void w.terminate();
      this.#hear?.('dead');
    };
    worker.on('message', (r: Report) => this.#hear?.(r));
    worker.on('error', (e) => died(e instanceof Error ? e.message : String(e)));
    worker.on('exit', (code) => died(`exit ${code}`));
    worker.unref();
  }
}
