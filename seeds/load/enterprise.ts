import { completeUscc, type Tier, USCC_ALPHABET } from '@yufang/domain';
import { chainRows, midnight } from './chain.ts';
import { dangerRows } from './danger.ts';
import { hasTiers } from './duties.ts';
import { historyRows } from './history.ts';
import { firmName, personName } from './names.ts';
import { periodItems } from './periods.ts';
import { type County, placeIn } from './places.ts';
import type { Size, TradeProfile } from './profile.ts';
import { type Random, random } from './random.ts';
import { type EnterpriseBundle, type Row, TABLES, type Table } from './rows.ts';
import { day, iso } from './when.ts';

/** Everything a generator run hangs on: same values, same province. */
export type Plan = {
  readonly seed: number;
  readonly size: Size;
  /** Asia/Shanghai day the history ends on. */
  readonly today: string;
  /** The hour of today up to which things have happened, as an instant in ms. */
  readonly nowMs: number;
  readonly counties: readonly County[];
  readonly trades: readonly TradeProfile[];
  readonly parks: readonly { readonly id: string; readonly countyCode: string }[];
  /** What is settled beforehand about some firms, by serial. */
  readonly pinned: ReadonlyMap<number, Pinned>;
};

/** A firm that the demo's people work for, or that must be there: the rest of it is generated like any other. */
export type Pinned = {
  readonly name: string;
  readonly countyCode: string;
  readonly trade: string;
  readonly scale: Firm['scale'];
  readonly parkId: string | null;
  readonly headCount: number;
};

/** One enterprise being made: its identity, its stream of randomness and its rows so far. */
export type Firm = {
  readonly plan: Plan;
  readonly r: Random;
  readonly id: string;
  readonly dims: EnterpriseBundle['dims'];
  readonly base: Row;
  readonly rows: Record<Table, Row[]>;
  readonly changes: EnterpriseBundle['changes'];
  readonly createdMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly people: { readonly id: string; readonly name: string; readonly postId: string }[];
  readonly posts: string[];
  /** The posts that answer at the tiers above, where the plan keeps every detail. */
  readonly managers: Partial<Record<Tier, string>>;
  readonly trade: TradeProfile;
  readonly scale: 'above' | 'small' | 'micro';
  /** 0 (built, not used) … 1 (exemplary): drives punctuality, honesty and closure. */
  readonly diligence: number;
  /** Days before today on which it fell silent; 0: still in use. */
  readonly silentDays: number;
  /** Registered in these weeks, nothing set up yet. */
  readonly fresh: boolean;
};

const DAY = 86_400_000;
/** Registered so few days ago that nobody calls it silent yet (`enterprise_dormancy`). */
const FRESH_DAYS = { above: 6, small: 13, micro: 25 } as const;

/** The `serial`-th enterprise of a plan, whole. Independent of every other one. */
export function makeEnterprise(plan: Plan, serial: number): EnterpriseBundle {
  const firm = begin(plan, serial);
  if (firm.fresh) return { enterpriseId: firm.id, dims: firm.dims, rows: firm.rows, changes: firm.changes };
  orgRows(firm);
  const chain = chainRows(firm);
  const records = historyRows(firm, chain);
  dangerRows(firm, chain, records);
  periodItems(firm, chain, midnight(plan.nowMs) + DAY);
  return { enterpriseId: firm.id, dims: firm.dims, rows: firm.rows, changes: firm.changes };
}

