import { ENTERPRISE_MANAGERS, REGULATOR_ROLES } from '@yufang/domain';
import { z } from 'zod';
import { Instant, roles } from './route.ts';

/**
 * Who sees a park's risk: regulators whose duty covers the park (a park's officer: his own). A park that is not theirs answers 404 `park.not_found`.
 * Enterprises see their own part under `/enterprises/:enterpriseId/…`; administrators see none of it.
 */
export const PARK_READERS = roles(...REGULATOR_ROLES);
/** Who fills and computes: the officers of the park. */
export const PARK_WRITERS = roles('park_officer');
/** Who may judge an assessment: another officer of the park, or the emergency department above it. */
export const PARK_REVIEWERS = roles('park_officer', 'county_officer', 'city_officer', 'province_officer');
/** Who sees an enterprise's own part: its managers, and the regulators above. */
export const PARK_ENTERPRISE_READERS = roles(...REGULATOR_ROLES, ...ENTERPRISE_MANAGERS);
/** Who enters an enterprise's own vessels: its managers. */
export const PARK_ENTERPRISE_WRITERS = roles(...ENTERPRISE_MANAGERS);
/** Who may act on an enterprise's work item: its managers, and the park. */
export const PARK_ITEM_ACTORS = roles('park_officer', ...ENTERPRISE_MANAGERS);

export const ParkParams = z.object({ parkId: z.uuid() });
export const ParkRowParams = z.object({ parkId: z.uuid(), id: z.uuid() });

export const parkBase = '/api/v1/parks/:parkId' as const;
export const parkEnterpriseBase = '/api/v1/enterprises/:enterpriseId' as const;

/** A code with its figures: sentences are the client's. `level`: blocks = nothing can be computed before it is mended; warns = to know. */
export const ParkNote = z
  .object({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .meta({ id: 'ParkNote' });
export type ParkNote = z.infer<typeof ParkNote>;

export const ParkReadinessItem = z
  .object({
    level: z.enum(['blocks', 'warns']),
    /** `park_ready.*` of ours, or a code of the engine's (`vessel.on_top_of_another` …, docs/qra.md). */
    code: z.string(),
    field: z.string().nullable(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'ParkReadinessItem' });
export type ParkReadinessItem = z.infer<typeof ParkReadinessItem>;

/** Who did something and when. */
export const ParkDeed = z.object({ by: z.string(), name: z.string(), at: Instant });
