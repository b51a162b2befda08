import {
  createContractor,
  createOrgUnit,
  createPerson,
  createPost,
  createTraining,
  exportPeople,
  getOrgTree,
  getPeopleTemplate,
  importPeople,
  listContractors,
  listOrgGaps,
  listPeople,
  listTrainings,
  revealPerson,
  setPostHolders,
  updateContractor,
  updateOrgUnit,
  updatePerson,
  updatePost,
  updateTraining,
} from '@yufang/contract';
import { cipherOf } from '../../platform/crypto/index.ts';
import { scopeCovers } from '../../platform/db/actor.ts';
import { asActor } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { readUpload } from '../../platform/excel/upload.ts';
import { excelHeaders, writeWorkbook } from '../../platform/excel/write.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { openChain } from '../change/record.ts';
import { Writes } from '../change/rows.ts';
import { need } from '../enterprise/routes.ts';
import { addContractor, changeContractor, readContractor, selectContractors } from './contractors.ts';
import { endDuties } from './duties.ts';
import { selectGaps } from './gaps.ts';
import { peopleTemplate, importPeople as runImport } from './import.ts';
import { addPerson, changePerson, readPerson, selectPeople } from './people.ts';
import { addPost, changePost, holdPost } from './posts.ts';
import { addTraining, changeTraining, readTraining, selectTrainings } from './trainings.ts';
import { addUnit, changeUnit, presentUnit, selectPosts, selectTree } from './tree.ts';

