import { SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { RISK_MANAGERS } from './risk.ts';
import {
  changeOf,
  Day,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  READERS,
  RegionCode,
  text,
} from './route.ts';

const tag = 'major-hazard';
const base = '/api/v1/enterprises/:enterpriseId' as const;

/** 生产单元 / 储存单元 of GB 18218. */
export const MAJOR_HAZARD_KINDS = ['production', 'storage'] as const;
/** How a β is known: by the standard's own table 3 or 4, derived from the hazard category, or still to be checked against the GHS class. */
export const BETA_CERTAINTIES = ['confirmed', 'derived-from-category', 'unverified-check-ghs-class'] as const;

/** A plain decimal of tonnes: text, so that S = 1 and R = 10 never depend on float rounding. */
const Decimal = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, { error: 'decimal' });

/**
 * A substance of a unit with its design maximum in tonnes. By name, alias or CAS of table 1; what is not there is told by its categories of table 2. A
 * critical quantity and β that are stated instead need a reason.
 */
const MajorHazardItemInput = z.object({
  substance: text(80),
  quantityT: Decimal,
  categories: z.array(text(10)).max(8).optional(),
  criticalQuantityT: Decimal.optional(),
  beta: Decimal.optional(),
  /** Why a critical quantity and β are stated and not looked up. */
  basis: text(200).optional(),
});
/** The same as it was kept. */
export const MajorHazardItem = z
  .object({
    substance: z.string(),
    quantityT: z.string(),
    categories: z.array(z.string()).optional(),
    criticalQuantityT: z.string().optional(),
    beta: z.string().optional(),
    basis: z.string().optional(),
  })
  .meta({ id: 'MajorHazardItem' });
export type MajorHazardItem = z.output<typeof MajorHazardItem>;

/** One line of the arithmetic, all figures decimal text: `ratio` = q/Q, `weighted` = β·q/Q. */
export const MajorHazardLine = z
  .object({
    substance: z.string(),
    quantityT: z.string(),
    criticalQuantityT: z.string(),
    /** `table1:12`, `table2:W5.4` or `stated`. */
    quantityBasis: z.string(),
    beta: z.string(),
    /** `table3`, a symbol of table 4 or `stated`. */
    betaBasis: z.string(),
    betaCertainty: z.enum(BETA_CERTAINTIES),
    ratio: z.string(),
    weighted: z.string(),
    basis: z.string().nullable(),
  })
  .meta({ id: 'MajorHazardLine' });

/** Identification and grade of one unit with its arithmetic. `level` 1-4 (一级 is the gravest); null: no major hazard. */
export const MajorHazardResult = z
  .object({
    standard: z.string(),
    lines: z.array(MajorHazardLine),
    s: z.string(),
    isMajorHazard: z.boolean(),
    peopleWithin500M: z.int(),
    alpha: z.string(),
    /** Σ β·q/Q. */
    weightedSum: z.string(),
    r: z.string().nullable(),
    level: z.int().min(1).max(4).nullable(),
    /** A β or a stated figure in it is not confirmed. */
    unverified: z.boolean(),
  })
  .meta({ id: 'MajorHazardResult' });
export type MajorHazardResult = z.infer<typeof MajorHazardResult>;

/** What a unit is made of. `source`: entered by hand, or begun from the park's vessels. */
export const MajorHazardUnitInput = z.object({
  name: text(120),
  kind: z.enum(MAJOR_HAZARD_KINDS),
  location: text(200, 0).nullable().optional(),
  peopleWithin500M: z.int().min(0).max(10_000_000),
  items: z.array(MajorHazardItemInput).min(1).max(60),
  note: text(2000, 0).nullable().optional(),
  source: z.enum(['entered', 'vessels']).default('entered'),
});
export type MajorHazardUnitInput = z.output<typeof MajorHazardUnitInput>;

/** A unit as it stands, with the result as computed at its last save. */
export const MajorHazardUnitView = z
  .object({
    id: z.uuid(),
    enterpriseId: z.uuid(),
    name: z.string(),
    kind: z.enum(MAJOR_HAZARD_KINDS),
    location: z.string().nullable(),
    items: z.array(MajorHazardItem),
    result: MajorHazardResult,
    assessedOn: Day,
    note: z.string().nullable(),
    source: z.enum(['entered', 'vessels']),
    state: z.enum(['active', 'withdrawn']),
    version: z.int(),
    updatedAt: Instant,
  })
  .meta({ id: 'MajorHazardUnitView' });
export type MajorHazardUnitView = z.infer<typeof MajorHazardUnitView>;

export const listMajorHazardUnits = defineRoute({
  id: 'listMajorHazardUnits',
  method: 'GET',
  path: `${base}/major-hazard-units`,
  tag,
  summary: 'Units of an enterprise identified by GB 18218, gravest first',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ withdrawn: z.stringbool().default(false) }),
  reply: z.object({ rows: z.array(MajorHazardUnitView) }),
});
export const getMajorHazardUnit = defineRoute({
  id: 'getMajorHazardUnit',
  method: 'GET',
  path: `${base}/major-hazard-units/:id`,
  tag,
  summary: 'One unit with its arithmetic',
  access: READERS,
  params: EnterpriseRowParams,
  reply: MajorHazardUnitView,
});

