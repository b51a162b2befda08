import { Worker } from 'node:worker_threads';
import type { WhatIfChange } from '@yufang/contract/park';
import type { ParkInput } from '@yufang/qra/assessment/park-input';
import { type Refused, refused } from '@yufang/qra/result';
import { refuse } from '../../platform/errors/refused.ts';
import { COMPUTE_THREADS } from './compute.ts';
import { directoryOf } from './directory.ts';
import { refuseByEngine } from './engine-refusal.ts';
import { afterAll, oneVessel } from './what-if-changes.ts';
import type { WhatIfAnswer, WhatIfOrder, WhatIfReport } from './what-if-protocol.ts';

type State = 'opening' | 'ready' | 'computing' | 'failed';
const MOST_CHANGES = 100;

/** One park held open for one person: its thread, what was tried, and both sides as text. */
export class WhatIfSession {
  readonly id: string;
  readonly accountId: string;
  readonly parkId: string;
  readonly assessmentId: string;
  readonly #base: ParkInput;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: WhatIfAnswer) => void>();
  #numbered = 0;
  /** Vessels that the held park knows: what is added needs it opened anew; what was taken out still stands there, unable to fail. */
  #held: ParkInput;
  #changes: readonly WhatIfChange[] = [];
  #state: State = 'opening';
  #share = 0;
  #failure: Refused | null = null;
  #before: string | null = null;
  #after: string | null = null;
  #tookMs: number | null = null;

