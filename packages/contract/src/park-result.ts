import { PARK_MEASURES, PARK_TARGET_CLASSES } from '@yufang/domain';
import { z } from 'zod';
import { ParkNote } from './park-shared.ts';

const PerYear = z.number();
export const FnPoint = z.object({ fatalities: z.number(), frequencyPerYear: PerYear });
/** Where the F-N curve lies between the lines of GB 36894, and its worst point. */
export const SocietalVerdict = z.object({
  zone: z.enum(['unacceptable', 'alarp', 'acceptable']),
  worst: FnPoint.extend({ upperPerYear: PerYear, lowerPerYear: PerYear }).nullable(),
});
export const SocietalPart = z.object({
  pllPerYear: PerYear,
  curve: z.array(FnPoint),
  verdict: SocietalVerdict,
});
/** GeoJSON in longitude and latitude, one feature a level (3e-5, 1e-5, 3e-6, 1e-6, 3e-7 a year), empty ones too. */
export const ContourCollection = z
  .object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        properties: z.object({ levelPerYear: PerYear, areaM2: z.number() }),
        geometry: z.object({
          type: z.literal('MultiPolygon'),
          coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
        }),
      }),
    ),
  })
  .meta({ id: 'ParkContours' });
export const ParkVesselResult = z.object({
  id: z.string(),
  enterpriseId: z.string(),
  substance: z.string(),
  xM: z.number(),
  yM: z.number(),
  inventoryKg: z.number(),
  pllPerYear: PerYear,
  dominoFailuresPerYear: PerYear,
  dominoPllPerYear: PerYear,
  dominoSpreadPerYear: PerYear,
  /** Of the park's PLL, dominoes included, 0-1. */
  share: z.number(),
});
export const ParkTargetResult = z.object({
  id: z.string(),
  targetClass: z.enum(PARK_TARGET_CLASSES),
  xM: z.number(),
  yM: z.number(),
  basePerYear: PerYear,
  dominoPerYear: PerYear,
  riskPerYear: PerYear,
  limitPerYear: PerYear,
  ratio: z.number(),
  breaks: z.boolean(),
  contributions: z.array(z.object({ vesselId: z.string(), riskPerYear: PerYear })),
});
export const ParkRankedMeasure = z.object({
  vesselId: z.string(),
  enterpriseId: z.string(),
  measure: z.enum(PARK_MEASURES),
  pllRemovedPerYear: PerYear,
  dominoPllRemovedPerYear: PerYear,
  totalRemovedPerYear: PerYear,
});
const Score = z.object({ id: z.string(), frequencyPerYear: PerYear });
export const ParkDominoResult = z.object({
  model: z.string(),
  histories: z.number(),
  seed: z.number(),
  cascadesPerYear: PerYear,
  longestChain: z.int(),
  edges: z.array(z.object({ from: z.string(), to: z.string(), frequencyPerYear: PerYear, probability: z.number() })),
  edgesInAll: z.int(),
  spreaders: z.array(Score),
  sufferers: z.array(Score),
  chains: z.array(z.object({ units: z.array(z.string()), frequencyPerYear: PerYear })),
  enterprises: z.array(z.string()),
  matrix: z.array(z.array(z.number())),
  extraPllPerYear: PerYear,
});

/** The engine's result (`yufang-park-result/1`), field by field as in packages/qra/src/assessment/park-result.ts. */
export const ParkResultView = z
  .object({
    format: z.literal('yufang-park-result/1'),
    parkId: z.string(),
    inputHash: z.string(),
    state: z.enum(['new', 'in-service']),
    /** Versions of every data set behind the figures, and the settings. */
    statement: z.record(z.string(), z.unknown()),
    notes: z.array(ParkNote),
    individual: z.object({
      grid: z.object({
        originXM: z.number(),
        originYM: z.number(),
        widthM: z.number(),
        heightM: z.number(),
        stepM: z.number(),
        columns: z.int(),
        rows: z.int(),
      }),
      maximumPerYear: PerYear,
      maximumAt: z.object({ xM: z.number(), yM: z.number() }),
      contours: ContourCollection,
      contoursBase: ContourCollection,
    }),
    societal: z.object({
      base: SocietalPart,
      withDomino: SocietalPart.nullable(),
      limits: z.object({ upperAtOne: z.number(), lowerAtOne: z.number(), slope: z.number() }),
    }),
    vessels: z.array(ParkVesselResult),
    enterprises: z.array(
      z.object({
        id: z.string(),
        vessels: z.int(),
        pllPerYear: PerYear,
        dominoPllPerYear: PerYear,
        dominoSpreadPerYear: PerYear,
        share: z.number(),
      }),
    ),
    /** Worst ratio first. */
    targets: z.array(ParkTargetResult),
    domino: ParkDominoResult.nullable(),
    measures: z.object({ effects: z.record(z.string(), z.unknown()), ranked: z.array(ParkRankedMeasure) }).nullable(),
  })
  .meta({ id: 'ParkResultView' });
export type ParkResultView = z.infer<typeof ParkResultView>;

/** Names and places of what a result speaks of by id, WGS-84. */
export const ParkDirectory = z
  .object({
    origin: z.object({ lon: z.number(), lat: z.number() }),
    enterprises: z.array(z.object({ id: z.string(), name: z.string() })),
    vessels: z.array(
      z.object({
        id: z.string(),
        enterpriseId: z.string(),
        name: z.string(),
        kind: z.string(),
        substance: z.string(),
        substanceZh: z.string(),
        substanceEn: z.string(),
        lon: z.number(),
        lat: z.number(),
        volumeM3: z.number(),
        fillFraction: z.number(),
        pressurePa: z.number(),
        temperatureK: z.number(),
        bundAreaM2: z.number().nullable(),
        barriers: z.object({
          shutOffS: z.number().optional(),
          sprayHeatFactor: z.number().optional(),
          fireproofingMin: z.number().optional(),
        }),
      }),
    ),
    targets: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        targetClass: z.enum(PARK_TARGET_CLASSES),
        lon: z.number(),
        lat: z.number(),
      }),
    ),
    /** `share` of the year, and by the sector the wind comes from, north first, clockwise. */
    weather: z.array(
      z.object({
        stability: z.string(),
        windSpeedMS: z.number(),
        share: z.number(),
        sectorShare: z.array(z.number()),
      }),
    ),
  })
  .meta({ id: 'ParkDirectory' });
export type ParkDirectory = z.infer<typeof ParkDirectory>;
