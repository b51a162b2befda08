import { createHash, randomInt, randomUUID } from 'node:crypto';
import type { DangerCommand } from '@yufang/domain';
import { DEMO_COUNTY } from '@yufang/seeds/demo/firms';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { dimsOf } from '../../platform/http/enterprise-dims.ts';
import { applyDangerCommand } from '../danger/command.ts';
import { reportDanger } from '../danger/report.ts';
import type { RecordDraft } from '../inspection/record-rows.ts';
import { writeRecords } from '../inspection/records.ts';
import { acting, invented, inventedPhoto } from './act.ts';

/** A running simulator. */
export type Simulator = { stop(): Promise<void> };
type Where = { readonly db: Database; readonly config: Config; readonly now: () => Date };
type Act = 'inspect' | 'find' | 'advance' | 'nothing';

/** A pause between two acts, in milliseconds: slow enough to read along. */
const PAUSE = [3_000, 8_000] as const;

/**
 * Keep the demo alive: every few seconds one invented act at one invented enterprise, through the same doors as a phone's or an officer's: a round of
 * inspection, a danger found, a danger moved on. Firms that somebody has an account at are left to their people; a firm that is not marked
 * invented is never touched.
 *
 * @param onError told of an act that failed; the next one is tried all the same
 */
export function startSimulator(
  where: Where,
  onError: (error: unknown) => void,
  pause: readonly [number, number] = PAUSE,
): Simulator {
  const stop = Promise.withResolvers<void>();
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const wait = new Promise<void>((done) => setTimeout(done, randomInt(pause[0], pause[1] + 1)).unref());
      await Promise.race([wait, stop.promise]);
      if (stopped) return;
      try {
        await actOnce(where);
      } catch (error) {
        if (!stopped) onError(error);
      }
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      stop.resolve();
      await running;
    },
  };
}

/** One act at one enterprise. What was done; nothing when the enterprise drawn had nothing to do. */
export async function actOnce(where: Where): Promise<Act> {
  const dims = await drawFirm(where.db);
  if (!dims) return 'nothing';
  const draw = randomInt(100);
  if (draw < 30 && (await advance(where, dims))) return 'advance';
  return await inspect(where, dims, draw >= 82);
}

/** An invented enterprise at work that nobody has an account at; every third time one of the demo's county. */
async function drawFirm(db: Database): Promise<EnterpriseDims | undefined> {
  const home = randomInt(3) === 0;
  const from = randomUUID();
  return await asSystem(db, async (trx) => {
    const firms = trx
      .selectFrom('enterprise as e')
      .select(['e.enterprise_id', 'e.city_code', 'e.county_code', 'e.sector', 'e.park_id', 'e.industry', 'e.scale'])
      .where('e.invented', '=', true)
      .where('e.status', '=', 'active')
      .where('e.activity', '=', 'active')
      .where((x) =>
        x.not(
          x.exists(x.selectFrom('assignment as a').select('a.id').whereRef('a.enterprise_id', '=', 'e.enterprise_id')),
        ),
      );
    if (home) {
      const rows = await firms.where('e.county_code', '=', DEMO_COUNTY).limit(500).execute();
      const row = rows[rows.length > 0 ? randomInt(rows.length) : 0];
      if (row) return dimsOf(row);
    }
    // Ids begin with their time: a random place in the list is drawn by the county instead.
    const counties = await trx
      .selectFrom('enterprise')
      .select('county_code')
      .distinct()
      .orderBy('county_code')
      .execute();
    const county = counties[counties.length > 0 ? Number.parseInt(from.slice(0, 6), 16) % counties.length : 0];
    if (!county) return undefined;
    const rows = await firms.where('e.county_code', '=', county.county_code).limit(1_000).execute();
    const row = rows[rows.length > 0 ? randomInt(rows.length) : 0];
    return row && dimsOf(row);
  });
}

/** One to four open tasks of a post are answered; where `fault`, the last one finds something and reports it. */
async function inspect(where: Where, dims: EnterpriseDims, fault: boolean): Promise<Act> {
  const now = where.now();
  const round = await asSystem(where.db, (trx) => openRound(trx, dims, now));
  const [first] = round;
  if (!first) return 'nothing';
  const { lon, lat } = first;
  const worker = invented(dims, { id: `sim-${first.person_id}`, name: first.person_name, role: 'post_worker' });
  const find = fault ? round.at(-1) : undefined;
  const dangerId = newId();
  const photo = find ? await inventedPhoto({ ...where, dims, actor: worker, now }, '现场') : null;
  await acting(where.db, worker, dims, async (trx, chain) => {
    const drafts = round.map((task, i): RecordDraft => {
      const bad = task === find;
      return draftOf(task, {
        claimedAt: new Date(now.getTime() - (round.length - i) * randomInt(40_000, 90_000)),
        worker,
        place: lon !== null && lat !== null ? { lon: lon + randomInt(9) / 1e5, lat: lat + randomInt(9) / 1e5 } : null,
        dangerId: bad ? dangerId : null,
        photoIds: bad && photo ? [photo] : [],
      });
    });
    await writeRecords(trx, chain, drafts, { actor: worker, now });
    if (!find) return;
    const name = `${find.content.replace(/[？?。]$/, '').slice(0, 60)}：不符合要求`;
    await reportDanger(trx, chain, {
      actor: worker,
      now,
      origin: 'field',
      report: {
        id: dangerId,
        name,
        description: `${name}（模拟器，虚构）`,
        source: 'daily',
        kind: 'safety',
        criteria: [],
        unitId: find.unit_id,
        eventId: find.event_id,
        measureId: find.measure_id,
        recordId: drafts.at(-1)?.id ?? null,
        photoIds: photo ? [photo] : [],
      },
    });
  });
  return find ? 'find' : 'inspect';
}

