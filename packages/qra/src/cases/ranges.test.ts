import { describe, expect, test } from 'vitest';
import * as qra from '../index.ts';
import type { Outcome } from '../result.ts';

/** A model that takes one object of named figures, a valid example, and fields that may be negative. */
type Model = {
  readonly name: string;
  readonly run: (x: never) => Outcome<unknown>;
  readonly valid: Readonly<Record<string, unknown>>;
  readonly signed?: readonly string[];
};

const gas = { temperatureK: 293, molarMassKgMol: 0.0709, heatCapacityRatio: 1.33 };
const dense = {
  windSpeed10M_MS: 3,
  sourceDensityKgM3: 3,
  sourceTemperatureK: 240,
  airTemperatureK: 293,
  ambientPressurePa: 101_325,
};
const MODELS: readonly Model[] = [
  {
    name: 'liquidOrifice',
    run: qra.liquidOrifice,
    valid: { holeDiameterM: 0.1, vesselPressurePa: 5e5, densityKgM3: 800, liquidHeadM: 3, dischargeCoefficient: 0.61 },
  },
  {
    name: 'gasOrifice',
    run: qra.gasOrifice,
    valid: { ...gas, holeDiameterM: 0.025, vesselPressurePa: 8e5, ambientPressurePa: 101_325 },
  },
  {
    name: 'gasOrificeAqt3046',
    run: qra.gasOrificeAqt3046,
    valid: { ...gas, holeDiameterM: 0.025, vesselPressurePa: 8e5 },
  },
  {
    name: 'gasPipeRupture',
    run: qra.gasPipeRupture,
    valid: { ...gas, pipeDiameterM: 0.3, pipeLengthM: 500, roughnessM: 4.6e-5, pressurePa: 2e6 },
  },
  {
    name: 'twoPhaseOrifice',
    run: qra.twoPhaseOrifice,
    valid: {
      holeDiameterM: 0.05,
      flowPathM: 0.3,
      heatOfVaporisationJKg: 4e5,
      specificVolumeChangeM3Kg: 0.05,
      liquidHeatCapacityJKgK: 2500,
      temperatureK: 290,
    },
  },
  {
    name: 'flashFraction',
    run: qra.flashFraction,
    valid: {
      storageTemperatureK: 293,
      boilingTemperatureK: 231,
      liquidHeatCapacityJKgK: 2500,
      heatOfVaporisationJKg: 4e5,
    },
  },
  {
    name: 'dropletDiameter',
    run: qra.dropletDiameter,
    valid: {
      surfaceTensionNM: 0.01,
      airDensityKgM3: 1.2,
      jetVelocityMS: 30,
      storageTemperatureK: 293,
      boilingTemperatureK: 231,
    },
  },
  {
    name: 'gasBlowDown',
    run: qra.gasBlowDown,
    valid: { ...gas, holeDiameterM: 0.025, vesselPressurePa: 8e5, volumeM3: 20 },
  },
  { name: 'poolArea', run: qra.poolArea, valid: { massFlowKgS: 10, densityKgM3: 800, timeS: 60, bundAreaM2: 500 } },
  {
    name: 'boilingFlux',
    run: qra.boilingFlux,
    valid: {
      ground: 'concrete',
      groundTemperatureK: 288,
      boilingTemperatureK: 112,
      heatOfVaporisationJKg: 5e5,
      timeS: 60,
    },
  },
  {
    name: 'evaporationFlux',
    run: qra.evaporationFlux,
    valid: { windSpeedMS: 3, poolDiameterM: 20, vapourPressurePa: 1e4, molarMassKgMol: 0.078, temperatureK: 293 },
  },
  {
    name: 'windPowerLaw',
    run: qra.windPowerLaw,
    valid: { referenceSpeedMS: 3, referenceHeightM: 10, heightM: 50, stability: 'D' },
  },
  {
    name: 'windMoninObukhov',
    run: qra.windMoninObukhov,
    valid: { referenceSpeedMS: 3, referenceHeightM: 10, heightM: 50, roughnessM: 0.1, stability: 'F' },
  },
  {
    name: 'dispersionSigmas',
    run: qra.dispersionSigmas,
    valid: { set: 'tno-plume', stability: 'D', distanceM: 500, averagingTimeS: 600, roughnessM: 0.3 },
  },
  {
    name: 'plumeConcentration',
    run: (x: { xM: number; yM: number; zM: number; sigmaYM: number; sigmaZM: number }) =>
      qra.plumeConcentration({ massFlowKgS: 1, windSpeedMS: 3, ...x, sigmas: x, at: x } as never),
    valid: { sourceHeightM: 10, mixingHeightM: 500, sigmaYM: 30, sigmaZM: 15, xM: 300, yM: 20, zM: 2 },
    signed: ['xM', 'yM'],
  },
  {
    name: 'puffConcentration',
    run: (x: object) =>
      qra.puffConcentration({ massKg: 100, windSpeedMS: 3, timeS: 60, ...x, sigmas: x, at: x } as never),
    valid: { sourceHeightM: 10, mixingHeightM: 500, sigmaXM: 30, sigmaYM: 30, sigmaZM: 15, xM: 180, yM: 20, zM: 2 },
    signed: ['xM', 'yM'],
  },
  { name: 'denseGasPlume', run: qra.denseGasPlume, valid: { ...dense, volumeFlowM3S: 5, distanceM: 300 } },
  { name: 'denseGasPuff', run: qra.denseGasPuff, valid: { ...dense, volumeM3: 1000, distanceM: 300 } },
  {
    name: 'jetConcentrationRatio',
    run: qra.jetConcentrationRatio,
    valid: { jetDiameterM: 0.05, distanceM: 5, radialM: 0.2, jetDensityKgM3: 2, airDensityKgM3: 1.2, k2: 6, k3: 5 },
    signed: ['radialM'],
  },
  {
    name: 'stablePlumeRise',
    run: qra.stablePlumeRise,
    valid: {
      stackVelocityMS: 10,
      stackDiameterM: 1,
      stackTemperatureK: 400,
      airTemperatureK: 283,
      windSpeedMS: 2,
      stability: 'F',
    },
  },
  {
    name: 'burningRateBurgess',
    run: qra.burningRateBurgess,
    valid: {
      heatOfCombustionJKg: 4e7,
      heatOfVaporisationJKg: 4e5,
      liquidHeatCapacityJKgK: 2000,
      boilingTemperatureK: 353,
      airTemperatureK: 293,
    },
  },
  {
    name: 'poolFlame',
    run: qra.poolFlame,
    valid: { burningRateKgM2S: 0.06, diameterM: 20, windSpeedMS: 5, vapourDensityKgM3: 3, airTemperatureK: 293 },
  },
  {
    name: 'poolFireHeatFlux',
    run: qra.poolFireHeatFlux,
    valid: { diameterM: 20, burningRateKgM2S: 0.06, distanceM: 50, relativeHumidity: 0.7, airTemperatureK: 293 },
  },
  {
    name: 'fireballHeatFlux',
    run: qra.fireballHeatFlux,
    valid: { massKg: 5e4, heatOfCombustionJKg: 4.6e7, burstPressurePa: 1.5e6, distanceM: 300 },
  },
  { name: 'fireballHeatFluxGost', run: qra.fireballHeatFluxGost, valid: { massKg: 5e4, distanceM: 300 } },
  { name: 'jetFlameLength', run: qra.jetFlameLength, valid: { massFlowKgS: 5, heatOfCombustionJKg: 4.6e7 } },
  {
    name: 'jetFireHeatFlux',
    run: qra.jetFireHeatFlux,
    valid: { massFlowKgS: 5, heatOfCombustionJKg: 4.6e7, distanceM: 40, radiantFraction: 0.2, transmissivity: 0.8 },
  },
  {
    name: 'cylinderViewFactors',
    run: qra.cylinderViewFactors,
    valid: { flameHeightM: 20, flameRadiusM: 10, distanceM: 40 },
  },
  { name: 'sphereViewFactor', run: qra.sphereViewFactor, valid: { diameterM: 100, distanceM: 200, centreHeightM: 75 } },
  {
    name: 'transmissivity',
    run: qra.transmissivity,
    valid: { pathM: 50, relativeHumidity: 0.7, airTemperatureK: 293 },
  },
  { name: 'tntOverpressure', run: qra.tntOverpressure, valid: { tntMassKg: 1000, distanceM: 50 } },
  { name: 'tntDistance', run: qra.tntDistance, valid: { tntMassKg: 1000, overpressureKpa: 20 } },
  {
    name: 'tntEquivalent',
    run: qra.tntEquivalent,
    valid: { massKg: 1000, heatOfCombustionJKg: 4.6e7, yieldFraction: 0.03 },
  },
  {
    name: 'bakerStrehlowTang',
    run: qra.bakerStrehlowTang,
    valid: {
      massKg: 1000,
      heatOfCombustionJKg: 4.6e7,
      flameMach: 0.44,
      distanceM: 100,
      groundFactor: 2,
      ambientPressurePa: 101_325,
    },
  },
  {
    name: 'multiEnergy',
    run: qra.multiEnergy,
    valid: { congestedVolumeM3: 5000, blastClass: 6, distanceM: 100, ambientPressurePa: 101_325 },
  },
  {
    name: 'deflagrationOverpressure',
    run: qra.deflagrationOverpressure,
    valid: { energyJ: 1e10, flameSpeedMS: 150, cloud: 'gas', distanceM: 200 },
  },
  { name: 'vesselBurst', run: qra.vesselBurst, valid: { burstPressurePa: 2e6, volumeM3: 50, heatCapacityRatio: 1.3 } },
  {
    name: 'liquidFlashBurst',
    run: qra.liquidFlashBurst,
    valid: { massKg: 1000, enthalpyDropJKg: 2e5, entropyDropJKgK: 500, finalTemperatureK: 231 },
    signed: ['enthalpyDropJKg', 'entropyDropJKgK'],
  },
  { name: 'heatLethality', run: qra.heatLethality, valid: { heatFluxKwM2: 15, exposureS: 20 } },
  { name: 'blastEffect', run: qra.blastEffect, valid: { overpressurePa: 5e4, impulsePaS: 1000, form: 'collapse-tno' } },
  {
    name: 'toxicLethality',
    run: qra.toxicLethality,
    valid: {
      probit: { a: -6.35, b: 0.5, n: 2.75, unit: 'mg/m3' },
      concentration: 1000,
      unit: 'mg/m3',
      exposureMin: 30,
    },
  },
  { name: 'timeToFailure', run: qra.timeToFailure, valid: { heatFluxKwM2: 30, volumeM3: 1000, kind: 'atmospheric' } },
  {
    name: 'heatDamageProbability',
    run: qra.heatDamageProbability,
    valid: { timeToFailureS: 600, fireDurationS: 1800 },
  },
  {
    name: 'overpressureDamageProbability',
    run: qra.overpressureDamageProbability,
    valid: { overpressurePa: 3e4, kind: 'small' },
  },
  {
    name: 'fragmentDamageProbability',
    run: qra.fragmentDamageProbability,
    valid: { distanceM: 200, targetAreaM2: 100 },
  },
];

