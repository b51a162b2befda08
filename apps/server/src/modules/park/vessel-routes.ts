import {
  confirmParkVessel,
  confirmParkVessels,
  createParkVessel,
  listEnterpriseParkVessels,
  listParkSubstances,
  listParkVessels,
  returnParkVessel,
  submitParkVessels,
  updateParkVessel,
  withdrawParkVessel,
} from '@yufang/contract/park';
import { SUBSTANCE_LIBRARY_VERSION, SUBSTANCES } from '@yufang/qra/substance/library';
import { provenanceOf } from '@yufang/qra/substance/types';
import type { Actor } from '../../platform/db/actor.ts';
import { asActor, type Database, readAsActor } from '../../platform/db/database.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { openChain } from '../change/record.ts';
import { begin, finish, type Work } from '../risk/work.ts';
import { onParkRaw, onParkRead } from './reach.ts';
import { tellPark } from './tell.ts';
import { readVessel, selectVessels } from './vessel-list.ts';
import { addVessel, changeVessel, moveVessel } from './vessels.ts';

const told = (work: Work, row: { id: string; name: string; state: string }) =>
  finish(work, {
    topic: `park_vessel.${work.entries.at(-1)?.action ?? 'update'}`,
    summary: { entityId: row.id, name: row.name, state: row.state },
  });

/** The inventory's vessels: entered by enterprises, confirmed or returned by the park. */
export function vesselRoutes(kernel: Kernel): void {
  kernel.on(listParkSubstances, async () => ({
    version: SUBSTANCE_LIBRARY_VERSION,
    rows: SUBSTANCES.map((s) => ({
      id: s.id,
      nameZh: s.nameZh,
      nameEn: s.nameEn,
      cas: s.cas,
      kinds: [...s.kinds],
      boilingTemperatureK: s.boilingTemperatureK,
      liquidDensityKgM3: s.liquidDensityKgM3,
      certainty: provenanceOf(s, 'boilingTemperatureK').certainty,
    })),
  }));
  onParkRead(kernel, listParkVessels, ({ trx, park, query }) => selectVessels(trx, { parkId: park.parkId }, query));
  kernel.onEnterprise(listEnterpriseParkVessels, ({ trx, enterprise, query }) =>
    selectVessels(trx, { enterpriseId: enterprise.enterpriseId }, query),
  );
  kernel.onCommand(createParkVessel, async (c) => {
    const work = begin(c);
    const row = await addVessel(work, c.body, 'hand');
    await told(work, row);
    return await readVessel(c.trx, { enterpriseId: row.enterprise_id, id: row.id });
  });
  kernel.onCommand(updateParkVessel, async (c) => {
    const work = begin(c);
    const row = await changeVessel(work, c.params.id, c.body);
    await told(work, row);
    return await readVessel(c.trx, { enterpriseId: row.enterprise_id, id: row.id });
  });
  kernel.onCommand(submitParkVessels, async (c) => {
    const work = begin(c);
    const { ids } = c.body;
    let open = c.trx
      .selectFrom('park_vessel')
      .select('id')
      .where('enterprise_id', '=', c.enterprise.enterpriseId)
      .where('state', 'in', ['draft', 'returned']);
    if (ids) open = open.where('id', 'in', ids.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : ids);
    const rows = await open.orderBy('id').execute();
    for (const { id } of rows) await moveVessel(work, id, { command: 'submit', byPark: false });
    const [first] = rows;
    if (first) {
      await finish(work, { topic: 'park_vessel.submit', summary: { count: rows.length } });
      const params = { count: rows.length };
      const told = { topic: 'park_vessel.park_submitted', entityId: first.id, params } as const;
      await tellPark(c.trx, c.enterprise, { ...told, at: c.now, actor: c.actor });
    }
    return { submitted: rows.length };
  });
  kernel.onCommand(withdrawParkVessel, async (c) => {
    const work = begin(c);
    const byPark = c.actor.role === 'park_officer';
    const row = await moveVessel(work, c.params.id, { command: 'withdraw', version: c.body.version, byPark });
    await told(work, row);
    return await readVessel(c.trx, { enterpriseId: row.enterprise_id, id: row.id });
  });
  kernel.onCommand(confirmParkVessel, async (c) => {
    const work = begin(c);
    const { version, frequencyFactor } = c.body;
    const row = await moveVessel(work, c.params.id, { command: 'confirm', version, frequencyFactor, byPark: true });
    await told(work, row);
    return await readVessel(c.trx, { enterpriseId: row.enterprise_id, id: row.id });
  });
  kernel.onCommand(returnParkVessel, async (c) => {
    const work = begin(c);
    const row = await moveVessel(work, c.params.id, { command: 'return', ...c.body, byPark: true });
    await told(work, row);
    const params = { name: `${row.tag} ${row.name}`, note: c.body.reason };
    const back = { topic: 'park_vessel.park_returned', entityId: row.id, params } as const;
    await tellPark(c.trx, c.enterprise, { ...back, at: c.now, actor: c.actor });
    return await readVessel(c.trx, { enterpriseId: row.enterprise_id, id: row.id });
  });
  onParkRaw(kernel, confirmParkVessels, ({ actor, park, now, body }) =>
    confirmMany(kernel.deps.db, { actor, now, parkId: park.parkId, ids: body.ids ?? null }),
  );
}

/** Enterprise by enterprise, each in its own transaction and chain. */
async function confirmMany(
  db: Database,
  what: { readonly actor: Actor; readonly now: Date; readonly parkId: string; readonly ids: readonly string[] | null },
): Promise<{ confirmed: number; leftAlone: number }> {
  const found = await readAsActor(db, what.actor, async (trx) => {
    let q = trx.selectFrom('park_vessel').select(['enterprise_id', 'id', 'state']).where('park_id', '=', what.parkId);
    q = what.ids === null ? q.where('state', '=', 'submitted') : q.where('id', 'in', nonEmpty(what.ids));
    return await q.orderBy('enterprise_id').orderBy('id').execute();
  });
  let confirmed = 0;
  for (const [enterpriseId, rows] of Map.groupBy(found, (r) => r.enterprise_id)) {
    const dims = await readDims(db, enterpriseId);
    if (!dims) continue;
    confirmed += await asActor(db, what.actor, async (trx) => {
      const chain = await openChain(trx, dims);
      const work = begin({ trx, chain, actor: what.actor, now: what.now });
      const submitted = await trx
        .selectFrom('park_vessel')
        .select('id')
        .where('enterprise_id', '=', enterpriseId)
        .where('id', 'in', nonEmpty(rows.map((r) => r.id)))
        .where('state', '=', 'submitted')
        .execute();
      for (const { id } of submitted) await moveVessel(work, id, { command: 'confirm', byPark: true });
      if (submitted.length > 0)
        await finish(work, { topic: 'park_vessel.confirm', summary: { count: submitted.length } });
      return submitted.length;
    });
  }
  return { confirmed, leftAlone: (what.ids?.length ?? found.length) - confirmed };
}

const NONE = '00000000-0000-0000-0000-000000000000';
const nonEmpty = (ids: readonly string[]): readonly string[] => (ids.length === 0 ? [NONE] : ids);
