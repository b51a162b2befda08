import type { Overview } from '@yufang/contract';
import { FLOW_METRICS, parentRegion, regionLevel, regionRange, type Sector } from '@yufang/domain';
import { sql } from 'kysely';
import type { Actor } from '../../platform/db/actor.ts';
import type { Database, Trx } from '../../platform/db/database.ts';
import { type RegionName, regionNames } from '../../platform/db/region-names.ts';
import { refuse } from '../../platform/errors/refused.ts';
import {
  counterSector,
  type Figures,
  flowByCity,
  flowByCounty,
  flowTrend,
  parkCounters,
  parkCross,
  stockByCity,
  stockByCounty,
  toFigures,
} from './queries.ts';
import { recountSql } from './recount.ts';

type Ask = {
  readonly region?: string | undefined;
  readonly enterpriseId?: string | undefined;
  readonly parkId?: string | undefined;
  readonly sector?: Sector | undefined;
  readonly days: number;
};
type Days = { readonly today: string; readonly yesterday: string; readonly weekAgo: string; readonly from: string };

/** What is inspected weekly opens on one day of the week: how much of it is done is said over seven days. */
const WEEKLY = ['tasks_due', 'tasks_done'] as const;

/** The page of one place, cut to the actor's duty. A place outside it is refused like one that does not exist. */
export async function readOverview(
  db: Database,
  trx: Trx,
  what: { actor: Actor; ask: Ask; now: Date },
): Promise<Overview> {
  const { actor, ask, now } = what;
  const days = daysBack(now, ask.days);
  const enterpriseId = actor.scope.kind === 'enterprise' ? actor.scope.enterpriseId : ask.enterpriseId;
  if (enterpriseId) return await enterprisePage(trx, { enterpriseId, days, now });
  if (actor.scope.kind === 'park') {
    if (ask.parkId && ask.parkId !== actor.scope.parkId) throw refuse(404, { code: 'park.not_found', field: 'parkId' });
    return await parkPage(db, trx, { actor, parkId: actor.scope.parkId, ask, days, now });
  }
  if (actor.scope.kind !== 'region' && actor.scope.kind !== 'sector') throw refuse(403, { code: 'auth.forbidden' });
  if (ask.sector && actor.scope.kind === 'sector' && ask.sector !== actor.scope.sector)
    throw refuse(422, { code: 'overview.other_sector', field: 'sector' });
  if (ask.parkId) return await parkPage(db, trx, { actor, parkId: ask.parkId, ask, days, now });
  const code = ask.region ?? actor.scope.code;
  const range = regionRange(code);
  const names = await regionNames(db);
  if (range.lo < actor.scope.lo || range.hi > actor.scope.hi || !names.has(code)) {
    throw refuse(404, { code: 'region.not_found', field: 'region' });
  }
  return await regionPage(trx, { actor, code, names, days, now, sector: ask.sector });
}

async function regionPage(
  trx: Trx,
  what: {
    actor: Actor;
    code: string;
    names: ReadonlyMap<string, RegionName>;
    days: Days;
    now: Date;
    sector: Sector | undefined;
  },
): Promise<Overview> {
  const { actor, code, names, days, now } = what;
  const scope = { ...regionRange(code), sector: counterSector(actor, what.sector) };
  const level = regionLevel(code);
  const own = { region: code, sector: scope.sector };
  const below = level === 'county' ? [] : [...names.values()].filter((n) => n.parent === code);
  const cities = { cities: below.map((n) => n.code), sector: scope.sector };
  const flowBy = (what: { from: string; to: string; metrics: readonly string[] }) =>
    level === 'province' ? flowByCity(trx, cities, what) : flowByCounty(trx, scope, what);
  // Asked at once: one message to the database.
  const [stocks, flows, week, trend] = await Promise.all([
    level === 'province' ? stockByCity(trx, own) : stockByCounty(trx, scope),
    flowBy({ from: days.today, to: days.today, metrics: FLOW_METRICS }),
    flowBy({ from: days.weekAgo, to: days.today, metrics: WEEKLY }),
    flowTrend(trx, own, { from: days.from, to: days.today, metrics: FLOW_METRICS }),
  ]);
  return {
    place: {
      kind: 'region',
      ...named(names, code),
      level: level === 'province' || level === 'city' ? level : 'county',
      sector: actor.scope.kind === 'sector' ? actor.scope.sector : (what.sector ?? null),
      countyCode: null,
      path: pathOf(names, code, actor),
    },
    ...series(trend, days),
    now: sum(stocks.values()),
    children: below.map((n) => ({
      code: n.code,
      name: n.name,
      nameEn: n.nameEn,
      level: n.level === 'city' ? 'city' : 'county',
      figures: { ...stocks.get(n.code), ...flows.get(n.code), ...weekly(week.get(n.code)) },
    })),
    asOf: now.toISOString(),
  };
}

