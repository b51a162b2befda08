import type { Role, ScopeCodes } from '@yufang/domain';
import { CHEMICAL_WORKS, DEMO_COUNTY, WORKSHOP } from '@yufang/seeds/demo/firms';
import type { Config } from '../../platform/config/config.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { dimsOf } from '../../platform/http/enterprise-dims.ts';
import { createAccounts, type NewAccount } from '../auth/accounts.ts';
import { openChain, systemActor } from '../change/record.ts';
import { Writes } from '../change/rows.ts';
import type { SeedPlan } from './load.ts';

/** The one password of all invented accounts, offered on the sign-in page of the demo. */
export const DEMO_PASSWORD = 'Yufang#2026demo';
export const DEMO_ACTOR = systemActor('seed:demo');

/** One of them as the terminal shows it. */
export type DemoPerson = { readonly username: string; readonly zh: string; readonly en: string };

type Outside = DemoPerson & {
  readonly name: string;
  readonly role: Role;
  readonly scope: (park: string) => ScopeCodes;
};

/** Regulators and administrators: an invented person each. */
const OUTSIDE: readonly Outside[] = [
  {
    username: 'sheng',
    name: '赵明远',
    zh: '省级监管（河南省）',
    en: 'province officer',
    role: 'province_officer',
    scope: () => ({ kind: 'region', code: '410000' }),
  },
  {
    username: 'shi',
    name: '钱卫东',
    zh: '市级监管（郑州市）',
    en: 'city officer, Zhengzhou',
    role: 'city_officer',
    scope: () => ({ kind: 'region', code: '410100' }),
  },
  {
    username: 'xian',
    name: '孙立新',
    zh: '县级监管（中牟县）',
    en: 'county officer, Zhongmu',
    role: 'county_officer',
    scope: () => ({ kind: 'region', code: DEMO_COUNTY }),
  },
  {
    username: 'bumen',
    name: '李建业',
    zh: '行业部门（省住房城乡建设）',
    en: 'department officer, housing',
    role: 'department_officer',
    scope: () => ({ kind: 'sector', sector: 'housing', code: '410000' }),
  },
  {
    username: 'yuanqu',
    name: '周文博',
    zh: '园区（中牟化工园区）',
    en: 'park officer',
    role: 'park_officer',
    scope: (parkId) => ({ kind: 'park', parkId }),
  },
];
const ADMINISTRATORS: readonly Outside[] = [
  {
    username: 'xitong',
    name: '吴系统',
    zh: '系统管理员',
    en: 'system administrator',
    role: 'system_admin',
    scope: () => ({ kind: 'platform' }),
  },
  {
    username: 'anguan',
    name: '郑守安',
    zh: '安全管理员',
    en: 'security administrator',
    role: 'security_admin',
    scope: () => ({ kind: 'platform' }),
  },
  {
    username: 'shenji',
    name: '冯审言',
    zh: '审计管理员',
    en: 'audit administrator',
    role: 'audit_admin',
    scope: () => ({ kind: 'audit' }),
  },
];

/** The people of the two firms; `at`: where the account's person is taken from. */
type Inside = DemoPerson & {
  readonly role: Role;
  readonly firm: number;
  readonly at: { readonly new: string } | { readonly post: number; readonly holder: number } | null;
};
const INSIDE: readonly Inside[] = [
  {
    username: 'qiye',
    zh: '企业主要负责人（化工）',
    en: 'enterprise head, chemical works',
    role: 'enterprise_head',
    firm: CHEMICAL_WORKS,
    at: { new: '陈国栋' },
  },
  {
    username: 'anquan',
    zh: '企业安全管理员',
    en: 'safety officer',
    role: 'safety_officer',
    firm: CHEMICAL_WORKS,
    at: { new: '许晓燕' },
  },
  {
    username: 'banzu',
    zh: '班组长',
    en: 'team leader',
    role: 'team_leader',
    firm: CHEMICAL_WORKS,
    at: { post: 0, holder: 1 },
  },
  {
    username: 'gongren',
    zh: '岗位员工',
    en: 'post worker',
    role: 'post_worker',
    firm: CHEMICAL_WORKS,
    at: { post: 0, holder: 0 },
  },
  {
    username: 'gongren2',
    zh: '岗位员工（另一岗位）',
    en: 'post worker, another post',
    role: 'post_worker',
    firm: CHEMICAL_WORKS,
    at: { post: 1, holder: 0 },
  },
  {
    username: 'xiaodian',
    zh: '三人小作坊负责人',
    en: 'owner of a three-person workshop',
    role: 'enterprise_head',
    firm: WORKSHOP,
    at: { post: 0, holder: 0 },
  },
  {
    username: 'zhuanjia',
    zh: '专家（受化工企业聘请）',
    en: 'expert engaged by the chemical works',
    role: 'expert',
    firm: CHEMICAL_WORKS,
    at: null,
  },
];

