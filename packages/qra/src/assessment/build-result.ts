import { contourGeoJson } from '../contour/geojson.ts';
import { topChains } from '../domino/chains.ts';
import { dominoNetwork } from '../domino/network.ts';
import type { DominoSummary } from '../domino/summary.ts';
import { contributionsAt, type ParkAssessment, type RiskGrid, substanceOf } from '../engine/assess.ts';
import type { TablePair } from '../engine/vessel-tables.ts';
import { inventoryKg } from '../park/inventory.ts';
import type { Park } from '../park/types.ts';
import { CONTOUR_LEVELS_PER_YEAR, GB36894_2018, judgeSocietal, type PlantState } from '../risk/criteria.ts';
import { type FnPoint, sumCurves } from '../risk/societal.ts';
import { checkTargets } from '../risk/target-check.ts';
import type { PreparedPark } from './park-of-input.ts';
import type { DominoResult, EnterpriseResult, ParkResult, TargetResult, VesselResult } from './park-result.ts';

const MOST_EDGES = 2000;
const CHAINS = 20;
const CONTRIBUTIONS = 5;

/** Dominoes as the engine gave them. */
export type DominoPart = { readonly summary: DominoSummary; readonly extraGrid: RiskGrid; readonly seed: number };

/** Base and domino grid added node by node. */
export const totalGrid = (base: RiskGrid, extra: RiskGrid | null): RiskGrid =>
  extra === null ? base : { ...base, values: base.values.map((v, i) => v + (extra.values[i] ?? 0)) };

function vesselResults(park: Park, tables: readonly TablePair[], summary: DominoSummary | null): VesselResult[] {
  const spread = new Map(summary?.spreaders.map((s) => [s.id, s.frequencyPerYear]));
  const rows = park.vessels.map((v, i) => {
    const failures = summary?.extraPerYear[i] ?? 0;
    return {
      id: v.id,
      enterpriseId: v.enterpriseId,
      substance: v.substance,
      xM: v.xM,
      yM: v.yM,
      inventoryKg: inventoryKg(v, substanceOf(v)),
      pllPerYear: tables[i]?.base.pllPerYear ?? 0,
      dominoFailuresPerYear: failures,
      dominoPllPerYear: failures * (tables[i]?.domino.pllPerYear ?? 0),
      dominoSpreadPerYear: spread.get(v.id) ?? 0,
    };
  });
  const all = rows.reduce((sum, r) => sum + r.pllPerYear + r.dominoPllPerYear, 0);
  return rows.map((r) => ({ ...r, share: all === 0 ? 0 : (r.pllPerYear + r.dominoPllPerYear) / all }));
}

function enterpriseResults(vessels: readonly VesselResult[]): EnterpriseResult[] {
  const groups = Map.groupBy(vessels, (v) => v.enterpriseId);
  const sum = (list: readonly VesselResult[], of: (v: VesselResult) => number): number =>
    list.reduce((total, v) => total + of(v), 0);
  return [...groups]
    .map(([id, list]) => ({
      id,
      vessels: list.length,
      pllPerYear: sum(list, (v) => v.pllPerYear),
      dominoPllPerYear: sum(list, (v) => v.dominoPllPerYear),
      dominoSpreadPerYear: sum(list, (v) => v.dominoSpreadPerYear),
      share: sum(list, (v) => v.share),
    }))
    .sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1));
}