const finite = (v: unknown): boolean =>
  typeof v === 'number'
    ? Number.isFinite(v)
    : typeof v === 'object' && v !== null
      ? Object.values(v).every(finite)
      : true;

describe.each(MODELS.map((m) => [m.name, m] as const))('%s', (_, m) => {
  const run = (x: Readonly<Record<string, unknown>>): Outcome<unknown> => m.run(x as never);
  const numbers = Object.entries(m.valid).filter(([, v]) => typeof v === 'number');

  test('a valid case has a finite answer', () => {
    const r = run(m.valid);
    expect(r).toMatchObject({ ok: true });
    expect(r.ok && finite(r.value)).toBe(true);
  });

  test.each(numbers.map(([field]) => field))(
    '%s: NaN, infinite, negative and absurd are refused, never a number',
    (field) => {
      expect(run({ ...m.valid, [field]: Number.NaN })).toMatchObject({ ok: false });
      expect(run({ ...m.valid, [field]: Number.POSITIVE_INFINITY })).toMatchObject({ ok: false });
      if (!m.signed?.includes(field)) expect(run({ ...m.valid, [field]: -1 })).toMatchObject({ ok: false });
      const absurd = run({ ...m.valid, [field]: 1e30 });
      expect(absurd.ok && !finite(absurd.value)).toBe(false);
    },
  );
});

