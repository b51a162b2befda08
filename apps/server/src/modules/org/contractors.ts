import type { ContractorRow, createContractor, listContractors } from '@yufang/contract';
import { checkUscc, OPEN_DANGER_STATUSES, parseMobile } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Config } from '../../platform/config/config.ts';
import { cipherOf, sameSealed, tailOf } from '../../platform/crypto/index.ts';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { OrgRow, Writes } from '../change/rows.ts';
import { contains } from '../enterprise/queries.ts';
import { masked } from '../enterprise/view.ts';

type Input = Partial<z.output<typeof createContractor.body>>;
type Filter = z.output<typeof listContractors.query>;

/** The columns a contractor's particulars become. */
async function columnsOf(writes: Writes, config: Config, what: { body: Input; before: OrgRow<'contractor'> | null }) {
  const { body, before } = what;
  const code = body.code === undefined ? before?.code : body.code ? orRefuse(checkUscc(body.code)) : null;
  const from = body.fromOn === undefined ? before?.from_on : body.fromOn;
  const to = body.toOn === undefined ? before?.to_on : body.toOn;
  if (from && to && to < from) throw refuse(422, { code: 'contractor.term_backwards', field: 'toOn' });
  if (code && code !== before?.code) {
    const twin = await writes.trx
      .selectFrom('contractor')
      .select('name')
      .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
      .where('code', '=', code)
      .where('state', '=', 'active')
      .executeTakeFirst();
    if (twin) throw refuse(409, { code: 'contractor.code_taken', field: 'code', params: { name: twin.name } });
  }
  const phone =
    body.contactPhone === undefined ? undefined : body.contactPhone ? orRefuse(parseMobile(body.contactPhone)) : null;
  const cipher = cipherOf(config);
  const sealedPhone = phone ? cipher.encrypt(phone, 'phone') : null;
  const samePhone =
    phone !== undefined && sameSealed(cipher, sealedPhone, before?.contact_phone_cipher ?? null, 'phone');
  return {
    name: body.name,
    code,
    work: body.work,
    agreement_on: body.agreementOn,
    from_on: from,
    to_on: to,
    contact_name: body.contactName,
    ...(phone === undefined || samePhone
      ? {}
      : {
          contact_phone_cipher: sealedPhone,
          contact_phone_tail: phone ? tailOf(phone) : null,
        }),
  };
}

export async function addContractor(writes: Writes, config: Config, body: z.output<typeof createContractor.body>) {
  const known = body.id ? await writes.find('contractor', body.id) : undefined;
  if (known) return known;
  const columns = await columnsOf(writes, config, { body, before: null });
  return await writes.insert('contractor', { ...(body.id ? { id: body.id } : {}), ...columns, name: body.name });
}

export async function changeContractor(
  writes: Writes,
  config: Config,
  what: { id: string; body: Input & { state?: 'active' | 'withdrawn' | undefined; version: number } },
) {
  const before = await writes.need('contractor', what.id, { version: what.body.version });
  const columns = await columnsOf(writes, config, { body: what.body, before });
  const { state } = what.body;
  return await writes.update(
    'contractor',
    before,
    { ...columns, state },
    state === 'withdrawn' ? 'withdraw' : 'update',
  );
}

const select = (trx: Trx, enterpriseId: string) =>
  trx
    .selectFrom('contractor as c')
    .selectAll('c')
    .select(
      sql<number>`(select count(*) from person p where p.enterprise_id = c.enterprise_id and p.contractor_id = c.id and p.state = 'active')`.as(
        'people',
      ),
    )
    .select(
      sql<number>`(select count(*) from hidden_danger d where d.enterprise_id = c.enterprise_id and d.contractor_id = c.id
        and d.status = any(${[...OPEN_DANGER_STATUSES]}::text[]))`.as('dangers_open'),
    )
    .select(
      sql<number>`(select count(*) from hidden_danger d where d.enterprise_id = c.enterprise_id and d.contractor_id = c.id
        and d.status not in ('withdrawn', 'invalid'))`.as('dangers_total'),
    )
    .where('c.enterprise_id', '=', enterpriseId);
type Selected = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

const present = (r: Selected, today: string): ContractorRow => ({
  id: r.id,
  code: r.code,
  name: r.name,
  work: r.work,
  agreementOn: r.agreement_on,
  fromOn: r.from_on,
  toOn: r.to_on,
  contactName: r.contact_name,
  contactPhone: masked(r.contact_phone_tail),
  people: r.people,
  dangersOpen: r.dangers_open,
  dangersTotal: r.dangers_total,
  agreement: r.agreement_on === null ? 'none' : r.to_on !== null && r.to_on < today ? 'over' : 'ok',
  state: r.state as ContractorRow['state'],
  version: r.version,
});

/** One contractor with its people and dangers counted. */
export async function readContractor(
  trx: Trx,
  key: { enterpriseId: string; id: string },
  now: Date,
): Promise<ContractorRow> {
  const row = await select(trx, key.enterpriseId).where('c.id', '=', key.id).executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'contractor' } });
  return present(row, shanghaiDay(now.toISOString()));
}

/** A page of contractors by name. */
export async function selectContractors(trx: Trx, enterpriseId: string, what: { filter: Filter; now: Date }) {
  const { filter: f } = what;
  let query = select(trx, enterpriseId).where('c.state', '=', f.state);
  if (f.search) query = query.where('c.name', 'like', contains(f.search));
  const total = await countUpTo(trx, query as never);
  if (f.after) {
    const [name = '', id = ''] = decodeCursor(f.after, 2);
    query = query.where((e) => e(e.refTuple('c.name', 'c.id'), '>', e.tuple(name, id)));
  }
  const rows = await query
    .orderBy('c.name')
    .orderBy('c.id')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  const today = shanghaiDay(what.now.toISOString());
  return {
    rows: shown.map((r) => present(r, today)),
    next: rows.length > f.limit && last ? encodeCursor([last.name, last.id]) : null,
    total,
  };
}
