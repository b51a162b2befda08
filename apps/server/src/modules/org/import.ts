import type { ImportReport } from '@yufang/contract';
import { checkIdentity, parseMobile, type Refusal } from '@yufang/domain';
import type { Config } from '../../platform/config/config.ts';
import { cipherOf, sealed } from '../../platform/crypto/index.ts';
import type { Trx } from '../../platform/db/database.ts';
import { readSheet, type SheetRow } from '../../platform/excel/read.ts';
import { writeWorkbook } from '../../platform/excel/write.ts';
import type { OrgRow, Writes } from '../change/rows.ts';
import { ReportBuilder } from '../enterprise/report.ts';
import { addPerson, changePerson } from './people.ts';
import { addPost, dayOf, takePost } from './posts.ts';
import { addUnit, selectTree } from './tree.ts';

const MAX = 5_000;
type Lang = 'zh' | 'en';
const HEADS: Readonly<Record<Lang, Readonly<Record<string, string>> & { sheet: string }>> = {
  zh: {
    sheet: '人员与岗位',
    name: '姓名',
    phone: '手机号',
    identity: '身份证号',
    unit: '部门/车间/班组',
    post: '岗位',
    duty: '岗位职责',
    contractor: '承包商',
  },
  en: {
    sheet: 'People and posts',
    name: 'Name',
    phone: 'Mobile',
    identity: 'Identity number',
    unit: 'Department/workshop/team',
    post: 'Post',
    duty: 'Duty',
    contractor: 'Contractor',
  },
};
const KEYS = ['name', 'phone', 'identity', 'unit', 'post', 'duty', 'contractor'] as const;

/** The template, with the units, posts and contractors that are there as drop-downs. */
export async function peopleTemplate(trx: Trx, enterpriseId: string, lang: Lang): Promise<Buffer> {
  const { units, posts } = await selectTree(trx, enterpriseId, false);
  const byId = new Map(units.map((u) => [u.id, u]));
  const path = (id: string): string => {
    const unit = byId.get(id);
    if (!unit || unit.kind === 'company') return '';
    const above = unit.parentId ? path(unit.parentId) : '';
    return above ? `${above}/${unit.name}` : unit.name;
  };
  const contractors = await trx
    .selectFrom('contractor')
    .select('name')
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'active')
    .orderBy('name')
    .execute();
  const options: Partial<Record<(typeof KEYS)[number], readonly string[]>> = {
    unit: units.map((u) => path(u.id)).filter(Boolean),
    contractor: contractors.map((c) => c.name),
  };
  const postNames = [...new Set(posts.map((p) => p.name))].sort();
  return await writeWorkbook(
    [
      {
        name: HEADS[lang].sheet,
        columns: KEYS.map((key) => ({
          title: HEADS[lang][key] ?? key,
          width: key === 'duty' ? 40 : 20,
          required: key === 'name',
          ...(options[key] ? { options: options[key] } : {}),
          ...(key === 'post' && postNames.length > 0 ? { note: postNames.join('、').slice(0, 500) } : {}),
        })),
        rows: [],
      },
    ],
    { template: true },
  );
}

type Plan = {
  readonly row: number;
  readonly name: string;
  readonly phone: string | null;
  readonly identity: string | null;
  readonly units: readonly string[];
  readonly post: string | null;
  readonly duty: string | null;
  readonly contractor: string | null;
};

/** Check an upload and, unless only checking, write it within the enterprise's one transaction. */
export async function importPeople(
  writes: Writes,
  config: Config,
  what: { file: Buffer; mode: ImportReport['mode']; lang: Lang },
): Promise<ImportReport> {
  const head = HEADS[what.lang];
  const sheet = readSheet(what.file, { maxRows: MAX, required: [head.name ?? ''] });
  const report = new ReportBuilder(what.mode, sheet.rows.length);
  const contractors = new Map(
    (
      await writes.trx
        .selectFrom('contractor')
        .select(['id', 'name'])
        .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
        .where('state', '=', 'active')
        .execute()
    ).map((c) => [c.name, c.id]),
  );
  const plans: Plan[] = [];
  const postsOf = new Map<string, { row: number; post: string }>();
  for (const row of sheet.rows) {
    const { plan, problems } = read(row, { head, contractors, today: dayOf(writes) });
    if (!plan) {
      report.bad(row.row, problems);
      continue;
    }
    const who = plan.phone ?? plan.identity ?? plan.name;
    const earlier = postsOf.get(who);
    if (earlier && plan.post && earlier.post !== plan.post)
      report.warn(row.row, {
        code: 'person.two_posts',
        field: head.post ?? 'post',
        params: { name: plan.name, other: earlier.post, row: earlier.row },
      });
    if (plan.post) postsOf.set(who, { row: row.row, post: plan.post });
    plans.push(plan);
    if (what.mode === 'check') report.good((await findPerson(writes, config, plan)) ? 'updated' : 'created');
  }
  report.planned(plans.length);
  if (!report.mayWrite()) return report.done(false);
  for (const plan of plans) await write(writes, config, { plan, contractors, report });
  return report.done(true);
}

