import type { ImportReport, OrgUnitView, PersonRow, PostView } from '@yufang/contract';
import { identityCheckDigit } from '@yufang/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { writeWorkbook } from '../../platform/excel/write.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';

let t: TestApp;
let firm: EnterpriseDims;
let head: Actor;
let stranger: Actor;
beforeAll(async () => {
  t = await makeTestApp();
  firm = await makeEnterprise(t.db);
  head = staff('enterprise_head', firm.enterpriseId);
  stranger = staff('enterprise_head', (await makeEnterprise(t.db)).enterpriseId);
});
afterAll(() => t.close());

const send = async <T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: object, who: Actor = head) => {
  const reply = await t.as(who, {
    method,
    url: `/api/v1/enterprises/${firm.enterpriseId}/${path}`,
    ...(body ? { payload: body } : {}),
  });
  return reply as Omit<typeof reply, 'body'> & { body: T & { code?: string } };
};
const identity = (first17: string) => first17 + identityCheckDigit(first17);

test('the tree: order of kinds, one company, no cycle, no twin, nothing withdrawn while in use', async () => {
  const unit = (body: object) => send<OrgUnitView>('POST', 'org-units', body);
  expect((await unit({ kind: 'workshop', name: '一车间' })).body.code).toBe('org.parent_missing');
  const company = (await unit({ kind: 'company', name: '总厂' })).body;
  expect((await unit({ kind: 'company', name: '又一个' })).body.code).toBe('org.one_company');
  const shop = (await unit({ kind: 'workshop', name: '一车间', parentId: company.id })).body;
  expect((await unit({ kind: 'workshop', name: '一车间', parentId: company.id })).body.code).toBe('org.name_taken');
  const team = (await unit({ kind: 'team', name: '甲班', parentId: shop.id })).body;
  expect((await unit({ kind: 'workshop', name: 'x', parentId: team.id })).body.code).toBe('org.kind_order');
  const patch = (id: string, body: object, who = head) => send<OrgUnitView>('PATCH', `org-units/${id}`, body, who);
  expect((await patch(shop.id, { version: 1, parentId: team.id })).body.code).toMatch(/org\.(cycle|kind_order)/);
  expect((await patch(shop.id, { version: 1, state: 'withdrawn' })).body.code).toBe('org.not_empty');
  expect(await patch(shop.id, { version: 7, name: 'y' })).toMatchObject({ status: 409, body: { code: 'row.stale' } });
  expect(await patch(shop.id, { version: 1, name: '<b>一</b>' }, stranger)).toMatchObject({ status: 404 });
  expect(await patch(shop.id, { version: 1, name: '<b>一</b>' })).toMatchObject({
    status: 200,
    body: { name: '<b>一</b>' },
  });
  expect((await send('GET', 'org-tree', undefined, officer('410122'))).status).toBe(200);
});

test('people: numbers sealed, masked, unique, checked; a reveal is in the log; a person may hold two posts and it is said', async () => {
  const add = (body: object) => send<PersonRow>('POST', 'people', body);
  expect((await add({ name: '张三', identity: '410122199001011234' })).body.code).toBe('identity.check_digit');
  expect((await add({ name: '张三', phone: '10086' })).body.code).toBe('phone.format');
  const number = identity('41012219900101123');
  const zhang = (await add({ name: '张三', phone: '13811112222', identity: number })).body;
  expect(zhang).toMatchObject({ phone: '*******2222', identity: `**************${number.slice(-4)}`, state: 'active' });
  expect(await add({ name: '李四', phone: '+86 138-1111-2222' })).toMatchObject({
    status: 409,
    body: { code: 'person.phone_taken' },
  });
  expect((await send('POST', `people/${zhang.id}/reveal`, { reason: '核对' })).body).toEqual({
    phone: '13811112222',
    identity: number,
  });
  expect(
    (await send('POST', `people/${zhang.id}/reveal`, { reason: '核对' }, staff('post_worker', firm.enterpriseId)))
      .status,
  ).toBe(403);
  const log = await t.as(head, {
    method: 'GET',
    url: `/api/v1/enterprises/${firm.enterpriseId}/history?entityId=${zhang.id}`,
  });
  expect((log.body as { rows: { action: string; after: object }[] }).rows[0]).toMatchObject({
    action: 'reveal',
    after: { reveal_reason: '核对' },
  });
  expect(JSON.stringify(log.body)).not.toContain('13811112222');

  const tree = (await send<{ units: OrgUnitView[] }>('GET', 'org-tree')).body;
  const shop = tree.units.find((u) => u.kind === 'workshop')?.id;
  const post = async (name: string) =>
    (await send<PostView>('POST', 'posts', { orgUnitId: shop, name, duty: '职责' })).body;
  const [welder, electrician] = [await post('焊工'), await post('电工')];
  expect((await send('POST', 'posts', { orgUnitId: shop, name: '焊工' })).body.code).toBe('post.name_taken');
  expect((await send('PUT', `posts/${welder.id}/holders`, { personIds: [zhang.id] })).body).toMatchObject({
    alsoHolds: [],
  });
  expect((await send('PUT', `posts/${electrician.id}/holders`, { personIds: [zhang.id] })).body).toMatchObject({
    alsoHolds: [{ name: '张三', posts: ['焊工'] }],
    post: { holders: [{ name: '张三', otherPosts: ['焊工'] }] },
  });
  const gaps = (await send<{ rows: { kind: string; name: string }[] }>('GET', 'org-gaps')).body.rows;
  expect(gaps).toContainEqual(expect.objectContaining({ kind: 'unit_without_post', name: '甲班' }));
  const left = await send<PersonRow>('PATCH', `people/${zhang.id}`, { version: 1, state: 'withdrawn' });
  expect(left.body).toMatchObject({ state: 'withdrawn', posts: [] });
});