async function parkPage(
  db: Database,
  trx: Trx,
  what: { actor: Actor; parkId: string; ask: Ask; days: Days; now: Date },
): Promise<Overview> {
  const { actor, days } = what;
  const park = await trx
    .selectFrom('park')
    .select(['id', 'name', 'name_en', 'county_code'])
    .where('id', '=', what.parkId)
    .executeTakeFirst();
  const { scope } = actor;
  const region = scope.kind === 'region' || scope.kind === 'sector' ? scope : null;
  const beyond = park && region && (park.county_code < region.lo || park.county_code >= region.hi);
  if (!park || beyond) throw refuse(404, { code: 'park.not_found', field: 'parkId' });
  const sector = counterSector(actor, what.ask.sector);
  const span = { from: days.from, to: days.today };
  const counters =
    region || sector !== '*'
      ? await parkCross(trx, what.parkId, { ...span, sector })
      : await parkCounters(trx, what.parkId, span);
  const place = { code: park.id, name: park.name, nameEn: park.name_en };
  const above = region ? pathOf(await regionNames(db), park.county_code, actor) : [];
  return {
    place: {
      kind: 'park',
      ...place,
      level: 'park',
      sector: scope.kind === 'sector' ? scope.sector : (what.ask.sector ?? null),
      countyCode: park.county_code,
      path: [...above, place],
    },
    ...series(counters, what.days),
    now: counters.get('') ?? {},
    children: [],
    asOf: what.now.toISOString(),
  };
}

async function enterprisePage(trx: Trx, what: { enterpriseId: string; days: Days; now: Date }): Promise<Overview> {
  const e = await trx
    .selectFrom('enterprise')
    .select(['enterprise_id', 'name', 'county_code'])
    .where('enterprise_id', '=', what.enterpriseId)
    .executeTakeFirst();
  if (!e) throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select coalesce(day::text, '') as key, metric, sum(n)::bigint as n from (${sql.raw(recountSql({ since: what.days.from }))}) c
    where enterprise_id = ${what.enterpriseId} and n <> 0 and metric is not null and (day is null or day between ${what.days.from} and ${what.days.today})
    group by 1, 2`.execute(trx);
  const counters = new Map([...Map.groupBy(rows, (r) => r.key)].map(([key, list]) => [key, toFigures(list)]));
  const place = { code: e.enterprise_id, name: e.name, nameEn: null };
  return {
    place: {
      kind: 'enterprise',
      ...place,
      level: 'enterprise',
      sector: null,
      countyCode: e.county_code,
      path: [place],
    },
    ...series(counters, what.days),
    now: counters.get('') ?? {},
    children: [],
    asOf: what.now.toISOString(),
  };
}

/** Business days of Asia/Shanghai, which has kept +08:00 without summer time since 1992. */
function daysBack(now: Date, days: number): Days {
  const day = (back: number) => new Date(now.getTime() + 8 * 3_600_000 - back * 86_400_000).toISOString().slice(0, 10);
  return { today: day(0), yesterday: day(1), weekAgo: day(6), from: day(days - 1) };
}

function series(
  trend: ReadonlyMap<string, Figures>,
  days: Days,
): Pick<Overview, 'day' | 'today' | 'yesterday' | 'trend'> {
  const list: Overview['trend'] = [];
  for (let t = Date.parse(days.from); t <= Date.parse(days.today); t += 86_400_000) {
    const day = new Date(t).toISOString().slice(0, 10);
    list.push({ day, figures: trend.get(day) ?? {} });
  }
  return {
    day: days.today,
    today: { ...trend.get(days.today), ...weekly(sum(list.slice(-7).map((d) => d.figures))) },
    yesterday: trend.get(days.yesterday) ?? {},
    trend: list,
  };
}

function sum(list: Iterable<Figures>): Figures {
  const out: Figures = {};
  for (const figures of list) for (const [metric, n] of Object.entries(figures)) out[metric] = (out[metric] ?? 0) + n;
  return out;
}

/** Seven days' sums under names of their own, beside those of today. */
const weekly = (figures: Figures | undefined): Figures =>
  Object.fromEntries(WEEKLY.map((metric) => [`${metric}_7d`, figures?.[metric] ?? 0]));

const named = (names: ReadonlyMap<string, RegionName>, code: string) => {
  const n = names.get(code);
  return { code, name: n?.name ?? code, nameEn: n?.nameEn ?? null };
};

/** From the top of the actor's duty down to the place. */
function pathOf(names: ReadonlyMap<string, RegionName>, code: string, actor: Actor): Overview['place']['path'] {
  const path: Overview['place']['path'] = [];
  const top = actor.scope.kind === 'region' || actor.scope.kind === 'sector' ? actor.scope.code : code;
  for (let at: string | null = code; at !== null; at = at === top ? null : parentRegion(at))
    path.unshift(named(names, at));
  return path;
}
