import {
  draftReference,
  getReference,
  listReference,
  putReferenceInForce,
  retireReference,
  saveReferenceDraft,
} from '@yufang/contract';
import { editionFor, parseReference, type ReferenceStatus } from '@yufang/domain';
import type { Actor } from '../../platform/db/actor.ts';
import { codeOf, type Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { openChain, PLATFORM, record } from '../change/record.ts';
import {
  editionId,
  NEVER,
  presentEditions,
  type ReferenceRecord,
  selectEdition,
  selectEditions,
  viewEdition,
} from './queries.ts';
import { forgetReference } from './read.ts';

const dayOf = (now: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();

/** Versioned reference data: read by everybody, written by the system administrator, edition by edition. */
export function referenceRoutes(kernel: Kernel): void {
  kernel.on(listReference, async ({ trx, query, now }) => {
    const all = presentEditions(await selectEditions(trx), dayOf(now));
    const word = query.search?.toLowerCase();
    const rows = all.filter(
      (r) =>
        (!query.kind || r.kind === query.kind) &&
        (!query.status || r.status === query.status) &&
        (!query.certainty || r.certainty === query.certainty) &&
        (!word || `${r.kind} ${r.title} ${r.titleEn} ${r.standard ?? ''}`.toLowerCase().includes(word)),
    );
    return { rows, total: rows.length, next: null };
  });

  kernel.on(getReference, async ({ trx, params, now }) => viewEdition(trx, await needEdition(trx, params), dayOf(now)));

  kernel.on(draftReference, async ({ trx, actor, body, now }) => {
    checkWhole({ ...body, inForceFrom: null, status: 'draft' });
    const chain = await openChain(trx, PLATFORM);
    const after = await trx
      .insertInto('reference_data')
      .values({
        kind: body.kind,
        edition: body.edition,
        ...columns(body, actor, now),
        status: 'draft',
        in_force_from: NEVER,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        if (codeOf(error) === '23505') throw refuse(409, { code: 'reference.edition_exists', field: 'edition' });
        throw error;
      });
    await record(trx, chain, { actor, at: now, entries: [entry('draft', null, after)] });
    forgetReference(trx);
    return await viewEdition(trx, after, dayOf(now));
  });

  kernel.on(saveReferenceDraft, async ({ trx, actor, params, body, now }) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await needEdition(trx, params);
    if (before.status !== 'draft')
      throw refuse(422, { code: 'reference.not_a_draft', params: { status: before.status } });
    if (before.updated_by === null) throw refuse(422, { code: 'reference.shipped' });
    checkWhole({ ...params, ...body, inForceFrom: null, status: 'draft' });
    const after = await change(trx, before, columns(body, actor, now));
    await record(trx, chain, { actor, at: now, entries: [entry('update', before, after)] });
    return await viewEdition(trx, after, dayOf(now));
  });

  kernel.on(putReferenceInForce, async ({ trx, actor, params, body, now }) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await needEdition(trx, params);
    if (before.status !== 'draft')
      throw refuse(422, { code: 'reference.not_a_draft', params: { status: before.status } });
    const set = { status: 'in_force', in_force_from: body.from, updated_by: actor.name, updated_at: now };
    const after = await change(trx, before, set);
    await record(trx, chain, {
      actor,
      at: now,
      entries: [entry('put_in_force', before, { ...after, reason: body.reason })],
    });
    return await viewEdition(trx, after, dayOf(now));
  });

  kernel.on(retireReference, async ({ trx, actor, params, body, now }) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await needEdition(trx, params);
    const others = (await selectEditions(trx)).filter((r) => r.kind === before.kind && r.edition !== before.edition);
    const left = others.map((r) => ({
      kind: r.kind,
      edition: r.edition,
      inForceFrom: r.in_force_from,
      status: r.status as ReferenceStatus,
    }));
    // Rules that find no edition cannot decide: the last one stays until another can take its place.
    if (!editionFor(left, before.kind, dayOf(now))) throw refuse(422, { code: 'reference.last_edition' });
    const after = await change(trx, before, { status: 'retired', updated_by: actor.name, updated_at: now });
    await record(trx, chain, { actor, at: now, entries: [entry('retire', before, { ...after, reason: body.reason })] });
    return await viewEdition(trx, after, dayOf(now));
  });
}

async function needEdition(trx: Trx, key: { kind: string; edition: string }): Promise<ReferenceRecord> {
  const row = await selectEdition(trx, key.kind, key.edition);
  if (!row) throw refuse(404, { code: 'reference.not_found' });
  return row;
}

/** @throws 422 `reference.malformed` with the field. Kinds that other rooms read are checked by their envelope only. */
function checkWhole(given: unknown): void {
  const whole = parseReference(given);
  if (!whole.ok && whole.error.code !== 'reference.unknown_kind') throw refuse(422, whole.error);
}

type Written = {
  title: string;
  titleEn: string;
  standard: string | null;
  clause: string | null;
  certainty: string;
  source: string;
  payload?: unknown;
};

const columns = (body: Written, actor: Actor, now: Date) => ({
  title: body.title,
  title_en: body.titleEn,
  standard: body.standard,
  clause: body.clause,
  certainty: body.certainty,
  source: body.source,
  payload: JSON.stringify(body.payload ?? null),
  updated_by: actor.name,
  updated_at: now,
});

async function change(
  trx: Trx,
  before: ReferenceRecord,
  set: Partial<ReturnType<typeof columns>> & { status?: string; in_force_from?: string },
): Promise<ReferenceRecord> {
  const after = await trx
    .updateTable('reference_data')
    .set(set)
    .where('kind', '=', before.kind)
    .where('edition', '=', before.edition)
    .returningAll()
    .executeTakeFirstOrThrow();
  forgetReference(trx);
  return after;
}

const entry = (action: string, before: ReferenceRecord | null, after: ReferenceRecord & { reason?: string }) => ({
  entity: 'reference_data',
  entityId: editionId(after.kind, after.edition),
  action,
  before: before && { ...before },
  after: { ...after },
});
