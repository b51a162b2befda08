import type { Overview } from '@yufang/contract';
import { regionRange } from '@yufang/domain';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import { dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Trx } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { actor, departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';
import { type Chain, openChain, record, systemActor } from '../change/record.ts';
import { foldAll } from './fold.ts';
import { rebuild } from './rebuild.ts';

let t: TestApp;
let places: EnterpriseDims[];

beforeAll(async () => {
  t = await makeTestApp();
  places = [
    await makeEnterprise(t.db, { countyCode: '410122', scale: 'micro' }),
    await makeEnterprise(t.db, { countyCode: '410105', sector: 'housing' }),
    await makeEnterprise(t.db, { countyCode: '411302', scale: 'above' }),
  ];
});
afterAll(() => t.close());

const GRADES = ['red', 'orange', 'yellow', 'blue'];
const STATUSES = ['reported', 'verified', 'assigned', 'rectifying', 'to_accept', 'closed', 'invalid', 'withdrawn'];
const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'];

/** One random step in an enterprise's life: a new row, or a change of an old one. Rows go through `record` like every writer's. */
const step = fc.record({
  place: fc.nat(2),
  what: fc.constantFrom('unit', 'event', 'danger', 'enterprise'),
  pick: fc.nat(5),
  grade: fc.constantFrom(...GRADES, null),
  status: fc.constantFrom(...STATUSES),
  level: fc.constantFrom('general', 'major'),
  flag: fc.boolean(),
  day: fc.constantFrom(...DAYS),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('after any history the folded counters equal a recount of the tables', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      for (const s of steps) await apply(s);
      await foldAll(t.db);
      expect(await rebuild(t.ownerUrl, false)).toMatchObject({ differences: [] });
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('a rebuild puts right what was tampered with, and says what it was', async () => {
  await asSystem(t.db, (trx) =>
    trx.updateTable('rollup_cross').set({ n: 999 }).where('metric', '=', 'enterprises_registered').execute(),
  );
  const found = await rebuild(t.ownerUrl, true);
  expect(found.differences.length).toBeGreaterThan(0);
  expect(found.differences[0]).toMatchObject({ metric: 'enterprises_registered', counted: 999 });
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});

test('a sum that pages read and that is not the sum of its parts is found and put right, in whichever table it stands', async () => {
  for (const table of ['stock', 'stock_above', 'flow', 'flow_above', 'trade_above']) {
    await asSystem(t.db, (trx) =>
      sql`update ${sql.table(`rollup_${table}`)} set n = n + 7 where sector = '*'`.execute(trx),
    );
    const { differences } = await rebuild(t.ownerUrl, true);
    expect(new Set(differences.map((d) => d.table))).toEqual(new Set([`rollup_${table}`]));
    expect(differences.every((d) => d.counted === d.actual + 7)).toBe(true);
    expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
  }
});

test('the page of each duty shows the sum of what lies within it', async () => {
  const read = async (who: ReturnType<typeof officer>) =>
    (await t.as(who, { method: 'GET', url: '/api/v1/overview' })).body as Overview;
  const province = await read(officer('410000'));
  const [zhengzhou, nanyang] = [await read(officer('410100')), await read(officer('411300'))];
  for (const metric of ['units_total', 'dangers_open', 'enterprises_registered']) {
    expect(province.now[metric] ?? 0).toBe((zhengzhou.now[metric] ?? 0) + (nanyang.now[metric] ?? 0));
  }
  const housing = await read(departmentOfficer('housing', '410000'));
  const own = await read(staff('safety_officer', (places[1] as EnterpriseDims).enterpriseId));
  expect(housing.now.dangers_open ?? 0).toBe(own.now.dangers_open ?? 0);
  expect(province.trend).toHaveLength(30);
});

test('enterprises of a county are ranked with the figures of the county; beyond one’s duty there are none', async () => {
  const place = places[2] as EnterpriseDims;
  await apply({
    place: 2,
    what: 'unit',
    pick: 99,
    grade: 'red',
    status: 'reported',
    level: 'general',
    flag: true,
    day: DAYS[0] ?? '',
  });
  await apply({
    place: 2,
    what: 'danger',
    pick: 99,
    grade: null,
    status: 'rectifying',
    level: 'major',
    flag: true,
    day: DAYS[0] ?? '',
  });
  await foldAll(t.db);
  const page = (await t.as(officer('411302'), { method: 'GET', url: '/api/v1/overview' })).body as Overview;
  const url = '/api/v1/overview/enterprises?region=411302';
  const list = (await t.as(officer('410000'), { method: 'GET', url })).body as {
    rows: { code: string; level: string; figures: Record<string, number> }[];
    total: number;
  };
  expect(list).toMatchObject({ rows: [{ code: place.enterpriseId, level: 'enterprise' }], total: 1 });
  for (const metric of ['units_total', 'dangers_open', 'dangers_open_major', 'enterprises_registered'])
    expect(list.rows[0]?.figures[metric] ?? 0).toBe(page.now[metric] ?? 0);
  expect(await t.as(officer('410100'), { method: 'GET', url })).toMatchObject({ status: 404 });
});

test('what a closed enterprise still has stands in no stock and in no list of what is open, whatever happens to it, and comes back with it', async () => {
  const { enterpriseId } = places[2] as EnterpriseDims;
  const county = officer('411302');
  const now = async () => ((await t.as(county, { method: 'GET', url: '/api/v1/overview' })).body as Overview).now;
  const open = async () =>
    (
      (await t.as(county, { method: 'GET', url: `/api/v1/dangers?overdue=true&status=${STATUSES.slice(0, 5)}` }))
        .body as { rows: unknown[] }
    ).rows.length;
  const turn = async (action: string) => {
    const { version } = (await t.as(county, { method: 'GET', url: `/api/v1/enterprises/${enterpriseId}` })).body as {
      version: number;
    };
    const url = `/api/v1/enterprises/${enterpriseId}/status`;
    const reply = await t.as(county, { method: 'POST', url, payload: { action, reason: '停业', version } });
    expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 });
    await foldAll(t.db);
    expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
  };
  const before = await now();
  expect(before.dangers_overdue).toBeGreaterThan(0);
  expect(await open()).toBe(before.dangers_overdue);
  await turn('close');
  const closed = await now();
  for (const metric of ['units_total', 'dangers_open', 'dangers_overdue', 'enterprises_registered'])
    expect(closed[metric] ?? 0, metric).toBe(0);
  expect(await open()).toBe(0);
  await apply({
    place: 2,
    what: 'danger',
    pick: 99,
    grade: null,
    status: 'reported',
    level: 'general',
    flag: false,
    day: DAYS[1] ?? '',
  });
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
  await turn('reopen');
  expect(await now()).toMatchObject({ dangers_open: (before.dangers_open ?? 0) + 1, units_total: before.units_total });
});

test('a park is cut by industry and size by its own officer, and looked at by the region it lies in', async () => {
  const park = { id: newId(), name: '试验园区（虚构）', county_code: '410122', city_code: '410100' };
  await asSystem(t.db, (trx) => trx.insertInto('park').values(park).execute());
  await makeEnterprise(t.db, { countyCode: park.county_code, parkId: park.id, scale: 'above' });
  await foldAll(t.db);
  const officerOf = actor('park_officer', { kind: 'park', parkId: park.id });
  const counts = async (by: string) =>
    (await t.as(officerOf, { method: 'GET', url: `/api/v1/counts?by=${by}` })).body as { rows: unknown[] };
  expect((await counts('industry')).rows).toMatchObject([{ key: '26', figures: { enterprises_registered: 1 } }]);
  expect((await counts('scale')).rows).toMatchObject([{ key: 'above', figures: { enterprises_registered: 1 } }]);
  const url = `/api/v1/overview?parkId=${park.id}`;
  expect(await t.as(officer('410000'), { method: 'GET', url })).toMatchObject({
    body: { place: { kind: 'park', code: park.id, countyCode: park.county_code }, now: { enterprises_registered: 1 } },
  });
  expect(await t.as(officer('411300'), { method: 'GET', url })).toMatchObject({
    status: 404,
    body: { code: 'park.not_found' },
  });
});

test('however counters are cut and narrowed, and whoever asks, they are the sums of the full cross', async () => {
  const COLUMN: Readonly<Record<string, string>> = {
    total: `''`,
    city: 'city_code',
    county: 'county_code',
    park: 'park_id::text',
    day: `case when day = '-infinity' then '' else day::text end`,
  };
  const { id: parkId } = await asSystem(t.db, (trx) =>
    trx.selectFrom('park').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow(),
  );
  await makeEnterprise(t.db, { countyCode: '410122', scale: 'small', industry: '17', parkId });
  await foldAll(t.db);
  const people = [
    { who: officer('410000'), lo: '410000', hi: '420000', sector: '%' },
    { who: officer('410100'), lo: '410100', hi: '410200', sector: '%' },
    { who: officer('410122'), lo: '410122', hi: '410123', sector: '%' },
    { who: departmentOfficer('emergency', '410000'), lo: '410000', hi: '420000', sector: 'emergency' },
    { who: departmentOfficer('housing', '410100'), lo: '410100', hi: '410200', sector: 'housing' },
    { who: actor('park_officer', { kind: 'park', parkId }), lo: '410000', hi: '420000', sector: '%', park: parkId },
  ];
  const narrowed: readonly Readonly<Record<string, string>>[] = [
    {},
    { region: '410100' },
    { industry: '26' },
    { scale: 'micro' },
    { sector: 'housing' },
    { sector: 'emergency', industry: '26', scale: 'above', region: '411300' },
    { parkId },
    { parkId: '00000000-0000-0000-0000-000000000000' },
    { from: '2026-11-21', to: '2026-11-22', metrics: 'dangers_found,dangers_open,enterprises_registered' },
    { industry: '17', from: '2026-11-22', region: '410000' },
  ];
  const summed = (rows: readonly { key: string; metric: string; n: number }[]) =>
    rows
      .filter((r) => r.n !== 0)
      .map((r) => `${r.key} ${r.metric} ${r.n}`)
      .toSorted();
  let some = 0;
  for (const { who, lo, hi, sector, park = '%' } of people)
    for (const by of ['total', 'city', 'county', 'industry', 'scale', 'sector', 'park', 'day'])
      for (const cut of narrowed) {
        const url = `/api/v1/counts?${new URLSearchParams({ by, ...cut })}`;
        const reply = (await t.as(who, { method: 'GET', url })).body as {
          rows: { key: string; figures: Record<string, number> }[];
        };
        const asked = cut.region ? regionRange(cut.region) : { lo: '000000', hi: '999999' };
        const { rows } = await asSystem(t.db, (trx) =>
          sql<{ key: string; metric: string; n: number }>`
            select ${sql.raw(COLUMN[by] ?? by)} as key, metric, sum(n)::float8 as n from rollup_cross
            where county_code >= ${lo} and county_code < ${hi} and county_code >= ${asked.lo} and county_code < ${asked.hi}
              and sector like ${sector} and sector like ${cut.sector ?? '%'} and industry like ${cut.industry ?? '%'}
              and scale like ${cut.scale ?? '%'} and park_id::text like ${cut.parkId ?? '%'} and park_id::text like ${park}
              and (day = '-infinity' or day between ${cut.from ?? '-infinity'} and ${cut.to ?? 'infinity'})
              and metric = any(string_to_array(${cut.metrics ?? null}, ',')) is not false
            group by 1, 2`.execute(trx),
        );
        const figures = reply.rows.flatMap(({ key, figures: f }) =>
          Object.entries(f).map(([metric, n]) => ({ key, metric, n })),
        );
        expect(summed(figures), url).toEqual(summed(rows));
        some += rows.length;
      }
  expect(some).toBeGreaterThan(1_000);
});

test('another city’s page does not exist for a city', async () => {
  expect(await t.as(officer('410100'), { method: 'GET', url: '/api/v1/overview?region=411300' })).toMatchObject({
    status: 404,
    body: { code: 'region.not_found' },
  });
});

async function apply(s: Step): Promise<void> {
  const dims = places[s.place] as EnterpriseDims;
  await asSystem(t.db, async (trx) => {
    const chain = await openChain(trx, dims);
    if (s.what === 'enterprise') await touchEnterprise(trx, chain, s);
    if (s.what === 'unit') await touchUnit(trx, chain, s);
    if (s.what === 'event') await touchEvent(trx, chain, s);
    if (s.what === 'danger') await touchDanger(trx, chain, s);
  });
}

const log = (
  trx: Trx,
  chain: Chain,
  what: { entity: string; before: Record<string, unknown> | null; after: Record<string, unknown> },
) =>
  record(trx, chain, {
    actor: systemActor('test'),
    at: new Date('2026-11-23T01:00:00Z'),
    entries: [
      {
        entity: what.entity,
        entityId: String(what.after.id ?? what.after.enterprise_id),
        action: what.before ? 'update' : 'create',
        before: what.before,
        after: what.after,
      },
    ],
  });

async function touchEnterprise(trx: Trx, chain: Chain, s: Step): Promise<void> {
  const id = chain.dims.enterpriseId;
  const before = await trx
    .selectFrom('enterprise')
    .selectAll()
    .where('enterprise_id', '=', id)
    .executeTakeFirstOrThrow();
  const set = {
    status: s.flag ? 'active' : 'suspended',
    activity: s.level === 'major' ? 'active' : 'dormant',
    covered: s.flag,
  };
  const after = await trx
    .updateTable('enterprise')
    .set(set)
    .where('enterprise_id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await log(trx, chain, { entity: 'enterprise', before, after });
}

async function touchUnit(trx: Trx, chain: Chain, s: Step): Promise<void> {
  const id = chain.dims.enterpriseId;
  const before = await trx
    .selectFrom('risk_unit')
    .selectAll()
    .where('enterprise_id', '=', id)
    .orderBy('id')
    .offset(s.pick)
    .limit(1)
    .executeTakeFirst();
  if (before) {
    const after = await trx
      .updateTable('risk_unit')
      .set({ live_grade: s.grade, state: s.flag ? 'active' : 'withdrawn' })
      .where('enterprise_id', '=', id)
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await log(trx, chain, { entity: 'risk_unit', before, after });
    return;
  }
  const own = dimColumns(chain.dims);
  const object = await trx
    .insertInto('risk_object')
    .values({ ...own, id: newId(), kind: 'place', name: '罐区' })
    .returningAll()
    .executeTakeFirstOrThrow();
  await log(trx, chain, { entity: 'risk_object', before: null, after: object });
  const unit = await trx
    .insertInto('risk_unit')
    .values({ ...own, id: newId(), object_id: object.id, name: '储罐', worksheet: 'SCL', live_grade: s.grade })
    .returningAll()
    .executeTakeFirstOrThrow();
  await log(trx, chain, { entity: 'risk_unit', before: null, after: unit });
}

async function touchEvent(trx: Trx, chain: Chain, s: Step): Promise<void> {
  const id = chain.dims.enterpriseId;
  const unit = await trx
    .selectFrom('risk_unit')
    .select('id')
    .where('enterprise_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (!unit) return;
  const before = await trx
    .selectFrom('risk_event')
    .selectAll()
    .where('enterprise_id', '=', id)
    .orderBy('id')
    .offset(s.pick)
    .limit(1)
    .executeTakeFirst();
  const set = {
    live_grade: s.grade,
    review_state: s.flag ? 'approved' : 'draft',
    state: s.level === 'major' ? 'withdrawn' : 'active',
  };
  const after = before
    ? await trx
        .updateTable('risk_event')
        .set(set)
        .where('enterprise_id', '=', id)
        .where('id', '=', before.id)
        .returningAll()
        .executeTakeFirstOrThrow()
    : await trx
        .insertInto('risk_event')
        .values({ ...dimColumns(chain.dims), ...set, id: newId(), unit_id: unit.id, name: '泄漏' })
        .returningAll()
        .executeTakeFirstOrThrow();
  await log(trx, chain, { entity: 'risk_event', before: before ?? null, after });
}

async function touchDanger(trx: Trx, chain: Chain, s: Step): Promise<void> {
  const id = chain.dims.enterpriseId;
  const before = await trx
    .selectFrom('hidden_danger')
    .selectAll()
    .where('enterprise_id', '=', id)
    .orderBy('id')
    .offset(s.pick)
    .limit(1)
    .executeTakeFirst();
  const closed = s.status === 'closed';
  const set = {
    status: s.status,
    level: s.level,
    overdue: s.flag,
    closed_day: closed ? s.day : null,
    closed_on_time: closed ? s.flag : null,
    supervision:
      s.flag && s.level === 'major' ? JSON.stringify({ level: 'city', listedAt: s.day, liftedAt: null }) : null,
  };
  const after = before
    ? await trx
        .updateTable('hidden_danger')
        .set(set)
        .where('enterprise_id', '=', id)
        .where('id', '=', before.id)
        .returningAll()
        .executeTakeFirstOrThrow()
    : await trx
        .insertInto('hidden_danger')
        .values({
          ...dimColumns(chain.dims),
          ...set,
          id: newId(),
          number: `YH-${newId()}`,
          name: '阀门渗漏',
          source: 'daily',
          reported_by: 'test',
          reporter_name: 'test',
          found_at: `${s.day}T02:00:00Z`,
          received_at: `${s.day}T02:00:00Z`,
          found_day: s.day,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
  await log(trx, chain, { entity: 'hidden_danger', before: before ?? null, after });
}
