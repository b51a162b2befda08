import { bakerStrehlowTang } from '../blast/baker-strehlow-tang.ts';
import { kingeryBulmashKpa, tntEquivalent, tntOverpressure } from '../blast/tnt.ts';
import { contourAreaM2 } from '../contour/polygons.ts';
import { denseGasPlume, denseGasPuff } from '../dispersion/britter-mcquaid.ts';
import { finiteDurationConcentration, plumeConcentration } from '../dispersion/gaussian.ts';
import { dispersionSigmas, sigmasAt } from '../dispersion/sigma.ts';
import type { Stability, Terrain } from '../dispersion/stability.ts';
import { windMoninObukhov, windPowerLaw } from '../dispersion/wind.ts';
import { firstLevelCombinations } from '../domino/combinations.ts';
import { heatDamageProbability, overpressureDamageProbability, timeToFailure } from '../domino/vessel-damage.ts';
import { fireballHeatFluxGost } from '../fire/fireball.ts';
import { jetFlameLength } from '../fire/jet-fire.ts';
import { cylinderViewFactors, sphereViewFactor } from '../fire/view-factor.ts';
import { sequentialBranches } from '../frequency/event-tree.ts';
import type { Outcome } from '../result.ts';
import { discRisk } from '../risk/disc-risk.ts';
import { exceedanceFrequency, fatalAccidentRate, potentialLossOfLife } from '../risk/societal.ts';
import { gasOrifice } from '../source-term/gas-orifice.ts';
import { liquidOrifice } from '../source-term/liquid-orifice.ts';
import { blastEffect, heatLethality, heatProbitOfDose, probitProbability } from '../vulnerability/probit.ts';
import { toxicLethality, toxicLoad } from '../vulnerability/toxic.ts';

/** Inputs of a worked case as the reference file holds them. */
export type CaseInputs = Readonly<Record<string, unknown>>;

/** Numbers by the key of the expected value; arrays stay arrays. */
export type CaseResult = Readonly<Record<string, unknown>>;

const num = (x: CaseInputs, key: string): number => Number(x[key]);
const list = (x: CaseInputs, key: string): readonly number[] => {
  const v = x[key];
  return Array.isArray(v) ? v.map(Number) : [];
};
const stability = (x: CaseInputs): Stability => {
  const s = x.stability;
  if (s === 'A' || s === 'B' || s === 'C' || s === 'D' || s === 'E' || s === 'F') return s;
  throw new TypeError(`stability ${String(s)}`);
};
const terrain = (x: CaseInputs): Terrain => (x.terrain === 'urban' ? 'urban' : 'rural');

/** The value of an outcome; a refusal in a worked case is a failure of the test. */
function need<T>(o: Outcome<T>): T {
  if (!o.ok) throw new RangeError(`refused: ${o.code} ${o.field ?? ''} ${o.value ?? ''}`);
  return o.value;
}

function sourceTerm(id: string, x: CaseInputs): CaseResult | undefined {
  if (id === 'src-liquid-ccps40') {
    const v = need(
      liquidOrifice({
        dischargeCoefficient: num(x, 'Cd'),
        holeDiameterM: num(x, 'd_m'),
        vesselPressurePa: num(x, 'P1_Pa'),
        ambientPressurePa: num(x, 'P2_Pa'),
        densityKgM3: num(x, 'rho'),
      }),
    );
    return { mdot_kg_s: v.massFlowKgS, velocity_u_Cd_m_s: v.meanVelocityMS };
  }
  if (id === 'src-liquid-butane-sphere') {
    const v = need(
      liquidOrifice({
        dischargeCoefficient: num(x, 'Cd'),
        holeDiameterM: num(x, 'd_m'),
        vesselPressurePa: num(x, 'dP_Pa') + 101_325,
        ambientPressurePa: 101_325,
        densityKgM3: num(x, 'rho'),
        liquidHeadM: num(x, 'h_m'),
        gravityMS2: num(x, 'g'),
      }),
    );
    return { mdot_kg_s: v.massFlowKgS };
  }
  if (id.startsWith('src-peer-gas')) {
    const v = need(
      gasOrifice({
        dischargeCoefficient: num(x, 'Cd'),
        holeDiameterM: num(x, 'd_m'),
        vesselPressurePa: num(x, 'P1_Pa'),
        ambientPressurePa: num(x, 'P2_Pa'),
        temperatureK: num(x, 'T1_K'),
        molarMassKgMol: num(x, 'M_kg_mol'),
        heatCapacityRatio: num(x, 'k'),
      }),
    );
    return { mdot_kg_s: v.massFlowKgS };
  }
  return undefined;
}

