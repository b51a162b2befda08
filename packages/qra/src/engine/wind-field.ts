import { azimuthFromSouth } from './azimuth.ts';
import { NODE_BELOW, NODE_INVERSE, NODE_START, NODES, RING_STEP } from './polar-grid.ts';

const INVERSE_STEP = 1 / RING_STEP;
const TURNS = 1 / (2 * Math.PI);

/** A vessel's wind table as it is read: rings × (16·sectors). */
export type WindTable = { readonly wind: Float32Array; readonly windRings: number };

/**
 * Value of a wind table at a place (from the vessel), bilinear in ring and node, 0 beyond the last ring. The innermost call of the
 * grid.
 */
export function windAt(table: WindTable, sectors: number, dx: number, dy: number): number {
  const pos = Math.sqrt(Math.sqrt(dx * dx + dy * dy)) * INVERSE_STEP;
  const ring = pos | 0;
  if (ring >= table.windRings - 1) return 0;
  const { wind } = table;
  const nodes = NODES * sectors;
  const t = pos - ring;
  let p = azimuthFromSouth(dx, dy) * sectors * TURNS + 0.5;
  if (p >= sectors) p -= sectors;
  const sector = p | 0;
  const part = p - sector;
  const j = NODE_BELOW[(part * 64) | 0] ?? 0;
  const f = (part - (NODE_START[j] ?? 0)) * (NODE_INVERSE[j] ?? 0);
  const n0 = sector * NODES + j;
  const n1 = n0 + 1 === nodes ? 0 : n0 + 1;
  const low = ring * nodes;
  const high = low + nodes;
  const a0 = wind[low + n0] ?? 0;
  const b0 = wind[high + n0] ?? 0;
  const a = a0 + f * ((wind[low + n1] ?? 0) - a0);
  const b = b0 + f * ((wind[high + n1] ?? 0) - b0);
  return a + t * (b - a);
}
