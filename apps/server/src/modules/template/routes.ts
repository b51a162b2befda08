import { getSimpleSetup, getTemplate, listTemplates, simpleSetup } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { scopeCovers } from '../../platform/db/actor.ts';
import { asActor, asSystem } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { openChain } from '../change/record.ts';
import { Writes } from '../change/rows.ts';
import { need } from '../enterprise/routes.ts';
import { generateForEnterprise } from '../inspection/generate.ts';
import { mayUseTemplate, presentRow, presentTemplate, readTemplate, readTemplates } from './read.ts';
import { setUp } from './setup.ts';
import { viewSetup } from './view.ts';

/** Trade templates and the simple mode of small firms. */
export function templateRoutes(kernel: Kernel): void {
  const { db } = kernel.deps;

  kernel.on(listTemplates, async ({ trx, query, now }) => {
    const templates = await readTemplates(trx, shanghaiDay(now.toISOString()));
    const firm = query.enterpriseId
      ? await trx
          .selectFrom('enterprise')
          .select(['industry', 'tags', 'scale'])
          .where('enterprise_id', '=', query.enterpriseId)
          .executeTakeFirst()
      : undefined;
    const rows = templates.map((t) => {
      const byTag = t.body.tags.some((tag) => firm?.tags.includes(tag));
      return presentRow(t, byTag || (firm !== undefined && t.body.industries.includes(firm.industry)));
    });
    return {
      rows: rows.sort((a, b) => Number(b.fits) - Number(a.fits)),
      ...(firm && { mayUse: mayUseTemplate(firm.scale) }),
    };
  });

  kernel.on(getTemplate, async ({ trx, params, now }) => {
    const day = shanghaiDay(now.toISOString());
    return await presentTemplate(trx, await readTemplate(trx, params.code, day), day);
  });

  kernel.onEnterprise(getSimpleSetup, ({ trx, params }) => viewSetup(trx, params.enterpriseId));

  kernel.onRaw(simpleSetup, async ({ actor, params, body, now }) => {
    const by = need(actor);
    const dims = await readDims(db, params.enterpriseId);
    if (!dims || !scopeCovers(by.scope, dims))
      throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
    const done = await asActor(db, by, async (trx) => {
      const writes = new Writes({ trx, chain: await openChain(trx, dims), actor: by, now });
      const result = await setUp(writes, body, by);
      await writes.finish({
        topic: 'enterprise.simple_setup',
        summary: { entityId: dims.enterpriseId, trade: body.trade },
      });
      return result;
    });
    // The duty now names the person: the phone's tasks go by it.
    if (by.personId === null) {
      await asSystem(db, (trx) =>
        trx
          .updateTable('assignment')
          .set({ person_id: done.personId, updated_at: now })
          .where('id', '=', by.assignmentId)
          .where('person_id', 'is', null)
          .execute(),
      );
    }
    const tasks = await generateForEnterprise(db, dims, now);
    const view = await asActor(db, by, (trx) => viewSetup(trx, dims.enterpriseId));
    return { ...view, created: done.created, withdrawn: done.withdrawn, tasks };
  });
}
