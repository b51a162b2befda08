import { REGULATOR_ROLES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { Day, defineRoute, Instant, PageQuery, page, READERS, RegionCode, roles } from './route.ts';

/** Metric → count. The metrics are the catalogue of `domain/rollup`. */
export const Figures = z.record(z.string(), z.number());

/** One line below the place one looks at: a city of the province, a county of a city, an enterprise of a county or park. */
export const OverviewChild = z
  .object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    level: z.enum(['city', 'county', 'enterprise']),
    figures: Figures,
  })
  .meta({ id: 'OverviewChild' });

/** The page of a province, city, county, park, department or enterprise: what is, what happened today, how it went, who stands how. */
export const Overview = z
  .object({
    place: z.object({
      kind: z.enum(['region', 'park', 'enterprise']),
      code: z.string(),
      name: z.string(),
      nameEn: z.string().nullable(),
      level: z.enum(['province', 'city', 'county', 'park', 'enterprise']),
      sector: z.enum(SECTORS).nullable(),
      /** The county a park or an enterprise lies in, for its map; null for a region. */
      countyCode: z.string().nullable(),
      /** From the province down to here, as far as the caller's duty reaches. */
      path: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string().nullable() })),
    }),
    day: Day,
    /** Stocks: what there is now. */
    now: Figures,
    /** Flows of today (business day), and over the last seven `tasks_due_7d` and `tasks_done_7d`: what is due weekly opens on one day of the week. */
    today: Figures,
    /** Flows of yesterday, for the change. */
    yesterday: Figures,
    /** Flows by day, oldest first; days without any are there with zeros. */
    trend: z.array(z.object({ day: Day, figures: Figures })),
    children: z.array(OverviewChild),
    /** When the counters were last folded up to. */
    asOf: Instant,
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;

/** Everything the page of one place needs, in one request. */
export const getOverview = defineRoute({
  id: 'getOverview',
  method: 'GET',
  path: '/api/v1/overview',
  tag: 'overview',
  summary: 'The live page of a province, city, county, park or enterprise within the duty of the caller',
  access: READERS,
  query: z.object({
    /** Default: the place of the caller's own duty. */
    region: RegionCode.optional(),
    enterpriseId: z.uuid().optional(),
    /** One park within the caller's region. */
    parkId: z.uuid().optional(),
    /** Only what one department supervises, for those who see all of them. */
    sector: z.enum(SECTORS).optional(),
    days: z.coerce.number().int().min(7).max(366).default(30),
  }),
  reply: Overview,
});

/** Only these figures, by comma: fewer rows are read. */
const Metrics = z
  .string()
  .max(600)
  .regex(/^[a-z0-9_]+(,[a-z0-9_]+)*$/);

/** The enterprises of a place, the one that most needs a person first: overdue major dangers, overdue, major, open. Figures as in {@link OverviewChild}. */
export const listPlaceEnterprises = defineRoute({
  id: 'listPlaceEnterprises',
  method: 'GET',
  path: '/api/v1/overview/enterprises',
  tag: 'overview',
  summary: 'Enterprises of a county or park with their figures, ranked',
  access: roles(...REGULATOR_ROLES),
  query: PageQuery.extend({
    region: RegionCode.optional(),
    parkId: z.uuid().optional(),
    sector: z.enum(SECTORS).optional(),
    metrics: Metrics.optional(),
  }),
  reply: page(OverviewChild),
});

/** Filters that combine: the full cross of the roll-up. */
export const getCounts = defineRoute({
  id: 'getCounts',
  method: 'GET',
  path: '/api/v1/counts',
  tag: 'overview',
  summary: 'Counters cut by region × industry × park × scale × sector × day',
  access: roles(...REGULATOR_ROLES),
  query: z.object({
    region: RegionCode.optional(),
    sector: z.enum(SECTORS).optional(),
    industry: z
      .string()
      .regex(/^\d{2}$/)
      .optional(),
    scale: z.enum(['above', 'small', 'micro']).optional(),
    parkId: z.uuid().optional(),
    from: Day.optional(),
    to: Day.optional(),
    by: z.enum(['total', 'city', 'county', 'industry', 'scale', 'sector', 'park', 'day']).default('total'),
    metrics: Metrics.optional(),
  }),
  reply: z.object({ rows: z.array(z.object({ key: z.string(), figures: Figures })), asOf: Instant }),
});