describe('edges of the ranges', () => {
  const notes = (r: Outcome<unknown>): readonly string[] => (r.ok ? r.notes.map((n) => n.code) : [r.code]);

  test('sigmas: below 100 m and beyond 10 km flagged, beyond 100 km refused; averaging and roughness', () => {
    const at = (distanceM: number) => qra.dispersionSigmas({ set: 'briggs-rural', stability: 'D', distanceM });
    expect(notes(at(99))).toEqual(['sigma.extrapolated']);
    expect(notes(at(100))).toEqual([]);
    expect(notes(at(10_001))).toEqual(['sigma.extrapolated']);
    expect(notes(at(100_001))).toEqual(['input.out_of_range']);
    const wide = qra.dispersionSigmas({ set: 'briggs-rural', stability: 'D', distanceM: 500, averagingTimeS: 3600 });
    const plain = at(500);
    expect(wide.ok && plain.ok && wide.value.sigmaYM / plain.value.sigmaYM).toBeCloseTo(6 ** 0.2, 12);
    expect(
      notes(qra.dispersionSigmas({ set: 'tno-plume', stability: 'D', distanceM: 500, averagingTimeS: 5 })),
    ).toEqual(['sigma.averaging_floor']);
    expect(
      notes(qra.dispersionSigmas({ set: 'briggs-urban', stability: 'D', distanceM: 500, roughnessM: 0.5 })),
    ).toEqual(['sigma.no_roughness']);
  });

  test('more wind never lengthens a pool flame: the exponent is −0.21', () => {
    const height = (windSpeedMS: number): number => {
      const r = qra.poolFlame({ burningRateKgM2S: 0.06, diameterM: 20, windSpeedMS, vapourDensityKgM3: 3 });
      return r.ok ? r.value.heightM : Number.NaN;
    };
    for (let u = 1; u < 30; u++) expect(height(u + 1)).toBeLessThanOrEqual(height(u));
    expect(height(20) / height(10)).toBeCloseTo(2 ** -0.21, 10);
  });

  test('Swisdak: nothing below Z 0.2 or beyond 198.5, and the pieces meet', () => {
    expect(notes(qra.tntOverpressure({ tntMassKg: 1, distanceM: 0.19 }))).toEqual(['input.out_of_range']);
    expect(notes(qra.tntOverpressure({ tntMassKg: 1, distanceM: 199 }))).toEqual(['input.out_of_range']);
    for (const z of [2.9, 23.8])
      expect(qra.kingeryBulmashKpa(z * (1 + 1e-9)) / qra.kingeryBulmashKpa(z)).toBeCloseTo(1, 1);
    expect(qra.kingeryBulmashKpa(0.1)).toBeNaN();
  });

  test('toxic: units are never mixed, exposure is capped at 30 min and said so', () => {
    const probit = { a: -6.35, b: 0.5, n: 2.75, unit: 'mg/m3' } as const;
    expect(notes(qra.toxicLethality({ probit, concentration: 500, unit: 'ppm', exposureMin: 10 }))).toEqual([
      'toxic.unit_mismatch',
    ]);
    const long = qra.toxicLethality({ probit, concentration: 500, unit: 'mg/m3', exposureMin: 60 });
    const cap = qra.toxicLethality({ probit, concentration: 500, unit: 'mg/m3', exposureMin: 30 });
    expect(notes(long)).toEqual(['toxic.exposure_capped']);
    expect(long.ok && cap.ok && long.value.probability === cap.value.probability).toBe(true);
  });

  test('dense gas: lighter or passive is refused, near field and α > 1 are flagged, C falls with distance', () => {
    const release = { windSpeed10M_MS: 3, airTemperatureK: 293, volumeFlowM3S: 5, distanceM: 300 };
    expect(notes(qra.denseGasPlume({ ...release, sourceDensityKgM3: 1 }))).toEqual(['dense.lighter_than_air']);
    expect(notes(qra.denseGasPlume({ ...release, sourceDensityKgM3: 1.21, windSpeed10M_MS: 15 }))).toEqual([
      'dense.passive',
    ]);
    expect(notes(qra.denseGasPlume({ ...release, sourceDensityKgM3: 3, distanceM: 20 }))).toContain('dense.near_field');
    expect(
      notes(qra.denseGasPlume({ ...release, sourceDensityKgM3: 6, windSpeed10M_MS: 0.5, volumeFlowM3S: 50 })),
    ).toContain('dense.extrapolated');
    let last = 1;
    for (let x = 5; x < 5000; x *= 1.2) {
      const r = qra.denseGasPlume({ ...release, sourceDensityKgM3: 3, distanceM: x });
      const c = r.ok ? r.value.volumeFraction : Number.NaN;
      expect(c).toBeLessThanOrEqual(last);
      last = c;
    }
  });

  test('fireballs engulf; a target inside a flame is refused', () => {
    expect(notes(qra.cylinderViewFactors({ flameHeightM: 10, flameRadiusM: 5, distanceM: 5 }))).toEqual([
      'view_factor.inside_flame',
    ]);
    expect(qra.fireball(0.5)).toMatchObject({ ok: false });
    expect(qra.fireball(6e6)).toMatchObject({ ok: false });
  });

  test('every substance has its CAS with a right check digit, a source for each value, and can be found by it', () => {
    expect(qra.SUBSTANCES.length).toBeGreaterThanOrEqual(40);
    for (const s of qra.SUBSTANCES) {
      expect(qra.provenanceOf(s, 'boilingTemperatureK').source).not.toBe('');
      if (s.cas === '') continue;
      const digits = s.cas.replaceAll('-', '');
      const sum = [...digits.slice(0, -1)].reverse().reduce((t, d, i) => t + Number(d) * (i + 1), 0);
      expect(sum % 10, s.id).toBe(Number(digits.at(-1)));
      expect(qra.findSubstance(s.cas)).toMatchObject({ ok: true });
    }
  });
});
