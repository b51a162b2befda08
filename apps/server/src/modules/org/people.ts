import type { createPerson, listPeople, PersonRow, updatePerson } from '@yufang/contract';
import { checkIdentity, maskAllBut, parseMobile, type Role } from '@yufang/domain';
import type { z } from 'zod';
import type { Config } from '../../platform/config/config.ts';
import { cipherOf, sealed } from '../../platform/crypto/index.ts';
import { countUpTo } from '../../platform/db/count.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { OrgRow, Writes } from '../change/rows.ts';
import { contains } from '../enterprise/queries.ts';
import { masked } from '../enterprise/view.ts';
import { dayOf, endHoldings, takePost } from './posts.ts';

type Person = OrgRow<'person'>;
type Filter = z.output<typeof listPeople.query>;
type Input = { phone?: string | null | undefined; identity?: string | null | undefined };

/** The sealed columns of the numbers that were given; null takes a number away, undefined leaves it. */
export function sealNumbers(config: Config, given: Input, today: string): Partial<Person> {
  const cipher = cipherOf(config);
  const out: Partial<Person> = {};
  if (given.phone !== undefined) {
    const s = given.phone ? sealed(cipher, orRefuse(parseMobile(given.phone)), 'phone') : null;
    Object.assign(out, { phone_cipher: s?.cipher ?? null, phone_tail: s?.tail ?? null, phone_hash: s?.hash ?? null });
  }
  if (given.identity !== undefined) {
    const s = given.identity ? sealed(cipher, orRefuse(checkIdentity(given.identity, today)).number, 'identity') : null;
    Object.assign(out, {
      identity_cipher: s?.cipher ?? null,
      identity_tail: s?.tail ?? null,
      identity_hash: s?.hash ?? null,
    });
  }
  return out;
}

/** @throws 409 `person.phone_taken`, `person.identity_taken` when another active person of the enterprise has the number */
async function refuseTwin(writes: Writes, numbers: Partial<Person>, self: string | null): Promise<void> {
  for (const [column, field] of [
    ['phone_hash', 'phone'],
    ['identity_hash', 'identity'],
  ] as const) {
    const hash = numbers[column];
    if (!hash) continue;
    const twin = await writes.trx
      .selectFrom('person')
      .select(['id', 'name'])
      .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
      .where(column, '=', hash)
      .where('state', '=', 'active')
      .executeTakeFirst();
    if (twin && twin.id !== self)
      throw refuse(409, { code: `person.${field}_taken`, field, params: { name: twin.name } });
  }
}

/** Add a person and give the posts that were named. */
export async function addPerson(
  writes: Writes,
  config: Config,
  body: z.output<typeof createPerson.body>,
): Promise<Person> {
  const known = body.id ? await writes.find('person', body.id) : undefined;
  if (known) return known;
  const numbers = sealNumbers(config, body, dayOf(writes));
  await refuseTwin(writes, numbers, null);
  if (body.contractorId) await writes.need('contractor', body.contractorId, { field: 'contractorId' });
  const row = await writes.insert('person', {
    ...(body.id ? { id: body.id } : {}),
    ...numbers,
    name: body.name,
    contractor_id: body.contractorId ?? null,
  });
  for (const postId of new Set(body.postIds)) {
    await writes.need('post', postId, { field: 'postIds' });
    await takePost(writes, { postId, personId: row.id });
  }
  return row;
}

/** Change or withdraw a person. Who leaves holds no post any more. */
export async function changePerson(
  writes: Writes,
  config: Config,
  what: { id: string; body: z.output<typeof updatePerson.body> },
): Promise<Person> {
  const { body } = what;
  const person = await writes.need('person', what.id, { version: body.version });
  const numbers = sealNumbers(config, body, dayOf(writes));
  // The same number sealed anew looks different: what did not change is not written.
  if (numbers.phone_hash === person.phone_hash)
    for (const k of ['phone_cipher', 'phone_tail', 'phone_hash'] as const) delete numbers[k];
  if (numbers.identity_hash === person.identity_hash)
    for (const k of ['identity_cipher', 'identity_tail', 'identity_hash'] as const) delete numbers[k];
  await refuseTwin(writes, numbers, person.id);
  if (body.contractorId) await writes.need('contractor', body.contractorId, { field: 'contractorId' });
  if (body.state === 'withdrawn') await endHoldings(writes, { personId: person.id });
  return await writes.update(
    'person',
    person,
    { ...numbers, name: body.name, contractor_id: body.contractorId, state: body.state },
    body.state === 'withdrawn' ? 'withdraw' : 'update',
  );
}

const COLUMNS = [
  'p.id',
  'p.name',
  'p.phone_tail',
  'p.identity_tail',
  'p.contractor_id',
  'p.account_id',
  'p.state',
  'p.version',
] as const;

const joined = (trx: Trx, enterpriseId: string) =>
  trx
    .selectFrom('person as p')
    .leftJoin('contractor as c', (j) =>
      j.onRef('c.enterprise_id', '=', 'p.enterprise_id').onRef('c.id', '=', 'p.contractor_id'),
    )
    .where('p.enterprise_id', '=', enterpriseId);

