import type { ParkInput } from '@yufang/qra/assessment/park-input';
import type { RunPhase } from '@yufang/qra/assessment/run';
import { refused } from '@yufang/qra/result';
import type { Clock } from '../../platform/clock/clock.ts';
import { newId } from '../../platform/clock/clock.ts';
import { asSystem, type Database } from '../../platform/db/database.ts';
import { computePark } from './compute.ts';
import { inputOfRow } from './directory.ts';
import { projectInput } from './project-input.ts';
import { beat, claimRun, endRun, giveBack, sweepRuns } from './run-rows.ts';
import type { RunRow } from './run-view.ts';

const BEAT_MS = 1_000;
const LOOK_MS = 5_000;

/**
 * Computes waiting runs, one at a time a server. Woken when one is put in the queue; looks by itself every five seconds for those that another server left.
 */
export class RunQueue {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #fail: (error: unknown) => void;
  /** Names this process to the rows it has taken. */
  readonly #server = newId();
  #current: { readonly run: RunRow; readonly abort: AbortController } | null = null;
  #looking: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database, clock: Clock, fail: (error: unknown) => void) {
    this.#db = db;
    this.#clock = clock;
    this.#fail = fail;
  }

  /** Look now and then, from when the server is up. */
  start(): void {
    const look = async (): Promise<void> => {
      await sweepRuns(this.#db, this.#clock.now());
      this.wake();
    };
    look().catch(this.#fail);
    this.#timer = setInterval(() => look().catch(this.#fail), LOOK_MS);
    this.#timer.unref();
  }

  /** There may be something to compute. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#looking ??= this.#work()
      .catch(this.#fail)
      .finally(() => {
        this.#looking = null;
        if (this.#again) this.wake();
      });
  }

  /** End a run at once if it is this server's; another server hears of it with its next beat. */
  cancel(id: string): void {
    if (this.#current?.run.id === id) this.#current.abort.abort();
  }

  /** Stop in good order: what is under way goes back to the queue. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#again = false;
    clearInterval(this.#timer);
    this.#current?.abort.abort();
    await this.#looking;
  }

  /** Until nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#looking) await this.#looking;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      for (let run = await this.#claim(); run !== null; run = await this.#claim()) await this.#compute(run);
    }
  }

  async #claim(): Promise<RunRow | null> {
    return this.#stopped ? null : await claimRun(this.#db, this.#server, this.#clock.now());
  }

  async #compute(run: RunRow): Promise<void> {
    const abort = new AbortController();
    this.#current = { run, abort };
    const at: { phase: RunPhase | null; share: number } = { phase: null, share: 0 };
    let lost = false;
    let input: ParkInput | null = null;
    const pulse = setInterval(() => {
      const where = { ...at, overall: input === null ? 0 : overallOf(input, at) };
      beat(this.#db, run, where)
        .then((answer) => {
          lost ||= answer === 'gone';
          if (answer !== 'go_on') abort.abort();
        })
        // A database that is away for a moment: the next beat tells.
        .catch(this.#fail);
    }, BEAT_MS);
    try {
      input = await this.#inputOf(run);
      const outcome =
        input === null
          ? refused('park.input_changed')
          : await computePark(input, {
              signal: abort.signal,
              onProgress: (share, phase) => Object.assign(at, { share, phase }),
            });
      if (lost) return;
      if (this.#stopped && !outcome.ok && outcome.code === 'run.cancelled') return await giveBack(this.#db, run);
      const now = this.#clock.now();
      const end = { now, input: input ?? inputOfRow(null) };
      await endRun(this.#db, run, outcome.ok ? { ...end, computed: outcome.value } : { ...end, refusal: outcome });
    } catch (error) {
      // The result could not be written, or a bug: the run must not stand as running for ever.
      this.#fail(error);
      const refusal = refused('run.worker_failed', { params: { why: 'result not written' } });
      await endRun(this.#db, run, { now: this.#clock.now(), input: inputOfRow(null), refusal }).catch(this.#fail);
    } finally {
      clearInterval(pulse);
      this.#current = null;
    }
  }

  /** The inputs that the run was asked for; null when the assessment has others by now (a draft taken anew). */
  async #inputOf(run: RunRow): Promise<ParkInput | null> {
    return await asSystem(this.#db, async (trx) => {
      const row = await trx
        .selectFrom('park_assessment')
        .select(['input', 'input_hash'])
        .where('park_id', '=', run.park_id)
        .where('id', '=', run.assessment_id)
        .executeTakeFirstOrThrow();
      const input = inputOfRow(row.input);
      if (run.project_check_id !== null) return await projectInput(trx, run, input);
      return row.input_hash === run.input_hash ? input : null;
    });
  }
}

/** Of the whole: tables and grid a half, dominoes and measures the rest in equal parts where they are asked for. */
function overallOf(input: ParkInput, at: { phase: RunPhase | null; share: number }): number {
  const measures = input.measures?.vessels !== 0;
  const steps: readonly (readonly [RunPhase, number])[] = [
    ['tables', 0.4],
    ['grid', 0.1],
    ...(input.domino === null ? [] : ([['domino', 0.25]] as const)),
    ...(measures ? ([['measures', 0.25]] as const) : []),
  ];
  const whole = steps.reduce((sum, [, weight]) => sum + weight, 0);
  let done = 0;
  for (const [phase, weight] of steps) {
    if (phase === at.phase) return (done + weight * at.share) / whole;
    done += weight;
  }
  return 0;
}
