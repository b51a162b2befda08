import type { ImportReport } from '@yufang/contract';
import type { Refusal } from '@yufang/domain';

const SHOWN = 1_000;
type Problem = ImportReport['problems'][number];

/** Collects what an upload would do or did, row by row. */
export class ReportBuilder {
  readonly mode: ImportReport['mode'];
  readonly #rows: number;
  #bad = 0;
  #planned = 0;
  readonly #counts = { created: 0, updated: 0, unchanged: 0 };
  readonly #problems: Problem[] = [];
  #problemsTotal = 0;
  readonly #warnings: Problem[] = [];

  constructor(mode: ImportReport['mode'], rows: number) {
    this.mode = mode;
    this.#rows = rows;
  }
  /** A row that cannot be taken, and why. */
  bad(row: number, problems: readonly Refusal[]): void {
    this.#bad += 1;
    this.#problemsTotal += problems.length;
    for (const p of problems) if (this.#problems.length < SHOWN) this.#problems.push(entry(row, p));
  }
  /** Taken all the same; somebody should look. */
  warn(row: number, warning: Refusal): void {
    if (this.#warnings.length < SHOWN) this.#warnings.push(entry(row, warning));
  }
  good(what: 'created' | 'updated' | 'unchanged'): void {
    this.#counts[what] += 1;
  }
  planned(count: number): void {
    this.#planned = count;
  }
  /** check writes nothing; all writes nothing beside a bad row. */
  mayWrite(): boolean {
    return this.mode === 'good' ? this.#planned > 0 : this.mode === 'all' && this.#bad === 0 && this.#planned > 0;
  }
  done(written: boolean): ImportReport {
    return {
      mode: this.mode,
      written,
      rows: this.#rows,
      good: this.#planned,
      bad: this.#bad,
      ...this.#counts,
      problems: this.#problems,
      problemsTotal: this.#problemsTotal,
      warnings: this.#warnings,
    };
  }
}

const entry = (row: number, p: Refusal): Problem => ({
  row,
  field: p.field ?? null,
  code: p.code,
  ...(p.params ? { params: { ...p.params } } : {}),
});