function dispersion(id: string, x: CaseInputs): CaseResult | undefined {
  if (id.startsWith('sigma-')) {
    const set = id.startsWith('sigma-tno') ? 'tno-plume' : terrain(x) === 'urban' ? 'briggs-urban' : 'briggs-rural';
    const v = need(dispersionSigmas({ set, stability: stability(x), distanceM: num(x, 'x_m') }));
    return { sigma_y: v.sigmaYM, sigma_z: v.sigmaZM };
  }
  const wind = { referenceSpeedMS: num(x, 'u0'), referenceHeightM: num(x, 'z0'), heightM: num(x, 'z') };
  if (id.startsWith('wind-irwin')) return { u: need(windPowerLaw({ ...wind, stability: stability(x) })) };
  if (id.startsWith('wind-tno'))
    return { u: need(windMoninObukhov({ ...wind, roughnessM: num(x, 'roughness_m'), stability: stability(x) })) };
  if (id === 'plume-ccps97') {
    const d = num(x, 'x');
    const sigmas = { sigmaYM: 0.0674 * d ** 0.9, sigmaZM: 0.01122 * d ** 1.4024 * Math.exp(-0.054 * Math.log(d) ** 2) };
    return {
      C_kg_m3: need(
        plumeConcentration({
          massFlowKgS: num(x, 'Q_kg_s'),
          windSpeedMS: num(x, 'u'),
          sigmas,
          at: { xM: d, yM: 0, zM: 0 },
        }),
      ),
    };
  }
  if (id === 'puff-finite-duration') {
    const u = num(x, 'u');
    const d = num(x, 'x');
    const timeS = num(x, 't_s');
    const durationS = num(x, 'duration_s');
    const plume = {
      massFlowKgS: num(x, 'Q_kg_s'),
      windSpeedMS: u,
      sourceHeightM: num(x, 'h_m'),
      sigmas: sigmasAt('ccps-puff', 'F', d),
      at: { xM: d, yM: num(x, 'y'), zM: num(x, 'z') },
    };
    const edges = {
      sigmaXTailM: sigmasAt('ccps-puff', 'F', u * (timeS - durationS)).sigmaXM,
      sigmaXFrontM: sigmasAt('ccps-puff', 'F', u * timeS).sigmaXM,
    };
    return { C_kg_m3: need(finiteDurationConcentration(plume, { durationS, timeS, ...edges })) };
  }
  if (id === 'bm-plume-lng-367') {
    const v = need(
      denseGasPlume({
        volumeFlowM3S: num(x, 'Q_m3_s'),
        windSpeed10M_MS: num(x, 'u10'),
        sourceDensityKgM3: num(x, 'rho0'),
        sourceTemperatureK: num(x, 'T0_K'),
        airTemperatureK: num(x, 'Ta_K'),
        distanceM: num(x, 'x_m'),
      }),
    );
    return { conc_vol_frac: v.volumeFraction };
  }
  if (id === 'bm-puff-potch-333-124') {
    const v = need(
      denseGasPuff({
        volumeM3: num(x, 'V0_m3'),
        windSpeed10M_MS: num(x, 'u10'),
        sourceDensityKgM3: num(x, 'rho0'),
        airTemperatureK: num(x, 'Ta_K'),
        distanceM: num(x, 'x_m'),
      }),
    );
    return { conc_vol_frac_NH3: v.volumeFraction / num(x, 'dilution0') };
  }
  if (id === 'plume-mass-conservation') return { flux: list(x, 'x').map((d) => plumeFlux(x, d)) };
  return undefined;
}

