import type { GridSpec } from './types.ts';

/** Nodes of a grid: both edges included. */
export const gridSize = (g: GridSpec): { readonly columns: number; readonly rows: number } => ({
  columns: Math.floor(g.widthM / g.stepM + 1e-9) + 1,
  rows: Math.floor(g.heightM / g.stepM + 1e-9) + 1,
});
