import { RISK_GRADES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { defineRoute, PUBLIC, READERS, RegionCode } from './route.ts';

/** How many enterprises of a cluster have which worst live grade; `none`: nothing graded yet. */
export const GradeCounts = z.object({ red: z.int(), orange: z.int(), yellow: z.int(), blue: z.int(), none: z.int() });

/** A cluster of enterprises, or one enterprise (`enterpriseId` set). Positions are WGS-84. */
export const MapPoint = z
  .object({
    lon: z.number(),
    lat: z.number(),
    count: z.int(),
    grades: GradeCounts,
    /** Enterprises of it with an overdue danger. */
    overdue: z.int(),
    enterpriseId: z.uuid().nullable(),
    name: z.string().nullable(),
    grade: z.enum(RISK_GRADES).nullable(),
    /** The zoom at which the cluster falls apart; null for one enterprise. */
    opensAt: z.int().nullable(),
  })
  .meta({ id: 'MapPoint' });
export type MapPoint = z.infer<typeof MapPoint>;

/** Enterprises of a map window, clustered on the server: at most a few hundred points, however many enterprises there are. */
export const getMapPoints = defineRoute({
  id: 'getMapPoints',
  method: 'GET',
  path: '/api/v1/map/points',
  tag: 'map',
  summary: 'Enterprises in a map window, clustered for its zoom, within the duty of the caller',
  access: READERS,
  query: z.object({
    west: z.coerce.number().min(-180).max(180),
    south: z.coerce.number().min(-85).max(85),
    east: z.coerce.number().min(-180).max(180),
    north: z.coerce.number().min(-85).max(85),
    zoom: z.coerce.number().min(0).max(20),
    region: RegionCode.optional(),
    sector: z.enum(SECTORS).optional(),
    parkId: z.uuid().optional(),
  }),
  reply: z.object({ points: z.array(MapPoint), unplaced: z.int() }),
});

/** The boundaries as TopoJSON (layers county, city, province; WGS-84), for any screen that draws a map. */
export const getBoundaries = defineRoute({
  id: 'getBoundaries',
  method: 'GET',
  path: '/api/v1/map/boundaries',
  tag: 'map',
  summary: 'Boundaries of province, cities and counties as TopoJSON',
  access: PUBLIC,
  reply: z.looseObject({ type: z.literal('Topology') }),
});

/** What must be said beside a map. */
export const getMapNotice = defineRoute({
  id: 'getMapNotice',
  method: 'GET',
  path: '/api/v1/map/notice',
  tag: 'map',
  summary: 'Source of the boundaries and their review number (审图号)',
  access: PUBLIC,
  reply: z.object({
    source: z.enum(['operator', 'demonstration', 'none']),
    reviewNumber: z.string(),
    crs: z.literal('WGS84'),
  }),
});