function begin(plan: Plan, serial: number): Firm {
  const r = random(plan.seed, 'firm', serial);
  const pinned = plan.pinned.get(serial);
  const county =
    plan.counties.find((c) => c.code === pinned?.countyCode) ??
    r.weighted(plan.counties.map((c) => [c, c.zone ? 0.6 : 1 + c.townships.length / 12] as const));
  const trade =
    plan.trades.find((t) => t.code === pinned?.trade) ?? r.weighted(plan.trades.map((t) => [t, t.weight] as const));
  const scale = pinned?.scale ?? r.weighted(trade.scales);
  const fresh = !pinned && r.chance(0.02);
  const createdMs =
    plan.nowMs -
    (fresh ? r.int(1, FRESH_DAYS[scale]) : r.int(plan.size.historyDays - 30, plan.size.historyDays + 400)) * DAY;
  const id = r.uuid(createdMs);
  const parks = plan.parks.filter((p) => p.countyCode === county.code);
  const inPark = parks.length > 0 && r.chance(trade.tags.includes('hazardous_chemical') ? 0.8 : 0.25);
  const dims = {
    city_code: county.cityCode,
    county_code: county.code,
    sector: trade.sector,
    park_id: pinned ? pinned.parkId : inPark ? r.pick(parks).id : null,
  };
  const { lon, lat } = placeIn(r, county);
  const silentDays = !fresh && !pinned && r.chance(0.07) ? r.int(40, 200) : 0;
  const lastMs = plan.nowMs - silentDays * DAY - r.int(0, 20) * 3_600_000;
  const rows = Object.fromEntries(TABLES.map((t) => [t, [] as Row[]])) as Record<Table, Row[]>;
  const place = county.zone ? county.cityName.replace(/市$/, '') : county.name.replace(/[市县区]$/, '');
  const code = creditCode(county.code, serial);
  const cardCode = r.uuid(createdMs).replaceAll('-', '').slice(12);
  const firm: Firm = {
    plan,
    r,
    id,
    dims,
    rows,
    changes: [],
    createdMs,
    lon,
    lat,
    people: [],
    posts: [],
    managers: {},
    trade,
    scale,
    silentDays,
    fresh,
    base: { enterprise_id: id, ...dims },
    diligence: pinned ? 0.82 : Math.min(1, Math.max(0.02, r.normal(0.72, 0.22))),
  };
  const township = county.townships.length > 0 ? r.pick(county.townships) : null;
  rows.enterprise.push({
    ...firm.base,
    code,
    code_kind: 'uscc',
    card_code: cardCode,
    name: pinned?.name ?? firmName(r, { place, trade: trade.word, micro: scale === 'micro', serial: serial + 1 }),
    industry_code: trade.industryCode,
    industry: trade.industryCode.replace(/^[A-T]/, '').slice(0, 2),
    scale,
    township_code: township?.code ?? null,
    address: `${county.cityName}${county.name}${township?.name ?? ''}（虚构地址）`,
    lon,
    lat,
    crs: 'WGS84',
    head_count:
      pinned?.headCount ?? (scale === 'above' ? r.int(60, 900) : scale === 'small' ? r.int(15, 90) : r.int(2, 14)),
    tags: trade.tags,
    simple_mode: scale === 'micro',
    contact_name: personName(r),
    status: 'active',
    activity: fresh ? 'new' : silentDays > 30 ? 'dormant' : 'active',
    last_activity_at: fresh ? null : iso(lastMs),
    invented: true,
    covered: !fresh,
    created_at: iso(createdMs),
    updated_at: iso(fresh ? createdMs : lastMs),
  });
  rows.enterprise_directory.push(
    { code, kind: 'uscc', enterprise_id: id },
    { code: cardCode, kind: 'card', enterprise_id: id },
  );
  return firm;
}

