import { RISK_GRADES } from '@yufang/domain';
import { z } from 'zod';
import { EnterpriseView } from './enterprise.ts';
import { HistoryRow } from './history.ts';
import { Day, defineRoute, EnterpriseParams, Instant, READERS } from './route.ts';

const Grade = z.enum(RISK_GRADES).nullable();
const Colours = z.object({ red: z.int(), orange: z.int(), yellow: z.int(), blue: z.int(), none: z.int() });

/** One enterprise, one archive (一企一档): everything on one page, as it is now or as it stood at the end of a past day. */
export const ArchiveView = z
  .object({
    /** null: now. */
    asOf: Day.nullable(),
    /** null on a day before the enterprise was entered. */
    enterprise: EnterpriseView.nullable(),
    people: z.object({ total: z.int(), contractors: z.int(), units: z.int(), posts: z.int(), postsHeld: z.int() }),
    risks: z.object({
      objects: z.int(),
      units: z.int(),
      events: z.int(),
      approved: z.int(),
      colours: Colours,
      rows: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          unitName: z.string(),
          grade: Grade,
          liveGrade: Grade,
          tier: z.string().nullable(),
        }),
      ),
    }),
    controls: z.object({
      measures: z.int(),
      controlled: z.int(),
      items: z.int(),
      byClass: z.record(z.string(), z.int()),
    }),
    inspections: z.object({
      records: z.int(),
      abnormal: z.int(),
      marked: z.int(),
      tasksOverdue: z.int(),
      rows: z.array(
        z.object({
          id: z.uuid(),
          at: Instant,
          unitName: z.string(),
          person: z.string().nullable(),
          result: z.string(),
          marked: z.boolean(),
        }),
      ),
    }),
    dangers: z.object({
      found: z.int(),
      open: z.int(),
      major: z.int(),
      overdue: z.int(),
      closed: z.int(),
      rows: z.array(
        z.object({
          id: z.uuid(),
          number: z.string(),
          name: z.string(),
          level: z.string(),
          status: z.string(),
          deadline: Day.nullable(),
          foundAt: Instant,
        }),
      ),
    }),
    /** Units identified by GB 18218, gravest first; `level` null: no major hazard. */
    majorHazards: z.object({
      units: z.int(),
      major: z.int(),
      rows: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          kind: z.string(),
          s: z.string(),
          r: z.string().nullable(),
          level: z.int().nullable(),
          unverified: z.boolean(),
          assessedOn: Day,
        }),
      ),
    }),
    trainings: z.object({
      count: z.int(),
      hours: z.number(),
      rows: z.array(z.object({ id: z.uuid(), title: z.string(), heldOn: Day, hours: z.number(), people: z.int() })),
    }),
    contractors: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        work: z.string().nullable(),
        agreementOn: Day.nullable(),
        toOn: Day.nullable(),
      }),
    ),
    history: z.array(HistoryRow),
    /** The first day that can be replayed. */
    since: Day.nullable(),
  })
  .meta({ id: 'ArchiveView' });
export type ArchiveView = z.infer<typeof ArchiveView>;

/** The archive page, now or at the end of any past day (folded from the change log). Refusal: `archive.in_future`. */
export const getArchive = defineRoute({
  id: 'getArchive',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/archive',
  tag: 'archive',
  summary: 'One enterprise, one archive; replayable to any past day',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ asOf: Day.optional() }),
  reply: ArchiveView,
});