/** ∫∫ u·C dy dz at one distance by the midpoint rule over ±8σ. */
function plumeFlux(x: CaseInputs, d: number): number {
  const sigmas = sigmasAt('briggs-rural', stability(x), d);
  const top = num(x, 'H') + 8 * sigmas.sigmaZM;
  const steps = 200;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const yM = ((i + 0.5) / steps - 0.5) * 16 * sigmas.sigmaYM;
      const zM = ((j + 0.5) / steps) * top;
      sum += need(
        plumeConcentration({
          massFlowKgS: num(x, 'Q'),
          windSpeedMS: num(x, 'u'),
          sourceHeightM: num(x, 'H'),
          sigmas,
          at: { xM: d, yM, zM },
        }),
      );
    }
  }
  return (sum * num(x, 'u') * ((16 * sigmas.sigmaYM) / steps) * top) / steps;
}

function fireAndBlast(id: string, x: CaseInputs): CaseResult | undefined {
  if (id === 'fireball-gost') {
    const v = need(
      fireballHeatFluxGost({ massKg: num(x, 'm_kg'), distanceM: num(x, 'r_m'), surfacePowerKwM2: num(x, 'Ef_kW_m2') }),
    );
    return { q_kW_m2: v.heatFluxKwM2, t_s: v.durationS, D_m: v.diameterM };
  }
  if (id === 'poolfire-viewfactor') {
    const v = need(
      cylinderViewFactors({ flameHeightM: num(x, 'h_over_R'), flameRadiusM: 1, distanceM: num(x, 'S_over_R') }),
    );
    return { Fv: v.vertical, Fh: v.horizontal, Fmax: v.maximum };
  }
  if (id === 'viewfactor-limit') {
    // The case's sphere stands on the ground of its target: h = D/2, vertical target, and (D/2)²/X² in the limit.
    const d = num(x, 'D');
    return { F: need(sphereViewFactor({ diameterM: d, distanceM: num(x, 'X'), centreHeightM: d / 2 })).vertical };
  }
  if (id === 'jetfire-ekoto-20.9') {
    const flow = need(
      gasOrifice({
        dischargeCoefficient: 1,
        holeDiameterM: num(x, 'd_m'),
        vesselPressurePa: num(x, 'P_barg') * 1e5 + 101_325,
        temperatureK: num(x, 'T_K'),
        molarMassKgMol: 0.002016,
        heatCapacityRatio: 1.41,
      }),
    );
    return { L_m: need(jetFlameLength({ massFlowKgS: flow.massFlowKgS, heatOfCombustionJKg: 120e6 })) };
  }
  if (id.startsWith('tnt-kb-Z')) return { P_kPa: kingeryBulmashKpa(num(x, 'Z_m_kg13')) };
  if (id === 'tnt-kb-10t-500m' || id === 'tnt-peer-1t-50') {
    return { P_kPa: need(tntOverpressure({ tntMassKg: num(x, 'W_kg'), distanceM: num(x, 'R_m') })).overpressureKpa };
  }
  if (id === 'tnt-equivalent-h2') {
    return {
      W_kg: need(
        tntEquivalent({ massKg: num(x, 'm_kg'), heatOfCombustionJKg: num(x, 'Hc'), yieldFraction: num(x, 'yield_') }),
      ),
    };
  }
  if (id === 'bst-peer-C3H8-50') {
    const v = need(
      bakerStrehlowTang({
        massKg: num(x, 'm_kg'),
        heatOfCombustionJKg: num(x, 'Hc'),
        flameMach: num(x, 'Mf'),
        distanceM: num(x, 'r_m'),
        groundFactor: num(x, 'ground_factor'),
        ambientPressurePa: num(x, 'P0'),
      }),
    );
    return { P_kPa: v.overpressureKpa, impulse_Pa_s: v.impulsePaS };
  }
  return undefined;
}