  constructor(of: {
    readonly id: string;
    readonly accountId: string;
    readonly parkId: string;
    readonly assessmentId: string;
    readonly input: ParkInput;
  }) {
    this.id = of.id;
    this.accountId = of.accountId;
    this.parkId = of.parkId;
    this.assessmentId = of.assessmentId;
    this.#base = of.input;
    this.#held = of.input;
    this.#worker = new Worker(new URL('./what-if-worker.ts', import.meta.url), {
      workerData: { threads: COMPUTE_THREADS },
    });
    this.#worker.on('message', (r: WhatIfReport) => this.#hear(r));
    this.#worker.on('error', () => this.#died());
    this.#worker.on('exit', () => this.#died());
    this.#worker.unref();
    void this.#begin('opening', async () => {
      const side = await this.#side({ type: 'run', input: this.#base });
      this.#before = side;
      this.#after = side;
    });
  }

  /** Try a change: one vessel's at once, others in the background (`computing`). @throws 409 `engine.busy`, 422 with the engine's code */
  async change(change: WhatIfChange): Promise<void> {
    this.#mustBeReady();
    if (this.#changes.length >= MOST_CHANGES)
      throw refuse(409, { code: 'park.what_if_too_many', params: { limit: MOST_CHANGES } });
    await this.#become([...this.#changes, change]);
  }

  /** Take back the last change, or all. */
  async undo(all: boolean): Promise<void> {
    this.#mustBeReady();
    if (this.#changes.length > 0) await this.#become(all ? [] : this.#changes.slice(0, -1));
  }

  /** Play the dominoes of both sides, in the background. */
  playDomino(): void {
    this.#mustBeReady();
    void this.#begin('computing', async () => {
      const before = await this.#side({ type: 'side', input: this.#base });
      const now = afterAll(this.#base, this.#changes);
      this.#after = this.#changes.length === 0 ? before : await this.#side({ type: 'side', input: now });
      this.#before = before;
    });
  }

  /** The session as the API shows it. */
  view(expiresAt: Date): string {
    const rest = {
      id: this.id,
      assessmentId: this.assessmentId,
      state: this.#state,
      share: this.#share,
      code: this.#failure?.code ?? null,
      changes: this.#changes,
      directory: this.#before === null ? null : directoryOf(afterAll(this.#base, this.#changes)),
      tookMs: this.#tookMs,
      notes: [{ code: 'assessment.screening' }],
      expiresAt: expiresAt.toISOString(),
    };
    return `${JSON.stringify(rest).slice(0, -1)},"before":${this.#before ?? 'null'},"after":${this.#after ?? 'null'}}`;
  }

  async close(): Promise<void> {
    this.#state = 'failed';
    await this.#worker.terminate();
  }

  get busy(): boolean {
    return this.#state === 'opening' || this.#state === 'computing';
  }

  #mustBeReady(): void {
    if (this.#state === 'failed') throw refuse(409, { code: this.#failure?.code ?? 'engine.closed' });
    if (this.#state !== 'ready') throw refuse(409, { code: 'engine.busy' });
  }

  /** Bring the held park to these changes: by one vessel where that is enough, else computed anew. */
  async #become(changes: readonly WhatIfChange[]): Promise<void> {
    const from = afterAll(this.#base, this.#changes);
    const to = afterAll(this.#base, changes);
    const known = new Set(this.#held.vessels.map((v) => v.id));
    const one = oneVessel(from, to);
    // Sides with dominoes are compared with sides with dominoes: a change goes back to figures without them on both.
    const quick = one !== null && known.has(one.id) && !this.#withDomino();
    if (!quick) return this.#anew(changes, to);
    this.#state = 'computing';
    const answer = await this.#ask({ type: 'replace', vessel: one });
    if (this.#state === 'computing') this.#state = 'ready';
    if (answer.ok) {
      this.#after = answer.side;
      this.#tookMs = answer.tookMs;
      this.#changes = changes;
      return;
    }
    // Where a vessel was taken out another may stand: only the park computed anew knows.
    if (answer.refusal.code === 'vessel.on_top_of_another' && to.vessels.length < this.#held.vessels.length)
      return this.#anew(changes, to);
    throw refuseByEngine(answer.refusal);
  }

  #withDomino(): boolean {
    return this.#before?.startsWith('{"domino":true') ?? false;
  }

  #anew(changes: readonly WhatIfChange[], input: ParkInput): void {
    const was = this.#changes;
    this.#changes = changes;
    void this.#begin('computing', async () => {
      try {
        // Both sides change at once: whoever looks meanwhile must not see one with dominoes beside one without.
        const before = this.#withDomino() ? await this.#side({ type: 'run', input: this.#base }) : this.#before;
        this.#after = await this.#side({ type: 'run', input });
        this.#before = before;
        this.#held = input;
      } catch (error) {
        this.#changes = was;
        throw error;
      }
    });
  }

  async #begin(state: State, work: () => Promise<void>): Promise<void> {
    this.#state = state;
    this.#share = 0;
    this.#failure = null;
    try {
      await work();
      this.#state = 'ready';
    } catch (error) {
      this.#failure = error instanceof Stopped ? error.refusal : refused('run.worker_failed');
      // What could not be computed is taken back; a park that never was is of no use.
      const dead = this.#before === null || this.#failure.code === 'run.worker_failed';
      this.#state = dead ? 'failed' : 'ready';
    }
  }

  async #side(order: WhatIfOrder): Promise<string> {
    const answer = await this.#ask(order);
    if (!answer.ok) throw new Stopped(answer.refusal);
    this.#tookMs = answer.tookMs;
    return answer.side;
  }

  #ask(order: WhatIfOrder): Promise<WhatIfAnswer> {
    this.#numbered += 1;
    const id = this.#numbered;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, order });
    });
  }

  #hear(report: WhatIfReport): void {
    if (report.type === 'progress') {
      this.#share = report.share;
      return;
    }
    this.#waiting.get(report.id)?.(report.answer);
    this.#waiting.delete(report.id);
  }

  #died(): void {
    this.#failure = refused('run.worker_failed');
    this.#state = 'failed';
    for (const tell of this.#waiting.values()) tell({ ok: false, refusal: this.#failure });
    this.#waiting.clear();
  }
}

/** An engine's refusal on its way out of the background. */
class Stopped extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
