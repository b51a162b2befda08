import { saveDepartment, savePark } from '@yufang/contract';
import { parentRegion } from '@yufang/domain';
import { codeOf, type Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { openChain, PLATFORM, record } from '../change/record.ts';

/** Departments and parks: whose scopes assignments point at. */
export function placeRoutes(kernel: Kernel): void {
  kernel.on(saveDepartment, async ({ trx, actor, params, body, now }) => {
    const chain = await openChain(trx, PLATFORM);
    await needRegion(trx, body.regionCode, 'regionCode');
    const before =
      (await trx.selectFrom('department').selectAll().where('id', '=', params.id).executeTakeFirst()) ?? null;
    const facts = { sector: body.sector, region_code: body.regionCode, name: body.name, name_en: body.nameEn ?? null };
    const after = await trx
      .insertInto('department')
      .values({ id: params.id, ...facts })
      .onConflict((c) => c.column('id').doUpdateSet(facts))
      .returningAll()
      .executeTakeFirstOrThrow()
      .catch(taken('department.taken', 'regionCode'));
    const action = before ? 'update' : 'create';
    await record(trx, chain, {
      actor,
      at: now,
      entries: [{ entity: 'department', entityId: params.id, action, before, after }],
    });
    return { id: params.id };
  });

  kernel.on(savePark, async ({ trx, actor, params, body, now }) => {
    const chain = await openChain(trx, PLATFORM);
    await needRegion(trx, body.countyCode, 'countyCode');
    const before = (await trx.selectFrom('park').selectAll().where('id', '=', params.id).executeTakeFirst()) ?? null;
    const facts = {
      name: body.name,
      name_en: body.nameEn ?? null,
      county_code: body.countyCode,
      city_code: parentRegion(body.countyCode) ?? body.countyCode,
      kind: body.kind,
      lon: body.lon ?? null,
      lat: body.lat ?? null,
      state: body.state,
    };
    const after = await trx
      .insertInto('park')
      .values({ id: params.id, ...facts })
      .onConflict((c) => c.column('id').doUpdateSet(facts))
      .returningAll()
      .executeTakeFirstOrThrow();
    const action = before ? 'update' : 'create';
    await record(trx, chain, {
      actor,
      at: now,
      entries: [{ entity: 'park', entityId: params.id, action, before, after }],
    });
    return { id: params.id };
  });
}

async function needRegion(trx: Trx, code: string, field: string): Promise<void> {
  const row = await trx.selectFrom('region').select('code').where('code', '=', code).executeTakeFirst();
  if (!row) throw refuse(422, { code: 'region.not_found', field, params: { region: code } });
}

const taken = (code: string, field: string) => (error: unknown) => {
  if (codeOf(error) === '23505') throw refuse(409, { code, field });
  throw error;
};