/** The firm's own tree: one company; workshops and teams where it is large enough; a post a team, somebody on each. */
function orgRows(firm: Firm): void {
  const { r, rows, base, createdMs } = firm;
  const at = iso(createdMs);
  const unit = (kind: string, name: string, parent: Row | null): Row => {
    const id = r.uuid(createdMs);
    const row = {
      ...base,
      id,
      parent_id: parent?.id ?? null,
      kind,
      name,
      path: `${parent?.path ?? '/'}${id}/`,
      created_at: at,
      updated_at: at,
    };
    rows.org_unit.push(row);
    return row;
  };
  const company = unit('company', '公司', null);
  const workshops =
    firm.scale === 'above' ? ['一车间', '二车间', '储运部'] : firm.scale === 'small' ? ['生产车间'] : [];
  const homes =
    workshops.length === 0
      ? [company]
      : workshops.flatMap((w) => {
          const shop = unit(w.endsWith('部') ? 'department' : 'workshop', w, company);
          return firm.scale === 'above'
            ? [unit('team', `${w.slice(0, 2)}甲班`, shop), unit('team', `${w.slice(0, 2)}乙班`, shop)]
            : [shop];
        });
  const { post } = firm.trade;
  for (const [i, home] of homes.entries()) {
    const postId = r.uuid(createdMs);
    firm.posts.push(postId);
    rows.post.push({
      ...base,
      id: postId,
      org_unit_id: String(home.id),
      name: i === 0 ? post.name : `${post.name}（${String(home.name)}）`,
      duty: post.duty,
      emergency: post.emergency,
      card_issued_on: r.chance(0.85) ? day(createdMs + DAY) : null,
      created_at: at,
      updated_at: at,
    });
    for (let n = firm.scale === 'micro' ? 1 : 2; n > 0; n -= 1) {
      const person = { id: r.uuid(createdMs), name: personName(r), postId };
      firm.people.push(person);
      rows.person.push({ ...base, id: person.id, name: person.name, created_at: at, updated_at: at });
      rows.post_holder.push({
        ...base,
        id: r.uuid(createdMs),
        post_id: postId,
        person_id: person.id,
        from_on: day(createdMs),
        created_at: at,
        updated_at: at,
      });
    }
  }
  managerRows(firm);
  if (firm.scale !== 'micro') {
    for (let back = 330; back > 0; back -= 90) {
      const heldMs = firm.plan.nowMs - (back + r.int(0, 20)) * DAY;
      rows.training.push({
        ...base,
        id: r.uuid(heldMs),
        title: r.pick(['全员风险辨识培训', '岗位应急处置演练', '新员工三级安全教育', '隐患排查要点培训']),
        held_on: day(heldMs),
        hours: r.pick([2, 4, 8]),
        attendees: firm.people.map((p) => p.id),
        note: null,
        created_at: iso(heldMs),
        updated_at: iso(heldMs),
      });
    }
  }
  if (firm.scale === 'above' && r.chance(0.5)) {
    rows.contractor.push({
      ...base,
      id: r.uuid(createdMs),
      name: `${personName(r)}建筑安装队（虚构）`,
      work: r.pick(['设备检修', '防腐保温', '装卸', '电气安装']),
      agreement_on: day(createdMs),
      from_on: day(createdMs),
      created_at: at,
      updated_at: at,
    });
  }
}

/** Append to the firm's change log; creations one by one only where the size asks for it. */
export function log(
  firm: Firm,
  step: {
    atMs: number;
    entity: string;
    entityId: string;
    action: string;
    before?: Row | null;
    after: Readonly<Record<string, unknown>>;
    by?: { id: string; name: string; role: string };
  },
): void {
  const by = step.by ?? { id: 'seed', name: '虚构数据生成器', role: 'system' };
  firm.changes.push({
    atMs: step.atMs,
    actorId: by.id,
    actorName: by.name,
    actorRole: by.role,
    entity: step.entity,
    entityId: step.entityId,
    action: step.action,
    before: step.before ?? null,
    after: step.after,
  });
}

/** A well-formed credit code that belongs to nobody we know: its organisation part begins with MH and counts up. */
function creditCode(countyCode: string, serial: number): string {
  let [n, tail] = [serial, ''];
  for (let i = 0; i < 6; i += 1) {
    tail = USCC_ALPHABET.charAt(n % 31) + tail;
    n = Math.floor(n / 31);
  }
  return completeUscc(`91${countyCode}MH${tail}`);
}

/** The people above the teams, from a stream of their own: the firm is the same firm without them. */
function managerRows(firm: Firm): void {
  if (!hasTiers(firm)) return;
  const r = random(firm.plan.seed, 'managers', firm.id);
  const { base, rows, createdMs } = firm;
  const times = { created_at: iso(createdMs), updated_at: iso(createdMs) };
  const home = (kind: string) => rows.org_unit.find((u) => u.kind === kind);
  const put = (tier: Tier, unit: Row | undefined, name: string, duty: string) => {
    if (!unit) return;
    const [postId, personId] = [r.uuid(createdMs), r.uuid(createdMs)];
    firm.managers[tier] = postId;
    const card = { card_issued_on: day(createdMs + DAY), emergency: firm.trade.post.emergency };
    rows.post.push({ ...base, id: postId, org_unit_id: String(unit.id), name, duty, ...card, ...times });
    rows.person.push({ ...base, id: personId, name: personName(r), ...times });
    const held = { post_id: postId, person_id: personId, from_on: day(createdMs) };
    rows.post_holder.push({ ...base, id: r.uuid(createdMs), ...held, ...times });
  };
  put('company', home('company'), '安全总监', '组织风险辨识与分级管控；每月带队检查重大风险的管控措施；督办隐患治理。');
  put('workshop', home('workshop'), '车间主任', '落实本车间风险管控措施；每周检查较大以上风险；组织整改。');
}
