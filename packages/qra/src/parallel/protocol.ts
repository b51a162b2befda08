import type { CascadeCounts } from '../domino/cascade.ts';
import type { DominoNetwork } from '../domino/network.ts';
import type { RiskPair, TablePair } from '../engine/vessel-tables.ts';
import type { GridSpec, Park, ParkVessel } from '../park/types.ts';
import type { MeasureCandidate, MeasureGround, MeasurePlay } from '../risk/measure-worth.ts';
import type { RankedMeasure } from '../risk/measures.ts';

/** Slots of the shared control words: next vessel, next block of rows, next primary, stop flag. */
export const CONTROL = { vessel: 0, block: 1, primary: 2, stop: 3, words: 4 } as const;
/** What a worker is born with. */
export type WorkerSetup = {
  readonly park: Park;
  readonly grid: GridSpec;
  readonly control: SharedArrayBuffer;
  readonly values: SharedArrayBuffer;
  /** The grid's lattices (see engine/levels). */
  readonly sums: SharedArrayBuffer;
  /** The lattices of each group of vessels, for edits; null when too large to keep. */
  readonly partials: SharedArrayBuffer | null;
  /** Run at low priority. */
  readonly background: boolean;
  /** Exit at the first order (tests). */
  readonly crash: boolean;
};

/** Orders to a worker. Each is answered by one `done` (or by the worker's death). */
export type Order =
  | { readonly type: 'tables' }
  /** All tables, by vessel; sent before `lay`. */
  | { readonly type: 'lay'; readonly tables: readonly RiskPair[] }
  | { readonly type: 'edit-table'; readonly index: number; readonly vessel: ParkVessel }
  | { readonly type: 'edit-lay'; readonly index: number; readonly vessel: ParkVessel; readonly tables: RiskPair }
  | {
      readonly type: 'domino';
      readonly network: DominoNetwork;
      readonly historiesPerPrimary: number;
      readonly seed: number;
    }
  | { readonly type: 'domino-lay'; readonly extra: Float64Array; readonly into: SharedArrayBuffer }
  /** Add lattices up on a grid; after all of them are laid. */
  | { readonly type: 'raise'; readonly sums: SharedArrayBuffer; readonly into: SharedArrayBuffer }
  | {
      readonly type: 'measures';
      readonly ground: MeasureGround;
      readonly play: MeasurePlay;
      readonly candidates: readonly MeasureCandidate[];
    };

/** What a worker says. */
export type Report =
  | { readonly type: 'table'; readonly index: number; readonly tables: TablePair }
  | { readonly type: 'cascade'; readonly counts: readonly CascadeCounts[] }
  | { readonly type: 'measure'; readonly worth: RankedMeasure | null }
  | { readonly type: 'block' }
  /** Primaries played since the last report. */
  | { readonly type: 'played'; readonly primaries: number }
  | { readonly type: 'done' };