/** A page of people by name. */
export async function selectPeople(trx: Trx, db: Database, of: { enterpriseId: string; filter: Filter }) {
  const { filter: f, enterpriseId } = of;
  let query = joined(trx, enterpriseId).where('p.state', '=', f.state);
  const { search, postId } = f;
  if (search) query = query.where((e) => e.or([e('p.name', 'like', contains(search)), e('p.phone_tail', '=', search)]));
  if (f.contractorId) query = query.where('p.contractor_id', '=', f.contractorId);
  if (f.own) query = query.where('p.contractor_id', 'is', null);
  if (f.account) query = query.where('p.account_id', f.account === 'yes' ? 'is not' : 'is', null);
  if (postId) {
    query = query.where((e) =>
      e.exists(
        e
          .selectFrom('post_holder as h')
          .select('h.id')
          .whereRef('h.enterprise_id', '=', 'p.enterprise_id')
          .whereRef('h.person_id', '=', 'p.id')
          .where('h.post_id', '=', postId)
          .where('h.to_on', 'is', null),
      ),
    );
  }
  const total = await countUpTo(trx, query as never);
  if (f.after) {
    const [name = '', id = ''] = decodeCursor(f.after, 2);
    query = query.where((e) => e(e.refTuple('p.name', 'p.id'), '>', e.tuple(name, id)));
  }
  const rows = await query
    .select(COLUMNS)
    .select('c.name as contractor_name')
    .orderBy('p.name')
    .orderBy('p.id')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  return {
    rows: await present(trx, db, { enterpriseId, rows: shown }),
    next: rows.length > f.limit && last ? encodeCursor([last.name, last.id]) : null,
    total,
  };
}

/** One person as the list shows it. */
export async function readPerson(
  trx: Trx,
  db: Database,
  key: { enterpriseId: string; id: string },
): Promise<PersonRow> {
  const rows = await joined(trx, key.enterpriseId)
    .where('p.id', '=', key.id)
    .select(COLUMNS)
    .select('c.name as contractor_name')
    .execute();
  const [row] = await present(trx, db, { enterpriseId: key.enterpriseId, rows });
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'person' } });
  return row;
}

type Selected = Pick<
  Person,
  'id' | 'name' | 'phone_tail' | 'identity_tail' | 'contractor_id' | 'account_id' | 'state' | 'version'
> & {
  contractor_name: string | null;
};

async function present(
  trx: Trx,
  db: Database,
  what: { enterpriseId: string; rows: readonly Selected[] },
): Promise<PersonRow[]> {
  const ids = what.rows.map((r) => r.id);
  if (ids.length === 0) return [];
  const posts = await trx
    .selectFrom('post_holder as h')
    .innerJoin('post as p', (j) => j.onRef('p.enterprise_id', '=', 'h.enterprise_id').onRef('p.id', '=', 'h.post_id'))
    .select(['h.person_id', 'p.id', 'p.name'])
    .where('h.enterprise_id', '=', what.enterpriseId)
    .where('h.person_id', 'in', ids)
    .where('h.to_on', 'is', null)
    .orderBy('p.name')
    .execute();
  const hours = await trx
    .selectFrom('training as t')
    .innerJoin('person as p', (j) =>
      j.onRef('p.enterprise_id', '=', 't.enterprise_id').on((e) => e('p.id', '=', e.fn.any('t.attendees'))),
    )
    .select(['p.id'])
    .select((e) => e.fn.sum<number>('t.hours').as('hours'))
    .where('t.enterprise_id', '=', what.enterpriseId)
    .where('t.state', '=', 'active')
    .where('p.id', 'in', ids)
    .groupBy('p.id')
    .execute();
  const accounts = await accountsOf(
    db,
    what.enterpriseId,
    what.rows.flatMap((r) => r.account_id ?? []),
  );
  return what.rows.map((r) => ({
    id: r.id,
    name: r.name,
    phone: masked(r.phone_tail),
    identity: r.identity_tail ? maskAllBut(`00000000000000${r.identity_tail}`, 4) : null,
    contractorId: r.contractor_id,
    contractorName: r.contractor_name,
    posts: posts.filter((p) => p.person_id === r.id).map((p) => ({ id: p.id, name: p.name })),
    accountId: r.account_id,
    username: accounts.get(r.account_id ?? '')?.username ?? null,
    role: accounts.get(r.account_id ?? '')?.role ?? null,
    trainingHours: Number(hours.find((h) => h.id === r.id)?.hours ?? 0),
    state: r.state as PersonRow['state'],
    version: r.version,
  }));
}

/** Sign-in names are the platform's; only those of this enterprise's own people are looked up. */
async function accountsOf(db: Database, enterpriseId: string, ids: readonly string[]) {
  const uuids = ids.filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (uuids.length === 0) return new Map<string, { username: string; role: Role | null }>();
  const rows = await asSystem(db, (trx) =>
    trx
      .selectFrom('account as a')
      .leftJoin('assignment as s', (j) =>
        j.onRef('s.account_id', '=', 'a.id').on('s.enterprise_id', '=', enterpriseId).on('s.valid_to', 'is', null),
      )
      .select(['a.id', 'a.username', 's.role'])
      .where('a.id', 'in', uuids)
      .execute(),
  );
  return new Map(rows.map((r) => [r.id, { username: r.username, role: r.role as Role | null }]));
}