test('contractors stand under their owner: agreement, people, dangers; trainings count hours', async () => {
  const contractor = await send<{ id: string }>('POST', 'contractors', {
    name: '某安装公司（虚构）',
    work: '检修',
    agreementOn: '2026-01-01',
    fromOn: '2026-01-01',
    toOn: '2026-06-30',
  });
  expect(contractor.body).toMatchObject({ agreement: 'over', people: 0, dangersOpen: 0 });
  expect((await send('POST', 'contractors', { name: 'x', fromOn: '2026-02-01', toOn: '2026-01-01' })).body.code).toBe(
    'contractor.term_backwards',
  );
  expect((await send('POST', 'contractors', { name: 'x', code: '91410122MA3X12345A' })).body.code).toBe(
    'uscc.check_digit',
  );
  const worker = (await send<PersonRow>('POST', 'people', { name: '外协', contractorId: contractor.body.id })).body;
  await t.as(head, {
    method: 'POST',
    url: `/api/v1/enterprises/${firm.enterpriseId}/dangers`,
    payload: { id: crypto.randomUUID(), name: '脚手架无护栏', contractorId: contractor.body.id },
  });
  expect((await send('GET', 'contractors')).body).toMatchObject({
    rows: [{ people: 1, dangersOpen: 1, dangersTotal: 1 }],
  });
  expect((await send('POST', 'trainings', { title: '入厂教育', heldOn: '2027-01-01', hours: 4 })).body.code).toBe(
    'training.in_future',
  );
  expect(
    (
      await send('POST', 'trainings', {
        title: '入厂教育',
        heldOn: '2026-11-20',
        hours: 4,
        attendees: [crypto.randomUUID()],
      })
    ).body.code,
  ).toBe('person.not_found');
  expect(
    (await send('POST', 'trainings', { title: '入厂教育', heldOn: '2026-11-20', hours: 4.5, attendees: [worker.id] }))
      .status,
  ).toBe(200);
  expect((await send('GET', `people?contractorId=${contractor.body.id}`)).body).toMatchObject({
    rows: [{ trainingHours: 4.5 }],
    total: 1,
  });
});

test('people and posts by Excel: units and posts are made, two posts are warned of, the same file again changes nothing', async () => {
  const file = await writeWorkbook([
    {
      name: '人员与岗位',
      columns: ['姓名', '手机号', '身份证号', '部门/车间/班组', '岗位', '岗位职责', '承包商'].map((title) => ({
        title,
      })),
      rows: [
        ['王五', '13911110001', null, '二车间/乙班', '巡检工', '=HYPERLINK("x")', null],
        ['王五', '13911110001', null, '二车间/乙班', '司炉工', null, null],
        ['赵六', '1391111', null, '二车间', '钳工', null, null],
        ['孙七', null, null, null, null, null, '没有的公司'],
      ],
    },
  ]);
  const upload = async (mode: string, who = head) => {
    const b = 'x-b';
    const payload = Buffer.concat([
      Buffer.from(
        `--${b}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      file,
      Buffer.from(`\r\n--${b}--\r\n`),
    ]);
    const url = `/api/v1/enterprises/${firm.enterpriseId}/people-import?mode=${mode}`;
    return await t.as(who, {
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': `multipart/form-data; boundary=${b}` },
    });
  };
  expect((await upload('check', stranger)).status).toBe(404);
  const check = (await upload('check')).body as ImportReport;
  expect(check).toMatchObject({ rows: 4, good: 2, bad: 2, written: false });
  expect(check.problems.map((p) => [p.row, p.code])).toEqual([
    [4, 'phone.format'],
    [5, 'import.unknown_value'],
  ]);
  expect(check.warnings).toMatchObject([{ row: 3, code: 'person.two_posts', params: { other: '巡检工' } }]);
  expect((await upload('all')).body).toMatchObject({ written: false });
  expect((await upload('good')).body).toMatchObject({ written: true, created: 1, updated: 1 });
  expect((await upload('good')).body).toMatchObject({ written: true, unchanged: 2 });
  const people = await send<{ rows: PersonRow[] }>('GET', 'people?search=王五');
  expect(people.body.rows).toMatchObject([{ name: '王五', posts: [{ name: '司炉工' }, { name: '巡检工' }] }]);
  expect((await send('GET', 'people-import/template')).status).toBe(200);
});