type OpenTask = Awaited<ReturnType<typeof openRound>>[number];

async function openRound(trx: Trx, dims: EnterpriseDims, now: Date) {
  const tasks = await trx
    .selectFrom('inspection_task as t')
    .innerJoin('inspection_item as i', (j) =>
      j.onRef('i.enterprise_id', '=', 't.enterprise_id').onRef('i.id', '=', 't.item_id'),
    )
    .innerJoin('control_measure as m', (j) =>
      j.onRef('m.enterprise_id', '=', 'i.enterprise_id').onRef('m.id', '=', 'i.measure_id'),
    )
    .innerJoin('risk_unit as u', (j) =>
      j.onRef('u.enterprise_id', '=', 'i.enterprise_id').onRef('u.id', '=', 'i.unit_id'),
    )
    .innerJoin('post_holder as h', (j) =>
      j.onRef('h.enterprise_id', '=', 't.enterprise_id').onRef('h.post_id', '=', 't.post_id'),
    )
    .innerJoin('person as p', (j) =>
      j.onRef('p.enterprise_id', '=', 'h.enterprise_id').onRef('p.id', '=', 'h.person_id'),
    )
    .select(['t.id as task_id', 't.window_start', 't.item_id', 't.post_id', 'i.content', 'i.unit_id', 'i.measure_id'])
    .select(['m.event_id', 'u.lon', 'u.lat', 'h.person_id', 'p.name as person_name'])
    .where('t.enterprise_id', '=', dims.enterpriseId)
    .where('t.state', '=', 'open')
    .where('t.window_start', '<=', now)
    .where('t.due_at', '>', now)
    .where('i.state', '=', 'active')
    .where('h.to_on', 'is', null)
    .orderBy('t.due_at')
    .orderBy('t.id')
    .limit(40)
    .execute();
  const [first] = tasks;
  const seen = new Set<string>();
  // One person's round at one post.
  return tasks
    .filter((t) => t.person_id === first?.person_id && !seen.has(t.task_id) && seen.add(t.task_id))
    .slice(0, randomInt(1, 5));
}

function draftOf(
  task: OpenTask,
  by: {
    claimedAt: Date;
    worker: Actor;
    place: { lon: number; lat: number } | null;
    dangerId: string | null;
    photoIds: readonly string[];
  },
): RecordDraft {
  const id = newId();
  return {
    id,
    itemId: task.item_id,
    taskId: task.task_id,
    windowStart: task.window_start,
    result: by.dangerId === null ? 'normal' : 'abnormal',
    note: null,
    photos: [],
    photoIds: by.photoIds,
    voice: null,
    dangerId: by.dangerId,
    personId: task.person_id,
    accountId: by.worker.accountId,
    personName: task.person_name,
    claimedAt: by.claimedAt,
    claimedRaw: null,
    clockOffsetMs: 0,
    clockWrong: false,
    lon: by.place?.lon ?? null,
    lat: by.place?.lat ?? null,
    accuracyM: 12,
    durationMs: randomInt(15_000, 60_000),
    deviceId: 'simulator',
    deviceSeq: null,
    pointCode: null,
    origin: 'field',
    sourceUpdatedAt: null,
    fingerprint: createHash('sha256').update(id).digest('hex').slice(0, 32),
  };
}

/** Move the firm's oldest open general danger one step on. False when there is none that can move. */
async function advance(where: Where, dims: EnterpriseDims): Promise<boolean> {
  const now = where.now();
  const officer = invented(dims, { id: 'sim-officer', name: '安全员（虚构）', role: 'safety_officer' });
  const head = invented(dims, { id: 'sim-head', name: '负责人（虚构）', role: 'enterprise_head' });
  const danger = await asSystem(where.db, (trx) =>
    trx
      .selectFrom('hidden_danger')
      .select(['id', 'version', 'status', 'rectified_by', 'assignee_id', 'extension'])
      .where('enterprise_id', '=', dims.enterpriseId)
      .where('level', '=', 'general')
      .where('status', 'in', ['reported', 'assigned', 'rectifying', 'to_accept'])
      .where('source', 'not in', ['supervision', 'public_report'])
      .orderBy('found_at')
      .executeTakeFirst(),
  );
  if (!danger) return false;
  const his = [danger.rectified_by, danger.assignee_id].includes(officer.accountId);
  const actor = danger.status === 'to_accept' && his ? head : officer;
  const command = await nextStep(where, { dims, actor, now, status: danger.status });
  const onStale = async () => new Error('the danger moved on meanwhile');
  await acting(where.db, actor, dims, (trx, chain) =>
    applyDangerCommand(trx, chain, { actor, now, id: danger.id, expectedVersion: danger.version, command, onStale }),
  );
  return true;
}

async function nextStep(
  where: Where,
  d: { dims: EnterpriseDims; actor: Actor; now: Date; status: string },
): Promise<DangerCommand> {
  switch (d.status) {
    case 'reported':
      return {
        type: 'assign',
        treatment: 'time_limited',
        assigneeId: d.actor.accountId,
        measures: '更换或修复后复查',
        responsible: d.actor.name,
        funds: '由安全投入列支',
        contingency: '整改前设警戒',
      };
    case 'assigned':
      return { type: 'start' };
    case 'rectifying':
      return {
        type: 'submit_rectified',
        note: '已整改（模拟器，虚构）',
        photoIds: [await inventedPhoto({ ...where, ...d }, '整改后')],
      };
    default:
      return { type: 'accept', note: '复查合格（模拟器，虚构）' };
  }
}
