import { REGION_LEVELS, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { defineRoute, PUBLIC, RegionCode, SIGNED_IN } from './route.ts';

/** A division of the GB/T 2260 tree. */
export const RegionView = z
  .object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    level: z.enum(REGION_LEVELS),
    parentCode: z.string().nullable(),
    kind: z.enum(['statutory', 'functional_zone', 'synthetic']),
    validFrom: z.string().nullable(),
    validTo: z.string().nullable(),
  })
  .meta({ id: 'RegionView' });

/** Without a filter: province, cities and counties in force (about 200). Townships by their county. */
export const listRegions = defineRoute({
  id: 'listRegions',
  method: 'GET',
  path: '/api/v1/regions',
  tag: 'reference',
  summary: 'Divisions: province to counties, or the children of one, or by name',
  access: PUBLIC,
  query: z.object({
    parent: RegionCode.optional(),
    level: z.enum(REGION_LEVELS).optional(),
    search: z.string().trim().max(30).optional(),
    /** Also those that were abolished. */
    past: z.stringbool().default(false),
  }),
  reply: z.object({ rows: z.array(RegionView) }),
});

/** Sections and divisions of GB/T 4754. */
export const listIndustries = defineRoute({
  id: 'listIndustries',
  method: 'GET',
  path: '/api/v1/industries',
  tag: 'reference',
  summary: 'Industry classes',
  access: PUBLIC,
  reply: z.object({
    rows: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        parentCode: z.string().nullable(),
        edition: z.string(),
        certainty: z.string(),
      }),
    ),
  }),
});

export const DepartmentRow = z
  .object({
    id: z.uuid(),
    sector: z.enum(SECTORS),
    regionCode: z.string(),
    regionName: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
  })
  .meta({ id: 'DepartmentRow' });

export const listDepartments = defineRoute({
  id: 'listDepartments',
  method: 'GET',
  path: '/api/v1/departments',
  tag: 'reference',
  summary: 'Industry departments by region',
  access: SIGNED_IN,
  query: z.object({ region: RegionCode.optional(), sector: z.enum(SECTORS).optional() }),
  reply: z.object({ rows: z.array(DepartmentRow) }),
});

export const ParkRow = z
  .object({
    id: z.uuid(),
    name: z.string(),
    nameEn: z.string().nullable(),
    countyCode: z.string(),
    cityCode: z.string(),
    kind: z.enum(['chemical', 'chemical_cluster', 'industrial', 'other']),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    state: z.string(),
    invented: z.boolean(),
  })
  .meta({ id: 'ParkRow' });

/** Public: the registration form asks in which park an enterprise lies. */
export const listParks = defineRoute({
  id: 'listParks',
  method: 'GET',
  path: '/api/v1/parks',
  tag: 'reference',
  summary: 'Parks by region',
  access: PUBLIC,
  query: z.object({ region: RegionCode.optional() }),
  reply: z.object({ rows: z.array(ParkRow) }),
});