/** Refusals: `gb18218.*` and `decimal.malformed` by field (`items.0.substance`), `major_hazard.stated_without_reason`. */
export const createMajorHazardUnit = defineRoute({
  id: 'createMajorHazardUnit',
  method: 'POST',
  path: `${base}/major-hazard-units`,
  tag,
  summary: 'Add a unit; it is identified and graded at once',
  access: RISK_MANAGERS,
  params: EnterpriseParams,
  body: MajorHazardUnitInput,
  reply: MajorHazardUnitView,
});
export const updateMajorHazardUnit = defineRoute({
  id: 'updateMajorHazardUnit',
  method: 'PATCH',
  path: `${base}/major-hazard-units/:id`,
  tag,
  summary: 'Change, withdraw or restore a unit; a change of figures identifies and grades it again',
  access: RISK_MANAGERS,
  params: EnterpriseRowParams,
  body: changeOf(MajorHazardUnitInput).extend({
    version: z.int().positive(),
    state: z.enum(['active', 'withdrawn']).optional(),
  }),
  reply: MajorHazardUnitView,
});
export const gradeMajorHazardPreview = defineRoute({
  id: 'gradeMajorHazardPreview',
  method: 'POST',
  path: '/api/v1/major-hazard-grade',
  tag,
  summary: 'Identify and grade figures without writing anything',
  access: READERS,
  body: MajorHazardUnitInput.pick({ peopleWithin500M: true, items: true }),
  reply: MajorHazardResult,
});

/** Begun from what the enterprise entered for its park; masses of the filling as entered. `named`: table 1 knows it, else categories are to be chosen. */
export const proposeMajorHazardUnits = defineRoute({
  id: 'proposeMajorHazardUnits',
  method: 'GET',
  path: `${base}/major-hazard-proposals`,
  tag,
  summary: 'Units to begin with, from the vessels entered for the park; nothing is saved',
  access: RISK_MANAGERS,
  params: EnterpriseParams,
  reply: z.object({
    rows: z.array(
      z.object({
        plant: z.string().nullable(),
        kind: z.enum(MAJOR_HAZARD_KINDS),
        items: z.array(
          z.object({ substance: z.string(), quantityT: z.string(), named: z.boolean(), tags: z.array(z.string()) }),
        ),
      }),
    ),
  }),
});

/** The tables a form needs: names of table 1, categories of table 2 with table 4. */
export const getMajorHazardTables = defineRoute({
  id: 'getMajorHazardTables',
  method: 'GET',
  path: '/api/v1/major-hazard-tables',
  tag,
  summary: 'Substances and hazard categories of GB 18218 with critical quantities and β',
  access: READERS,
  reply: z.object({
    standard: z.string(),
    substances: z.array(
      z.object({
        no: z.int(),
        name: z.string(),
        aliases: z.array(z.string()),
        cas: z.array(z.string()),
        criticalQuantityT: z.string(),
        beta: z.string(),
        betaBasis: z.string(),
        betaCertainty: z.enum(BETA_CERTAINTIES),
      }),
    ),
    categories: z.array(
      z.object({
        symbol: z.string(),
        hazardClass: z.string(),
        description: z.string(),
        criticalQuantityT: z.string(),
        beta: z.string(),
      }),
    ),
  }),
});

/** A unit in the register of those above. */
export const MajorHazardRow = MajorHazardUnitView.pick({
  id: true,
  enterpriseId: true,
  name: true,
  kind: true,
  assessedOn: true,
})
  .extend({
    enterpriseName: z.string(),
    countyCode: z.string(),
    countyName: z.string(),
    s: z.string(),
    r: z.string().nullable(),
    level: z.int().nullable(),
    unverified: z.boolean(),
    invented: z.boolean(),
  })
  .meta({ id: 'MajorHazardRow' });
export type MajorHazardRow = z.infer<typeof MajorHazardRow>;

export const MajorHazardFilter = z.object({
  region: RegionCode.optional(),
  parkId: z.uuid().optional(),
  enterpriseId: z.uuid().optional(),
  sector: z.enum(SECTORS).optional(),
  level: z.enum(['1', '2', '3', '4', 'none']).optional(),
  search: z.string().trim().max(60).optional(),
});
export const listMajorHazards = defineRoute({
  id: 'listMajorHazards',
  method: 'GET',
  path: '/api/v1/major-hazards',
  tag,
  summary: 'Units within the duty of the caller, gravest grade first',
  access: READERS,
  query: PageQuery.extend(MajorHazardFilter.shape),
  reply: page(MajorHazardRow),
});
export const printMajorHazards = defineRoute({
  id: 'printMajorHazards',
  method: 'GET',
  path: `${base}/major-hazard-print`,
  tag,
  summary: 'PDF: identification and grading of the units with the arithmetic line by line',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});
