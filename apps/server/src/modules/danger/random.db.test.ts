import type { DangerView } from '@yufang/contract';
import { DANGER_COMMANDS, type DangerCommand, hiddenDangerContribution, liveGrade } from '@yufang/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer } from '../../testing/world.ts';
import { difference } from '../change/record.ts';
import { foldChanges } from '../history/fold.ts';
import { readDangerReference } from './rules.ts';
import { sweepDangers } from './sweep.ts';
import { dangerCalls, done, makePerson, makePhoto, makeRisk } from './testing.ts';

let t: TestApp;
let dims: EnterpriseDims;
let risk: Awaited<ReturnType<typeof makeRisk>>;
let people: Actor[];
let photo: string;

beforeAll(async () => {
  t = await makeTestApp();
  dims = await makeEnterprise(t.db, {});
  risk = await makeRisk(t, dims, 'blue');
  people = [
    await makePerson(t, dims, { name: '甲', role: 'post_worker' }),
    await makePerson(t, dims, { name: '乙', role: 'team_leader' }),
    await makePerson(t, dims, { name: '丙', role: 'safety_officer' }),
    await makePerson(t, dims, { name: '丁', role: 'enterprise_head' }),
    officer('410122'),
  ];
  photo = await makePhoto(t, dims);
});
afterAll(() => t.close());

/** A command of each type with content that the rules may like. */
function commandOf(type: DangerCommand['type'], today: string, flag: boolean): DangerCommand {
  const until = new Date(Date.parse(`${today}T00:00:00Z`) + 9 * 86_400_000).toISOString().slice(0, 10);
  const five = { measures: '甲', funds: '乙', contingency: '丙' };
  const plan = { goals: '1', methods: '2', resources: '3', people: '4', timeline: '5', safety: '6' };
  const all: { [T in DangerCommand['type']]: Omit<Extract<DangerCommand, { type: T }>, 'type'> } = {
    verify: {},
    reject: { reason: '误报' },
    assign: { treatment: 'time_limited', assigneeId: people[0]?.accountId ?? '', ...five },
    start: {},
    request_extension: { until, reason: '备件' },
    decide_extension: { approve: flag },
    submit_rectified: { note: '完成', photoIds: [photo] },
    accept: {},
    fail_acceptance: { reason: '不合格' },
    reopen: { reason: '复发' },
    withdraw: { reason: '看错' },
    upgrade_to_major: { criteria: ['industry-trade-2023/IT-3-01'] },
    limit_operation: { mode: flag ? 'stop' : 'limit', scope: '罐区' },
    report_up: { situation: '一', analysis: '二' },
    file_plan: plan,
    list_supervision: { level: 'county' },
    lift_supervision: { reason: '消除' },
    publish_listing: { where: '公报' },
    publish_lifting: { where: '公报' },
    evaluate_removal: { passed: flag, evaluators: '专家' },
    request_resumption: {},
    review_resumption: { approve: flag },
  };
  return { type, ...all[type] } as DangerCommand;
}

