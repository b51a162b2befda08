import {
  ESCALATION_TIERS,
  type EscalationTier,
  editionFor,
  escalationTier,
  overdueHours,
  TaskEscalation,
  type Tier,
} from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { systemActor } from '../change/record.ts';
import { nextSeq, openChains, recordMany } from '../change/record-many.ts';
import { type NoticeRole, nearestSupervisors } from '../notice/audience.ts';
import { writeNotices } from '../notice/write.ts';
import { readEditions } from '../reference/read.ts';
import { holders } from './dispatch.ts';
import {
  type Climbing,
  cancelStopped,
  type Moved,
  markClimbed,
  markOverdue,
  selectClimbing,
  selectEnterprises,
} from './sweep-rows.ts';

const ACTOR = systemActor('job:task-sweep');

/** What a sweep did. */
export type Swept = { readonly overdue: number; readonly cancelled: number; readonly climbed: number };

/**
 * Let time pass for tasks: what is past its window becomes overdue, what belongs to a stopped unit, a withdrawn item or a closed enterprise is
 * cancelled, what stays undone climbs the ladder of the reference data and those concerned are told. In batches, each a transaction; safe to run twice.
 *
 * @param batches stop after so many of each kind; the rest waits for the next run
 */
export async function sweepTasks(db: Database, now: Date, batches = 500): Promise<Swept> {
  const overdue = await repeat(batches, () =>
    asSystem(db, (trx) => settle(trx, { now, action: 'overdue', take: markOverdue })),
  );
  const cancelled = await repeat(batches, () =>
    asSystem(db, (trx) => settle(trx, { now, action: 'cancel', take: cancelStopped })),
  );
  const climbed = await climb(db, now, batches);
  return { overdue, cancelled, climbed };
}

async function repeat(times: number, work: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let i = 0; i < times; i += 1) {
    const n = await work();
    total += n;
    if (n === 0) break;
  }
  return total;
}

/** One batch of tasks that time moves to another state: chains locked, rows moved, one change an enterprise. */
async function settle(
  trx: Trx,
  what: {
    now: Date;
    action: 'overdue' | 'cancel';
    take: {
      due: (trx: Trx, now: Date) => Promise<string[]>;
      move: (trx: Trx, given: { now: Date; enterprises: readonly { id: string; seq: number }[] }) => Promise<Moved[]>;
    };
  },
): Promise<number> {
  const { now, action, take } = what;
  const dims = await selectEnterprises(trx, await take.due(trx, now));
  if (dims.length === 0) return 0;
  const heads = await openChains(trx, dims);
  const moved = await take.move(trx, {
    now,
    enterprises: dims.map((d) => ({ id: d.enterpriseId, seq: nextSeq(heads, d.enterpriseId) })),
  });
  const to = action === 'overdue' ? 'overdue' : 'cancelled';
  const byEnterprise = Map.groupBy(moved, (m) => m.enterprise_id);
  await recordMany(trx, heads, {
    actor: ACTOR,
    at: now,
    entries: dims.flatMap((d) => {
      const days = byEnterprise.get(d.enterpriseId);
      if (!days) return [];
      return [
        {
          dims: d,
          entry: {
            entity: 'task_run',
            action,
            after: { [to]: days.reduce((sum, x) => sum + x.n, 0), tasks: days.flatMap((x) => x.ids).slice(0, 200) },
            moved: days.map((x) => ({
              entity: 'inspection_task',
              before: { state: 'open', day: x.day },
              after: { state: to, day: x.day },
              n: x.n,
            })),
          },
        },
      ];
    }),
  });
  return moved.reduce((sum, m) => sum + m.n, 0);
}

/** Tasks overdue for so long that the next tier hears of them. */
async function climb(db: Database, now: Date, batches: number): Promise<number> {
  const ladder = await asSystem(db, async (trx) => {
    const edition = editionFor(await readEditions(trx, 'task_escalation'), 'task_escalation', businessDay(now));
    return edition ? TaskEscalation.parse(edition.payload) : null;
  });
  if (!ladder) return 0;
  let total = 0;
  // From the top down, so that what is old climbs at once to where it belongs and tells only those.
  for (const [i, step] of ladder.steps.entries().toArray().reverse()) {
    const above = ladder.steps[i + 1];
    const span = { tier: step.tier, from: above?.afterHours ?? null, to: step.afterHours };
    total += await repeat(batches, () => asSystem(db, (trx) => climbBatch(trx, { now, ladder, span })));
  }
  return total;
}