/** The enterprise's own tree, its people, contractors and trainings. */
export function orgRoutes(kernel: Kernel): void {
  const { db, config } = kernel.deps;

  kernel.onEnterprise(getOrgTree, ({ trx, params, query }) => selectTree(trx, params.enterpriseId, query.withdrawn));
  kernel.onEnterprise(listOrgGaps, ({ trx, params }) => selectGaps(trx, params.enterpriseId));

  kernel.onCommand(createOrgUnit, async (call) => {
    const writes = new Writes(call);
    const row = await addUnit(writes, call.body);
    await writes.finish();
    return presentUnit(row);
  });
  kernel.onCommand(updateOrgUnit, async (call) => {
    const writes = new Writes(call);
    const row = await changeUnit(writes, call.params.id, call.body);
    await writes.finish();
    return presentUnit(row);
  });

  const readPost = async (trx: Writes['trx'], enterpriseId: string, id: string) => {
    const [post] = await selectPosts(trx, enterpriseId, { id });
    if (!post) throw refuse(404, { code: 'row.not_found', params: { entity: 'post' } });
    return post;
  };
  kernel.onCommand(createPost, async (call) => {
    const writes = new Writes(call);
    const row = await addPost(writes, call.body);
    await writes.finish();
    return await readPost(call.trx, row.enterprise_id, row.id);
  });
  kernel.onCommand(updatePost, async (call) => {
    const writes = new Writes(call);
    const row = await changePost(writes, call.params.id, call.body);
    await writes.finish();
    return await readPost(call.trx, row.enterprise_id, row.id);
  });
  kernel.onCommand(setPostHolders, async (call) => {
    const writes = new Writes(call);
    const alsoHolds = await holdPost(writes, call.params.id, call.body);
    await writes.finish();
    return { post: await readPost(call.trx, call.params.enterpriseId, call.params.id), alsoHolds };
  });

  kernel.onEnterprise(listPeople, ({ trx, params, query }) =>
    selectPeople(trx, db, { enterpriseId: params.enterpriseId, filter: query }),
  );
  kernel.onEnterprise(exportPeople, async ({ trx, params, query, reply }) => {
    const rows = [];
    let after: string | null | undefined;
    do {
      const filter = { limit: 200, state: 'active', after: after ?? undefined } as const;
      const page = await selectPeople(trx, db, { enterpriseId: params.enterpriseId, filter });
      rows.push(...page.rows);
      after = page.next;
    } while (after && rows.length < 50_000);
    const zh = query.lang === 'zh';
    const titles = zh
      ? ['姓名', '手机号', '身份证号', '岗位', '承包商', '账号', '培训学时']
      : ['Name', 'Mobile', 'Identity number', 'Posts', 'Contractor', 'Account', 'Training hours'];
    const file = await writeWorkbook([
      {
        name: zh ? '人员' : 'People',
        columns: titles.map((title) => ({ title })),
        rows: rows.map((r) => [
          r.name,
          r.phone,
          r.identity,
          r.posts.map((p) => p.name).join('、'),
          r.contractorName,
          r.username,
          r.trainingHours,
        ]),
      },
    ]);
    reply.headers(excelHeaders(zh ? '人员.xlsx' : 'people.xlsx'));
    return reply.send(file);
  });
  kernel.onCommand(createPerson, async (call) => {
    const writes = new Writes(call);
    const row = await addPerson(writes, config, call.body);
    await writes.finish();
    return await readPerson(call.trx, db, { enterpriseId: row.enterprise_id, id: row.id });
  });
  kernel.onCommand(updatePerson, async (call) => {
    const writes = new Writes(call);
    const row = await changePerson(writes, config, { id: call.params.id, body: call.body });
    await writes.finish();
    if (row.state === 'withdrawn' && row.account_id)
      await endDuties(db, {
        accountId: row.account_id,
        enterpriseId: row.enterprise_id,
        actor: call.actor,
        at: call.now,
      });
    return await readPerson(call.trx, db, { enterpriseId: row.enterprise_id, id: row.id });
  });
  kernel.onCommand(revealPerson, async (call) => {
    const writes = new Writes(call);
    const row = await writes.need('person', call.params.id);
    writes.entries.push({
      entity: 'person',
      entityId: row.id,
      action: 'reveal',
      before: row,
      after: { ...row, reveal_reason: call.body.reason },
    });
    await writes.finish();
    const open = (sealed: string | null, purpose: 'phone' | 'identity') =>
      sealed ? cipherOf(config).decrypt(sealed, purpose) : null;
    return { phone: open(row.phone_cipher, 'phone'), identity: open(row.identity_cipher, 'identity') };
  });

  kernel.onEnterprise(getPeopleTemplate, async ({ trx, params, query, reply }) => {
    const file = await peopleTemplate(trx, params.enterpriseId, query.lang);
    reply.headers(excelHeaders(query.lang === 'zh' ? '人员岗位导入模板.xlsx' : 'people-template.xlsx'));
    return reply.send(file);
  });
  kernel.onRaw(importPeople, async ({ actor, params, query, request, now }) => {
    const by = need(actor);
    const dims = await readDims(db, params.enterpriseId);
    if (!dims || !scopeCovers(by.scope, dims))
      throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
    // The file is read before the enterprise is locked: a slow upload holds nobody up.
    const { bytes } = await readUpload(request);
    return await asActor(db, by, async (trx) => {
      const writes = new Writes({ trx, chain: await openChain(trx, dims), actor: by, now });
      const report = await runImport(writes, config, { file: bytes, ...query });
      await writes.finish();
      return report;
    });
  });

  kernel.onEnterprise(listContractors, ({ trx, params, query, now }) =>
    selectContractors(trx, params.enterpriseId, { filter: query, now }),
  );
  kernel.onCommand(createContractor, async (call) => {
    const writes = new Writes(call);
    const row = await addContractor(writes, config, call.body);
    await writes.finish();
    return await readContractor(call.trx, { enterpriseId: row.enterprise_id, id: row.id }, call.now);
  });
  kernel.onCommand(updateContractor, async (call) => {
    const writes = new Writes(call);
    const row = await changeContractor(writes, config, { id: call.params.id, body: call.body });
    await writes.finish();
    return await readContractor(call.trx, { enterpriseId: row.enterprise_id, id: row.id }, call.now);
  });

  kernel.onEnterprise(listTrainings, ({ trx, params, query }) => selectTrainings(trx, params.enterpriseId, query));
  kernel.onCommand(createTraining, async (call) => {
    const writes = new Writes(call);
    const row = await addTraining(writes, call.body);
    await writes.finish();
    return await readTraining(call.trx, { enterpriseId: row.enterprise_id, id: row.id });
  });
  kernel.onCommand(updateTraining, async (call) => {
    const writes = new Writes(call);
    const row = await changeTraining(writes, call.params.id, call.body);
    await writes.finish();
    return await readTraining(call.trx, { enterpriseId: row.enterprise_id, id: row.id });
  });
}
