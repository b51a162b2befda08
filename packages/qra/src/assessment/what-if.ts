import { ParkEngine } from '../parallel/park-engine.ts';
import { computed, type Outcome, refused } from '../result.ts';
import type { DominoPart } from './build-result.ts';
import type { InputVessel, ParkInput } from './park-input.ts';
import { type PreparedPark, parkOfInput, vesselOfInput } from './park-of-input.ts';
import { readParkInput } from './read-park-input.ts';
import { type ParkRun, type RunOptions, resultOf } from './run.ts';

/** A change of a park's inventory. */
export type ParkChange =
  | { readonly type: 'add'; readonly vessel: InputVessel }
  | { readonly type: 'replace'; readonly vessel: InputVessel }
  | { readonly type: 'remove'; readonly vesselId: string };

/** The park file with changes made, in order. Refusals: `vessel.unknown`, `vessel.duplicate_id`. */
export function applyParkChanges(input: ParkInput, changes: readonly ParkChange[]): Outcome<ParkInput> {
  let vessels = input.vessels;
  for (const c of changes) {
    const id = c.type === 'remove' ? c.vesselId : c.vessel.id;
    const index = vessels.findIndex((v) => v.id === id);
    if (c.type === 'add') {
      if (index >= 0) return refused('vessel.duplicate_id', { field: 'vessels', value: id });
      vessels = [...vessels, c.vessel];
      continue;
    }
    if (index < 0) return refused('vessel.unknown', { field: 'vessel', value: id });
    vessels = c.type === 'remove' ? vessels.toSpliced(index, 1) : vessels.with(index, c.vessel);
  }
  return computed({ ...input, vessels });
}

/**
 * A park held open for what-ifs. `run` computes it whole, once; `replace` brings one vessel's change to the whole result without
 * the others being computed again. Dominoes are played only when asked for; measures are not ranked. Close it when done.
 */
export class ParkWhatIf {
  readonly #engine: ParkEngine;
  #input: ParkInput;
  #prepared: PreparedPark;

  private constructor(engine: ParkEngine, input: ParkInput, prepared: PreparedPark) {
    this.#engine = engine;
    this.#input = input;
    this.#prepared = prepared;
  }

  /** Read, check and open a park. Refusals: those of `readParkInput` and `parkOfInput`. */
  static open(json: unknown, options: RunOptions = {}): Outcome<ParkWhatIf> {
    const input = readParkInput(json);
    if (!input.ok) return input;
    const prepared = parkOfInput(input.value);
    if (!prepared.ok) return prepared;
    const { park, grid, state } = prepared.value;
    const engine = ParkEngine.open(park, grid, { ...options, state });
    return engine.ok ? computed(new ParkWhatIf(engine.value, input.value, prepared.value)) : engine;
  }

  /** The park as it stands now (with the replacements made). */
  get input(): ParkInput {
    return this.#input;
  }

  async run(options: { readonly domino?: boolean } = {}): Promise<Outcome<ParkRun>> {
    const base = await this.#engine.run();
    return base.ok ? this.#answer(base.value, options.domino ?? false) : base;
  }

  /** Put a vessel of the same id in the place of the one there. Refusals: `vessel.unknown`, `engine.not_run`, those of the check. */
  async replace(vessel: InputVessel, options: { readonly domino?: boolean } = {}): Promise<Outcome<ParkRun>> {
    const changed = applyParkChanges(this.#input, [{ type: 'replace', vessel }]);
    if (!changed.ok) return changed;
    const prepared = parkOfInput(changed.value);
    if (!prepared.ok) return prepared;
    const edited = await this.#engine.edit(vesselOfInput(vessel, prepared.value.plane));
    if (!edited.ok) return edited;
    this.#input = changed.value;
    // The grid stays that of the opened park, wherever the vessel went.
    this.#prepared = { ...prepared.value, grid: this.#prepared.grid };
    return this.#answer(edited.value, options.domino ?? false);
  }

  async close(): Promise<void> {
    await this.#engine.close();
  }

  async #answer(base: Parameters<typeof resultOf>[2], domino: boolean): Promise<Outcome<ParkRun>> {
    let part: DominoPart | null = null;
    const wanted = this.#prepared.domino;
    if (domino && wanted !== null) {
      const d = await this.#engine.domino(wanted.histories, wanted.seed);
      if (!d.ok) return d;
      part = { ...d.value, seed: wanted.seed };
    }
    return computed(resultOf(this.#input, this.#prepared, base, part, null, []));
  }
}