async function climbBatch(
  trx: Trx,
  what: { now: Date; ladder: TaskEscalation; span: { tier: EscalationTier; from: number | null; to: number } },
): Promise<number> {
  const { now, ladder, span } = what;
  const found = await selectClimbing(trx, now, span);
  if (found.length === 0) return 0;
  const tierOf = (t: Climbing): EscalationTier =>
    escalationTier(Math.max(overdueHours(t.due_at, now), Number.EPSILON), ladder, (t.tier ?? 'post') as Tier) ??
    span.tier;
  const dims = await selectEnterprises(trx, [...new Set(found.map((t) => t.enterprise_id))]);
  const heads = await openChains(trx, dims);
  await markClimbed(
    trx,
    found.map((t) => ({ ...t, to: tierOf(t), seq: nextSeq(heads, t.enterprise_id) })),
  );
  // A task of the company's own tier begins at the company: one batch may reach several tiers, each told of its own.
  const byEnterprise = Map.groupBy(found, (t) => t.enterprise_id);
  const reached = dims.flatMap((d) =>
    [...Map.groupBy(byEnterprise.get(d.enterpriseId) ?? [], tierOf)].map(([tier, tasks]) => ({ dims: d, tier, tasks })),
  );
  await recordMany(trx, heads, {
    actor: ACTOR,
    at: now,
    entries: dims.map((d) => {
      const tasks = byEnterprise.get(d.enterpriseId) ?? [];
      const counts = Map.groupBy(tasks, tierOf);
      const to = ESCALATION_TIERS.findLast((tier) => counts.has(tier)) ?? span.tier;
      return {
        dims: d,
        entry: {
          entity: 'task_run',
          action: 'escalate',
          after: {
            to,
            ...(counts.size > 1
              ? { tiers: Object.fromEntries([...counts].map(([tier, of]) => [tier, of.length])) }
              : {}),
            tasks: tasks.map((t) => t.id).slice(0, 200),
            count: tasks.length,
          },
          moved: [],
        },
      };
    }),
  });
  for (const { dims: d, tier, tasks } of reached) {
    await tell(trx, d, { now, tier, tasks });
    // Whose task it is hears of it too, however high its tier.
    if (span.tier === 'post' && tier !== 'post') await tell(trx, d, { now, tier: 'post', tasks });
  }
  return found.length;
}

/** Who hears at each tier. */
const ROLES_OF: Readonly<Record<Exclude<EscalationTier, 'post' | 'county'>, readonly NoticeRole[]>> = {
  team: ['team_leader'],
  workshop: ['safety_officer'],
  company: ['safety_officer', 'enterprise_head'],
};

async function tell(
  trx: Trx,
  dims: EnterpriseDims,
  what: { now: Date; tier: EscalationTier; tasks: readonly Climbing[] },
): Promise<void> {
  const { now, tier, tasks } = what;
  const first = tasks[0];
  if (!first) return;
  const to =
    tier === 'post'
      ? {
          accounts: await holders(trx, dims.enterpriseId, {
            posts: tasks.map((t) => t.post_id),
            day: businessDay(now),
          }),
        }
      : { roles: tier === 'county' ? nearestSupervisors(dims) : ROLES_OF[tier] };
  await writeNotices(trx, dims, {
    at: now,
    actorId: ACTOR.accountId,
    tellings: [
      {
        topic: 'inspection_task.overdue',
        urgency: tier === 'county' ? 'urgent' : 'action',
        entity: 'inspection_task',
        entityId: first.id,
        params: {
          name: first.content,
          count: tasks.length,
          tier,
          oldest: new Date(Math.min(...tasks.map((t) => t.due_at.getTime()))).toISOString(),
        },
        ...to,
      },
    ],
  });
}
