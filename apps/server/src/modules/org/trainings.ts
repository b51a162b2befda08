import type { createTraining, listTrainings, TrainingRow } from '@yufang/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { OrgRow, Writes } from '../change/rows.ts';
import { contains } from '../enterprise/queries.ts';
import { dayOf } from './posts.ts';

type Filter = z.output<typeof listTrainings.query>;
type Input = Partial<z.output<typeof createTraining.body>>;

async function check(writes: Writes, body: Input): Promise<void> {
  if (body.heldOn && body.heldOn > dayOf(writes)) throw refuse(422, { code: 'training.in_future', field: 'heldOn' });
  const ids = [...new Set(body.attendees ?? [])];
  if (ids.length === 0) return;
  const { n } = await writes.trx
    .selectFrom('person')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where('id', 'in', ids)
    .executeTakeFirstOrThrow();
  if (n !== ids.length) throw refuse(422, { code: 'person.not_found', field: 'attendees' });
}

export async function addTraining(writes: Writes, body: z.output<typeof createTraining.body>) {
  const known = body.id ? await writes.find('training', body.id) : undefined;
  if (known) return known;
  await check(writes, body);
  return await writes.insert('training', {
    ...(body.id ? { id: body.id } : {}),
    title: body.title,
    held_on: body.heldOn,
    hours: body.hours,
    attendees: [...new Set(body.attendees)],
    note: body.note || null,
  });
}

export async function changeTraining(
  writes: Writes,
  id: string,
  body: Input & { state?: 'active' | 'withdrawn' | undefined; version: number },
) {
  const before = await writes.need('training', id, { version: body.version });
  await check(writes, body);
  return await writes.update(
    'training',
    before,
    {
      title: body.title,
      held_on: body.heldOn,
      hours: body.hours,
      attendees: body.attendees,
      note: body.note,
      state: body.state,
    },
    body.state === 'withdrawn' ? 'withdraw' : 'update',
  );
}

async function present(trx: Trx, rows: readonly OrgRow<'training'>[]): Promise<TrainingRow[]> {
  const ids = [...new Set(rows.flatMap((r) => r.attendees))];
  const enterpriseId = rows[0]?.enterprise_id;
  const people =
    ids.length > 0 && enterpriseId
      ? await trx
          .selectFrom('person')
          .select(['id', 'name'])
          .where('enterprise_id', '=', enterpriseId)
          .where('id', 'in', ids)
          .execute()
      : [];
  const names = new Map(people.map((p) => [p.id, p.name]));
  return rows.map((r) => ({
    id: r.id,
    title: r.title,
    heldOn: r.held_on,
    hours: Number(r.hours),
    attendees: r.attendees.map((id) => ({ id, name: names.get(id) ?? '' })),
    note: r.note,
    state: r.state as TrainingRow['state'],
    version: r.version,
    at: r.created_at.toISOString(),
  }));
}

export async function readTraining(trx: Trx, key: { enterpriseId: string; id: string }): Promise<TrainingRow> {
  const row = await trx
    .selectFrom('training')
    .selectAll()
    .where('enterprise_id', '=', key.enterpriseId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  const [shown] = row ? await present(trx, [row]) : [];
  if (!shown) throw refuse(404, { code: 'row.not_found', params: { entity: 'training' } });
  return shown;
}

/** A page of trainings, newest first. */
export async function selectTrainings(trx: Trx, enterpriseId: string, f: Filter) {
  let query = trx.selectFrom('training').where('enterprise_id', '=', enterpriseId).where('state', '=', f.state);
  if (f.search) query = query.where('title', 'like', contains(f.search));
  if (f.personId) query = query.where('attendees', '@>', sql<string[]>`array[${f.personId}]::uuid[]`);
  const total = await countUpTo(trx, query);
  if (f.after) {
    const [day = '', id = ''] = decodeCursor(f.after, 2);
    query = query.where((e) => e(e.refTuple('held_on', 'id'), '<', e.tuple(day, id)));
  }
  const rows = await query
    .selectAll()
    .orderBy('held_on', 'desc')
    .orderBy('id', 'desc')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  return {
    rows: await present(trx, shown),
    next: rows.length > f.limit && last ? encodeCursor([last.held_on, last.id]) : null,
    total,
  };
}
