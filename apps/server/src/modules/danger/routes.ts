import {
  commandDanger,
  countOverdueDangers,
  createDanger,
  type DangerStaleFacts,
  exportDangers,
  getDanger,
  listDangerAssignees,
  listDangerPlaces,
  listDangers,
  listMajorCriteria,
} from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { selectLastChanges } from '../history/queries.ts';
import { applyDangerCommand, selectDanger } from './command.ts';
import { selectMajorCriteria } from './criteria.ts';
import { streamDangers } from './export.ts';
import type { DangerRecord } from './facts.ts';
import { selectDangers, selectOverdueRungs } from './list.ts';
import { selectAssignees, selectPlaces } from './people.ts';
import { reportDanger } from './report.ts';
import { selectDangerAround, viewDanger } from './view.ts';

/** A device clock may run a little ahead; more is a slip of the finger. */
const AHEAD_MS = 10 * 60_000;
/** As far back as a phone's claim is believed: a danger found before is an import's to bring. */
const EARLIEST_MS = 400 * 86_400_000;

/** Hidden dangers: the list people work from, one danger with its acts, the criteria of major ones. */
export function dangerRoutes(kernel: Kernel): void {
  kernel.on(listDangers, ({ trx, actor, query }) => selectDangers(trx, actor, query));
  kernel.on(countOverdueDangers, ({ trx, actor, query }) => selectOverdueRungs(trx, actor, query.region));
  kernel.on(listMajorCriteria, ({ trx, now }) => selectMajorCriteria(trx, shanghaiDay(now.toISOString())));

  kernel.onRaw(exportDangers, async ({ actor, query, now, reply }) => {
    if (!actor) throw refuse(401, { code: 'auth.required' });
    const name = `dangers-${shanghaiDay(now.toISOString())}.xlsx`;
    reply.header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    reply.header('content-disposition', `attachment; filename="${name}"`);
    return reply.send(streamDangers(kernel.deps.db, actor, query));
  });

  kernel.onEnterprise(getDanger, async ({ trx, actor, params, now }) => {
    const found = await selectDangerAround(trx, params.enterpriseId, params.id);
    if (!found) throw refuse(404, { code: 'danger.not_found', field: 'id' });
    return await viewDanger(trx, actor, { ...found, now });
  });

  kernel.onEnterprise(listDangerAssignees, ({ trx, params, query, now }) =>
    selectAssignees(trx, params.enterpriseId, { search: query.search, today: shanghaiDay(now.toISOString()) }),
  );
  kernel.onEnterprise(listDangerPlaces, ({ trx, params, query }) =>
    selectPlaces(trx, params.enterpriseId, { search: query.search, unitId: query.unitId }),
  );

  kernel.onCommandAhead(
    createDanger,
    async ({ trx, params, body }) => await look(trx, params.enterpriseId, { id: body.id, photoIds: body.photoIds }),
    async ({ trx, chain, actor, body, now, ahead: known }) => {
      if (body.foundAt && Date.parse(body.foundAt) > now.getTime() + AHEAD_MS)
        throw refuse(422, { code: 'danger.found_in_future', field: 'foundAt' });
      if (body.foundAt && Date.parse(body.foundAt) < now.getTime() - EARLIEST_MS)
        throw refuse(422, { code: 'danger.found_too_early', field: 'foundAt' });
      const { row, regraded } = await reportDanger(trx, chain, { actor, now, report: body, known });
      return { danger: await viewDanger(trx, actor, { row, now, last: true }), regraded: [...regraded] };
    },
  );

  kernel.onCommandAhead(
    commandDanger,
    async ({ trx, params, body: { command } }) => {
      const photoIds = command.type === 'submit_rectified' ? command.photoIds : [];
      return await look(trx, params.enterpriseId, { id: params.id, photoIds });
    },
    async ({ trx, chain, actor, params, body, now, ahead }) => {
      const { expectedVersion, command } = body;
      const { row, regraded } = await applyDangerCommand(trx, chain, {
        actor,
        now,
        id: params.id,
        expectedVersion,
        command,
        row: ahead,
        onStale: async (current) => {
          // One version is one change, so the changes since are simply the last so many.
          const count = Math.max(current.version - expectedVersion, 1);
          const facts: DangerStaleFacts = {
            danger: await viewDanger(trx, actor, { row: current, now }),
            changes: await selectLastChanges(trx, params.enterpriseId, { entityId: current.id, count }),
          };
          return refuse(409, { code: 'danger.stale', params: { version: current.version } }, facts);
        },
      });
      return { danger: await viewDanger(trx, actor, { row, now, last: true }), regraded: [...regraded] };
    },
  );
}

/** The danger of an id, null for none; the photos named are files of this enterprise. */
async function look(
  trx: Trx,
  enterpriseId: string,
  given: { id: string; photoIds: readonly string[] },
): Promise<DangerRecord | null> {
  const [row] = await Promise.all([
    selectDanger(trx, enterpriseId, given.id),
    requireFiles(trx, enterpriseId, given.photoIds),
  ]);
  return row ?? null;
}

/** The photos named are files of this enterprise. */
async function requireFiles(trx: Trx, enterpriseId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await trx
    .selectFrom('attachment')
    .select('id')
    .where('enterprise_id', '=', enterpriseId)
    .where('id', 'in', [...ids])
    .execute();
  if (known.length < new Set(ids).size) throw refuse(422, { code: 'danger.unknown_photo', field: 'photoIds' });
}