function harm(id: string, x: CaseInputs): CaseResult | undefined {
  if (id === 'probit-thermal-eisenberg') return { Y: heatProbitOfDose(num(x, 'dose_W43s'), 'eisenberg') };
  if (id === 'probit-thermal-tno') return { Y: heatProbitOfDose(num(x, 'dose_W43s'), 'tno') };
  if (id === 'probit-lung-eisenberg')
    return { Y: need(blastEffect({ overpressurePa: num(x, 'P_Pa'), form: 'lung-eisenberg' })).probit };
  if (id === 'probit-50pct-heat') {
    return {
      P: need(
        heatLethality({
          heatFluxKwM2: num(x, 'q_W_m2') / 1000,
          exposureS: num(x, 't_s'),
          form: 'eisenberg',
          capAt37_5: false,
        }),
      ).probability,
    };
  }
  if (id === 'probit-chlorine-wl-30') {
    const probit = { a: -8.29, b: 0.92, n: 2, unit: 'ppm' } as const;
    return {
      P: need(toxicLethality({ probit, concentration: num(x, 'C_ppm'), unit: 'ppm', exposureMin: num(x, 't_min') }))
        .probability,
    };
  }
  if (id === 'slot-so2') {
    const pairs = x.pairs;
    return {
      load: Array.isArray(pairs) ? pairs.map(([c, t]: readonly [number, number]) => toxicLoad(c, num(x, 'n'), t)) : [],
    };
  }
  if (id.startsWith('domino-ttf')) {
    const atmospheric = id.includes('-A-');
    const ttf = need(
      timeToFailure({
        heatFluxKwM2: num(x, 'I_kW_m2'),
        volumeM3: num(x, 'V_m3'),
        kind: atmospheric ? 'atmospheric' : 'pressurised',
      }),
    );
    const p = need(heatDamageProbability({ timeToFailureS: ttf }));
    return { ttf_s: ttf, Y: p.probit, P: p.probability };
  }
  if (id.startsWith('domino-overp')) {
    const v = need(
      overpressureDamageProbability({
        overpressurePa: num(x, 'P_Pa'),
        kind: id.endsWith('elong') ? 'elongated' : 'atmospheric',
      }),
    );
    return { Y: v.probit, P: probitProbability(v.probit) };
  }
  if (id === 'domino-first-level-combos') {
    const { combinations } = need(firstLevelCombinations(num(x, 'f1'), list(x, 'p')));
    const of = (key: string): number | undefined =>
      combinations.find((c) => c.targets.join() === key)?.frequencyPerYear;
    return { none: of(''), only2: of('0'), only3: of('1'), both: of('0,1') };
  }
  return undefined;
}

function riskCases(id: string, x: CaseInputs): CaseResult | undefined {
  if (id === 'risk-far') return { FAR: need(fatalAccidentRate(num(x, 'PLL'), num(x, 'N'))) };
  if (id === 'event-tree') return { end: need(sequentialBranches(list(x, 'p'))) };
  if (id === 'ir-uniform-disc') return { IR: list(x, 'r_m').map((r) => discRisk(num(x, 'f'), num(x, 'a_m'), r)) };
  if (id === 'fn-staircase') {
    const events = list(x, 'f').map((frequencyPerYear, i) => ({ frequencyPerYear, fatalities: list(x, 'N')[i] ?? 0 }));
    const F = Object.fromEntries([1, 3, 4, 12, 13, 150, 151].map((n) => [String(n), exceedanceFrequency(events, n)]));
    return { F, PLL: potentialLossOfLife(events) };
  }
  if (id === 'contour-inverse-square') {
    const step = num(x, 'grid_m');
    const k = num(x, 'k');
    const n = 121;
    const half = ((n - 1) / 2) * step;
    const values = Float64Array.from(
      { length: n * n },
      (_, i) => k / ((-half + (i % n) * step) ** 2 + (-half + Math.floor(i / n) * step) ** 2),
    );
    return {
      area_m2: contourAreaM2(
        { originXM: -half, originYM: -half, stepM: step, columns: n, rows: n, values },
        k / num(x, 'a_m') ** 2,
      ),
    };
  }
  return undefined;
}

/** Compute one worked case with the engine, or undefined when no model of ours answers it (a test then fails). */
export const runCase = (id: string, x: CaseInputs): CaseResult | undefined =>
  sourceTerm(id, x) ?? dispersion(id, x) ?? fireAndBlast(id, x) ?? harm(id, x) ?? riskCases(id, x);