/** Everybody of the demo in the order the terminal and the sign-in page list them. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [...OUTSIDE, ...INSIDE, ...ADMINISTRATORS];

/** Make the demo's accounts, with a second factor where their role asks for one, and link them to their persons. One transaction. */
export async function makeDemoPeople(where: {
  db: Database;
  config: Config;
  plan: SeedPlan;
  now: Date;
}): Promise<void> {
  const { db, config, plan, now } = where;
  const by = { actor: DEMO_ACTOR, at: now };
  const park = plan.parks[0]?.id ?? '';
  await asSystem(db, async (trx) => {
    const outside = (p: Outside, demoRank: number): NewAccount => ({
      ...account(p.username, `${p.name}（虚构）`, demoRank),
      secondFactor: true,
      assignments: [{ role: p.role, scope: p.scope(park) }],
    });
    const inside: NewAccount[] = [];
    const links: { firm: string; personId: string; accountIndex: number }[] = [];
    for (const [i, p] of INSIDE.entries()) {
      const enterpriseId = await firmOf(trx, plan, p.firm);
      const person = await personOf(trx, enterpriseId, p, now);
      inside.push({
        ...account(p.username, person?.name ?? '韩专家（虚构）', 20 + i),
        assignments: [{ role: p.role, scope: { kind: 'enterprise', enterpriseId }, personId: person?.id ?? null }],
      });
      if (person) links.push({ firm: enterpriseId, personId: person.id, accountIndex: OUTSIDE.length + i });
    }
    const list = [
      ...OUTSIDE.map((p, i) => outside(p, 10 + i)),
      ...inside,
      ...ADMINISTRATORS.map((p, i) => outside(p, 40 + i)),
    ];
    const made = await createAccounts(trx, config, list, by);
    for (const link of links) await linkPerson(trx, { ...link, accountId: made[link.accountIndex]?.id ?? '', now });
  });
}

/** By its name: a first start that was killed goes on at another moment, and ids carry the moment. */
async function firmOf(trx: Trx, plan: SeedPlan, serial: number): Promise<string> {
  const row = await trx
    .selectFrom('enterprise')
    .select('enterprise_id')
    .where('name', '=', plan.pinned.get(serial)?.name ?? '')
    .where('invented', '=', true)
    .executeTakeFirstOrThrow();
  return row.enterprise_id;
}

const account = (username: string, name: string, demoRank: number) => ({
  username,
  name,
  password: DEMO_PASSWORD,
  demo: true,
  demoRank,
});

async function personOf(
  trx: Trx,
  enterpriseId: string,
  p: Inside,
  now: Date,
): Promise<{ id: string; name: string } | null> {
  if (p.at === null) return null;
  if ('new' in p.at) {
    const writes = await writesOf(trx, enterpriseId, now);
    const row = await writes.insert('person', { name: p.at.new });
    await writes.finish();
    return { id: row.id, name: row.name };
  }
  // The posts with most to do today first, so that who signs in finds work.
  const posts = await trx
    .selectFrom('post')
    .innerJoin('inspection_item', (j) =>
      j
        .onRef('inspection_item.enterprise_id', '=', 'post.enterprise_id')
        .onRef('inspection_item.post_id', '=', 'post.id'),
    )
    .select(['post.id', (e) => e.fn.countAll<number>().as('n')])
    .where('post.enterprise_id', '=', enterpriseId)
    .where('inspection_item.cycle_unit', 'in', ['day', 'week'])
    .groupBy('post.id')
    .orderBy('n', 'desc')
    .orderBy('post.id')
    .limit(5)
    .execute();
  const holders = await trx
    .selectFrom('post_holder')
    .innerJoin('person', (j) =>
      j
        .onRef('person.enterprise_id', '=', 'post_holder.enterprise_id')
        .onRef('person.id', '=', 'post_holder.person_id'),
    )
    .select(['person.id', 'person.name'])
    .where('post_holder.enterprise_id', '=', enterpriseId)
    .where('post_holder.post_id', '=', posts[p.at.post]?.id ?? '')
    .orderBy('person.id')
    .execute();
  const found = holders[p.at.holder];
  if (!found) throw new Error(`no person for the demo account ${p.username}`);
  return found;
}

async function linkPerson(trx: Trx, link: { firm: string; personId: string; accountId: string; now: Date }) {
  const writes = await writesOf(trx, link.firm, link.now);
  const before = await writes.need('person', link.personId);
  await writes.update('person', before, { account_id: link.accountId }, 'link_account');
  await writes.finish();
}

async function writesOf(trx: Trx, enterpriseId: string, now: Date): Promise<Writes> {
  const row = await trx
    .selectFrom('enterprise')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirstOrThrow();
  return new Writes({ trx, chain: await openChain(trx, dimsOf(row)), actor: DEMO_ACTOR, now });
}