function targetResults(
  park: Park,
  tables: readonly TablePair[],
  ...rest: readonly [extra: Float64Array | null, state: PlantState]
): TargetResult[] {
  const [extra, state] = rest;
  const base = tables.map((t) => t.base);
  const domino = tables.map((t) => t.domino);
  const total = (a: Float64Array): number => a.reduce((sum, v) => sum + v, 0);
  const parts = new Map(
    park.targets.map((t) => {
      const own = contributionsAt(park, base, t.xM, t.yM);
      const others = extra === null ? new Float64Array(own.length) : contributionsAt(park, domino, t.xM, t.yM, extra);
      return [t.id, { t, own, others, risk: total(own) + total(others) }];
    }),
  );
  const risks = park.targets.map((t) => parts.get(t.id)?.risk ?? 0);
  return checkTargets(park.targets, risks, state).flatMap((verdict) => {
    const p = parts.get(verdict.id);
    if (p === undefined) return [];
    const contributions = park.vessels
      .map((v, i) => ({ vesselId: v.id, riskPerYear: (p.own[i] ?? 0) + (p.others[i] ?? 0) }))
      .filter((c) => c.riskPerYear > 0)
      .sort((a, b) => b.riskPerYear - a.riskPerYear)
      .slice(0, CONTRIBUTIONS);
    return [
      {
        id: verdict.id,
        targetClass: verdict.targetClass,
        xM: p.t.xM,
        yM: p.t.yM,
        basePerYear: total(p.own),
        dominoPerYear: total(p.others),
        riskPerYear: verdict.riskPerYear,
        limitPerYear: verdict.limitPerYear,
        ratio: verdict.ratio,
        breaks: verdict.breaks,
        contributions,
      },
    ];
  });
}

function dominoResult(park: Park, tables: readonly TablePair[], part: DominoPart): DominoResult {
  const { summary } = part;
  const deaths = Float64Array.from(tables, (t) => t.domino.pllPerYear);
  return {
    model: summary.model,
    histories: summary.histories,
    seed: part.seed,
    cascadesPerYear: summary.cascadesPerYear,
    longestChain: summary.longestChain,
    edges: summary.edges.slice(0, MOST_EDGES),
    edgesInAll: summary.edges.length,
    spreaders: summary.spreaders,
    sufferers: summary.sufferers,
    chains: topChains(summary, dominoNetwork(park, deaths), park, CHAINS),
    enterprises: summary.enterprises,
    matrix: summary.matrix,
    extraPllPerYear: summary.extraPllPerYear,
  };
}

/** Everything of the result but its name, its notes and the measures. */
export function assembleResult(
  prepared: PreparedPark,
  base: ParkAssessment,
  part: DominoPart | null,
): Pick<ParkResult, 'individual' | 'societal' | 'vessels' | 'enterprises' | 'targets' | 'domino' | 'state'> {
  const { park, plane, state } = prepared;
  const total = totalGrid(base.grid, part?.extraGrid ?? null);
  const { values, ...grid } = total;
  const top = values.reduce((best, v, i) => (v > (values[best] ?? 0) ? i : best), 0);
  const vessels = vesselResults(park, base.tables, part?.summary ?? null);
  const societal = (pllPerYear: number, curve: readonly FnPoint[]) => ({
    pllPerYear,
    curve,
    verdict: judgeSocietal(curve),
  });
  const { pllPerYear, curve } = base.societal;
  return {
    state,
    individual: {
      grid,
      maximumPerYear: values[top] ?? 0,
      maximumAt: {
        xM: grid.originXM + (top % grid.columns) * grid.stepM,
        yM: grid.originYM + Math.floor(top / grid.columns) * grid.stepM,
      },
      contours: contourGeoJson(total, CONTOUR_LEVELS_PER_YEAR, plane.toLonLat),
      contoursBase: contourGeoJson(base.grid, CONTOUR_LEVELS_PER_YEAR, plane.toLonLat),
    },
    societal: {
      base: societal(pllPerYear, curve),
      withDomino:
        part === null
          ? null
          : societal(pllPerYear + part.summary.extraPllPerYear, sumCurves(curve, part.summary.curve)),
      limits: GB36894_2018.societal,
    },
    vessels,
    enterprises: enterpriseResults(vessels),
    targets: targetResults(park, base.tables, part?.summary.extraPerYear ?? null, state),
    domino: part === null ? null : dominoResult(park, base.tables, part),
  };
}
