import { ATMOSPHERE_PA, GRAVITY_M_S2 } from '../constants.ts';
import { BASE_FREQUENCIES, SCENARIO_SPLIT } from '../frequency/base-frequencies.ts';
import { inventoryKg } from '../park/inventory.ts';
import type { ParkSettings, ParkVessel } from '../park/types.ts';
import { vesselRadiusM } from '../park/validate.ts';
import { evaporationFlux } from '../pool/evaporation.ts';
import { gasOrifice } from '../source-term/gas-orifice.ts';
import type { Substance } from '../substance/types.ts';
import { vapourPressure } from '../substance/vapour-pressure.ts';

/** The five scenarios of each vessel. */
export const SCENARIOS = ['leak-10mm', 'leak-25mm', 'leak-100mm', 'ten-minutes', 'catastrophic'] as const;
/** A scenario by name. */
export type Scenario = (typeof SCENARIOS)[number];

const HOLE_M: Readonly<Record<'leak-10mm' | 'leak-25mm' | 'leak-100mm', number>> = {
  'leak-10mm': 0.01,
  'leak-25mm': 0.025,
  'leak-100mm': 0.1,
};

/** One release before weather comes in. Rates are 0 and `airborneKg` positive for an instantaneous one. */
export type Release = {
  readonly scenario: Scenario;
  readonly frequencyPerYear: number;
  readonly instantaneous: boolean;
  readonly inventoryKg: number;
  /** Flow out of the vessel; 0 when instantaneous. */
  readonly outflowKgS: number;
  readonly durationS: number;
  /** Flash and spray that become airborne at once: kg/s, or kg when instantaneous. */
  readonly flashed: number;
  /** Pool that the rest makes, m²; 0 when nothing stays on the ground. */
  readonly poolAreaM2: number;
};

/** Frequency of a scenario, per year: Purple Book, split in five, times the vessel's factor. */
export function scenarioFrequency(v: ParkVessel, scenario: Scenario): number {
  const base = BASE_FREQUENCIES.vessels[v.frequencyKind];
  const factor = v.frequencyFactor ?? 1;
  if (scenario === 'catastrophic') return factor * base.catastrophic;
  if (scenario === 'ten-minutes') return factor * base.tenMinutes * SCENARIO_SPLIT.tenMinutes;
  if (scenario === 'leak-100mm') return factor * base.tenMinutes * SCENARIO_SPLIT.leak100mm;
  return factor * base.leak10mm * (scenario === 'leak-25mm' ? SCENARIO_SPLIT.leak25mm : SCENARIO_SPLIT.leak10mm);
}

/** A leak is over after half an hour, shut off or not. */
const LONGEST_LEAK_S = 1800;
/** Depth of an unbunded pool, m (gravel), and the largest pool that a fire or an evaporation model supports. */
const POOL_DEPTH_M = 0.01;
export const LARGEST_POOL_M2 = 17_600;

function outflow(v: ParkVessel, s: Substance, holeM: number): number {
  if (v.fillFraction === 0) {
    const flow = gasOrifice({
      holeDiameterM: holeM,
      vesselPressurePa: v.pressurePa,
      temperatureK: v.temperatureK,
      molarMassKgMol: s.molarMassKgMol,
      heatCapacityRatio: s.heatCapacityRatio,
    });
    return flow.ok ? flow.value.massFlowKgS : 0;
  }
  const head = 2 * vesselRadiusM(v.volumeM3) * v.fillFraction;
  const drive = (2 * Math.max(0, v.pressurePa - ATMOSPHERE_PA)) / s.liquidDensityKgM3 + 2 * GRAVITY_M_S2 * head;
  return 0.61 * (Math.PI / 4) * holeM ** 2 * s.liquidDensityKgM3 * Math.sqrt(drive);
}

/**
 * The five releases of a vessel. Leaks end at the shut-off time if there is one, else 30 min or when empty; the ten-minute
 * release empties the vessel in 600 s. Flashing liquids put twice their flash fraction into the air (Purple Book rule), the
 * rest and non-flashing liquids make a pool within the bund.
 */
export function releasesOf(v: ParkVessel, s: Substance): readonly Release[] {
  const mass = inventoryKg(v, s);
  const superheat = Math.max(0, v.temperatureK - s.boilingTemperatureK);
  const flash =
    v.fillFraction === 0 ? 1 : Math.min(1, (s.liquidHeatCapacityJKgK * superheat) / s.heatOfVaporisationJKg);
  const airborne = Math.min(1, 2 * flash);
  const bund = Math.min(LARGEST_POOL_M2, v.bundAreaM2 ?? LARGEST_POOL_M2);
  return SCENARIOS.map((scenario): Release => {
    const base = { scenario, frequencyPerYear: scenarioFrequency(v, scenario), inventoryKg: mass };
    if (scenario === 'catastrophic') {
      const pool = airborne >= 1 ? 0 : Math.min(bund, (mass * (1 - airborne)) / (s.liquidDensityKgM3 * POOL_DEPTH_M));
      return { ...base, instantaneous: true, outflowKgS: 0, durationS: 0, flashed: airborne * mass, poolAreaM2: pool };
    }
    const rate = scenario === 'ten-minutes' ? mass / 600 : Math.min(mass / 10, outflow(v, s, HOLE_M[scenario]));
    const longest = scenario === 'ten-minutes' ? 600 : Math.min(LONGEST_LEAK_S, v.barriers?.shutOffS ?? LONGEST_LEAK_S);
    const durationS = Math.min(longest, mass / rate);
    const onGround = rate * durationS * (1 - airborne);
    const poolAreaM2 = airborne >= 1 ? 0 : Math.min(bund, Math.max(1, onGround / (s.liquidDensityKgM3 * POOL_DEPTH_M)));
    return { ...base, instantaneous: false, outflowKgS: rate, durationS, flashed: airborne * rate, poolAreaM2 };
  });
}

/** Evaporation from the release's pool in a wind, kg/s; a boiling pool counts with ambient vapour pressure. Never more than comes out. */
export function poolEvaporationKgS(
  r: Release,
  s: Substance,
  ...air: readonly [settings: ParkSettings, windSpeedMS: number]
): number {
  const [settings, windSpeedMS] = air;
  if (r.poolAreaM2 <= 0) return 0;
  const saturation = vapourPressure(s, settings.airTemperatureK);
  const flux = evaporationFlux({
    windSpeedMS: Math.min(20, windSpeedMS),
    poolDiameterM: Math.sqrt((4 * r.poolAreaM2) / Math.PI),
    vapourPressurePa: Math.min(ATMOSPHERE_PA, saturation.ok ? saturation.value : 0),
    molarMassKgMol: s.molarMassKgMol,
    temperatureK: settings.airTemperatureK,
  });
  if (!flux.ok) return 0;
  const most = r.instantaneous ? (r.inventoryKg - r.flashed) / 600 : Math.max(0, r.outflowKgS - r.flashed);
  return Math.min(most, flux.value * r.poolAreaM2);
}