test('after any sequence of acts: the row is the fold of its changes, colours and counters are what a recount says', async () => {
  const call = dangerCalls(t, dims);
  const criteria = (await t.as(people[2] ?? null, { method: 'GET', url: '/api/v1/danger-criteria' })).body as {
    sets: { setId: string; items: { code: string }[] }[];
  };
  const set = criteria.sets[0];
  const criterion = `${set?.setId}/${set?.items[0]?.code}`;
  let accepted = 0;
  const Step = fc.record({
    who: fc.nat({ max: 4 }),
    pick: fc.nat({ max: 19 }),
    offered: fc.boolean(),
    flag: fc.boolean(),
    days: fc.constantFrom(0, 0, 0, 1, 8),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 4, maxLength: 18 }), fc.boolean(), async (steps, onEvent) => {
      let d: DangerView = done(
        await call.report(
          people[0] ?? null,
          onEvent ? { eventId: risk.eventId } : { unitId: risk.unitId, treatment: 'at_once' },
        ),
      ).danger;
      for (const step of steps) {
        if (step.days > 0) {
          t.clock.time = new Date(t.clock.time.getTime() + step.days * 86_400_000);
          await sweepDangers(t.db, t.clock.now());
        }
        const who = people[step.who] ?? null;
        d = (await call.get(who, d.id)).body as DangerView;
        const choice =
          step.offered && d.allowed.length > 0 ? d.allowed[step.pick % d.allowed.length] : DANGER_COMMANDS[step.pick];
        if (!choice) continue;
        const made = commandOf(choice, t.clock.now().toISOString().slice(0, 10), step.flag);
        const command = made.type === 'upgrade_to_major' ? { ...made, criteria: [criterion] } : made;
        const reply = await call.give(who, d.id, d.version, command);
        // Every act either holds or is refused with a reason; what is offered is never refused for who or when.
        expect([200, 403, 422]).toContain(reply.status);
        if (reply.status === 200) accepted += 1;
        else if (d.allowed.includes(choice))
          expect(['danger.not_allowed', 'danger.wrong_status']).not.toContain((reply.body as { code: string }).code);
      }
      await holds(d.id);
    }),
    { numRuns: 40 },
  );
  expect(accepted).toBeGreaterThan(60);
  await recount();
}, 180_000);

/** The row equals the fold of its changes, and its version the number of them. */
async function holds(id: string): Promise<void> {
  await asSystem(t.db, async (trx) => {
    const row = await trx.selectFrom('hidden_danger').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const changes = await trx.selectFrom('change').selectAll().where('entity_id', '=', id).orderBy('seq').execute();
    const folded = foldChanges(changes as never);
    const whole: unknown = JSON.parse(JSON.stringify(difference(null, row).after));
    const present = Object.fromEntries(Object.entries(folded ?? {}).filter(([, v]) => v !== null));
    expect(present).toEqual(whole);
    expect(row.version).toBe(changes.length);
  });
}

/** Live colours by the rule from what is open now; counters by each row's contribution. */
async function recount(): Promise<void> {
  await asSystem(t.db, async (trx) => {
    const { regrade } = await readDangerReference(trx, '2026-11-23');
    const dangers = await trx.selectFrom('hidden_danger').selectAll().execute();
    const event = await trx.selectFrom('risk_event').selectAll().executeTakeFirstOrThrow();
    const unit = await trx.selectFrom('risk_unit').selectAll().executeTakeFirstOrThrow();
    const on = (rows: typeof dangers) =>
      rows.map((d) => ({ level: d.level as 'general', status: d.status as 'closed' }));
    const eventLive = liveGrade('blue', on(dangers.filter((d) => d.event_id !== null)), regrade);
    const unitOwn = liveGrade('blue', on(dangers.filter((d) => d.event_id === null)), regrade);
    expect(event.live_grade).toBe(eventLive);
    expect(['red', 'orange', 'yellow', 'blue'].find((g) => g === eventLive || g === unitOwn)).toBe(unit.live_grade);
    const queued = await trx
      .selectFrom('rollup_queue')
      .select(['metric', 'day', 'n'])
      .where('metric', 'like', 'dangers%')
      .execute();
    const counted = new Map<string, number>();
    for (const q of queued)
      counted.set(`${q.metric}|${q.day ?? ''}`, (counted.get(`${q.metric}|${q.day ?? ''}`) ?? 0) + Number(q.n));
    const recounted = new Map<string, number>();
    for (const d of dangers)
      for (const [key, n] of hiddenDangerContribution(d as never)) recounted.set(key, (recounted.get(key) ?? 0) + n);
    const clean = (m: Map<string, number>) =>
      [...m]
        .filter(([, n]) => n !== 0)
        .map(([k, n]) => `${k.replace(/\|$/, '')}=${n}`)
        .sort();
    expect(clean(counted)).toEqual(clean(recounted));
  });
}