function read(
  row: SheetRow,
  what: { head: Readonly<Record<string, string>>; contractors: ReadonlyMap<string, string>; today: string },
): { plan: Plan | null; problems: Refusal[] } {
  const { head } = what;
  const cell = (key: (typeof KEYS)[number]): string | null => row.cells[head[key] ?? key] ?? null;
  const problems: Refusal[] = [];
  const name = cell('name');
  if (!name) problems.push({ code: 'import.missing', field: head.name ?? 'name' });
  else if (name.length > 60) problems.push({ code: 'import.malformed', field: head.name ?? 'name' });
  const phone = cell('phone');
  const mobile = phone ? parseMobile(phone) : null;
  if (mobile && !mobile.ok) problems.push({ ...mobile.error, field: head.phone ?? 'phone' });
  const identity = cell('identity');
  const checked = identity ? checkIdentity(identity, what.today) : null;
  if (checked && !checked.ok) problems.push({ ...checked.error, field: head.identity ?? 'identity' });
  const contractor = cell('contractor');
  if (contractor && !what.contractors.has(contractor))
    problems.push({
      code: 'import.unknown_value',
      field: head.contractor ?? 'contractor',
      params: { value: contractor.slice(0, 60) },
    });
  const units = (cell('unit') ?? '')
    .split(/[/／>＞]/)
    .map((u) => u.trim())
    .filter(Boolean);
  if (units.length > 3 || units.some((u) => u.length > 100))
    problems.push({ code: 'import.malformed', field: head.unit ?? 'unit' });
  const post = cell('post');
  if (post && post.length > 60) problems.push({ code: 'import.malformed', field: head.post ?? 'post' });
  if (problems.length > 0 || !name) return { plan: null, problems };
  return {
    problems,
    plan: {
      row: row.row,
      name,
      phone: mobile?.ok ? mobile.value : null,
      identity: checked?.ok ? checked.value.number : null,
      units,
      post,
      duty: cell('duty')?.slice(0, 4000) ?? null,
      contractor,
    },
  };
}

/** The person a row means: by number where one is given, else by name alone if nobody else bears it. */
async function findPerson(writes: Writes, config: Config, plan: Plan): Promise<OrgRow<'person'> | null> {
  const base = writes.trx
    .selectFrom('person')
    .selectAll()
    .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where('state', '=', 'active');
  const cipher = cipherOf(config);
  for (const [column, number, purpose] of [
    ['identity_hash', plan.identity, 'identity'],
    ['phone_hash', plan.phone, 'phone'],
  ] as const) {
    if (!number) continue;
    const row = await base.where(column, '=', sealed(cipher, number, purpose).hash).executeTakeFirst();
    if (row) return row;
  }
  const named = await base.where('name', '=', plan.name).limit(2).execute();
  const [only] = named;
  const sameNumbers = only && (!plan.phone || !only.phone_hash) && (!plan.identity || !only.identity_hash);
  return named.length === 1 && only && sameNumbers ? only : null;
}

async function write(
  writes: Writes,
  config: Config,
  what: { plan: Plan; contractors: ReadonlyMap<string, string>; report: ReportBuilder },
): Promise<void> {
  const { plan, report } = what;
  const before = writes.entries.length;
  const known = await findPerson(writes, config, plan);
  const contractorId = plan.contractor ? what.contractors.get(plan.contractor) : undefined;
  const numbers = {
    ...(plan.phone ? { phone: plan.phone } : {}),
    ...(plan.identity ? { identity: plan.identity } : {}),
  };
  const person = known
    ? await changePerson(writes, config, {
        id: known.id,
        body: { ...numbers, name: plan.name, version: known.version, ...(contractorId ? { contractorId } : {}) },
      })
    : await addPerson(writes, config, {
        ...numbers,
        name: plan.name,
        postIds: [],
        ...(contractorId ? { contractorId } : {}),
      });
  if (plan.post) {
    const postId = await ensurePost(writes, plan);
    const holds = await writes.trx
      .selectFrom('post_holder')
      .select('id')
      .where('enterprise_id', '=', person.enterprise_id)
      .where('post_id', '=', postId)
      .where('person_id', '=', person.id)
      .where('to_on', 'is', null)
      .executeTakeFirst();
    if (!holds) await takePost(writes, { postId, personId: person.id });
  }
  report.good(!known ? 'created' : writes.entries.length > before ? 'updated' : 'unchanged');
}

const KIND_AT_DEPTH = { 1: ['workshop'], 2: ['department', 'team'], 3: ['department', 'workshop', 'team'] } as const;

/** The post by name within the unit's path; units and posts that are not there yet are made. */
async function ensurePost(writes: Writes, plan: Plan): Promise<string> {
  const enterpriseId = writes.chain.dims.enterpriseId;
  const child = (parentId: string | null, name: string | null) =>
    writes.trx
      .selectFrom('org_unit')
      .selectAll()
      .where('enterprise_id', '=', enterpriseId)
      .where('state', '=', 'active')
      .where('parent_id', parentId === null ? 'is' : '=', parentId)
      .$if(name !== null, (q) => q.where('name', '=', name ?? ''))
      .orderBy('created_at')
      .executeTakeFirst();
  let unit = await child(null, null);
  if (!unit) {
    const e = await writes.need('enterprise', enterpriseId);
    unit = await addUnit(writes, { parentId: null, kind: 'company', name: e.name, sort: 0 });
  }
  const kinds = KIND_AT_DEPTH[Math.min(3, Math.max(1, plan.units.length)) as 1 | 2 | 3];
  for (const [depth, name] of plan.units.entries()) {
    const parent: OrgRow<'org_unit'> = unit;
    const kind = kinds[depth] ?? 'team';
    unit = (await child(parent.id, name)) ?? (await addUnit(writes, { parentId: parent.id, kind, name, sort: 0 }));
  }
  const found = await writes.trx
    .selectFrom('post')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('org_unit_id', '=', unit.id)
    .where('name', '=', plan.post ?? '')
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!found) return (await addPost(writes, { orgUnitId: unit.id, name: plan.post ?? '', duty: plan.duty })).id;
  if (plan.duty && !found.duty) await writes.update('post', found, { duty: plan.duty });
  return found.id;
}
