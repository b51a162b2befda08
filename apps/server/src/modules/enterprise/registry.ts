import type { Particulars } from '@yufang/contract';
import type { Refusal } from '@yufang/domain';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { dimsOf } from '../../platform/http/enterprise-dims.ts';
import { type LogActor, openChain } from '../change/record.ts';
import { type OrgRow, Writes } from '../change/rows.ts';
import { checkCode, checkParticulars, opaqueCode, type ParticularColumns, type Places } from './particulars.ts';

/** An enterprise checked and ready to be entered. */
export type Checked = {
  readonly columns: ParticularColumns;
  readonly code: string;
  readonly kind: 'uscc' | 'provisional';
};

/** Check everything of a new enterprise. Throws nothing: an upload wants every problem of every row. */
export function checkNew(
  config: Config,
  p: Particulars,
  places: Places,
): { checked: Checked | null; problems: Refusal[] } {
  const { columns, problems } = checkParticulars(config, p, places);
  const known = !problems.some((x) => x.field === 'countyCode');
  const code = p.code || known ? checkCode(p.code, p.countyCode) : null;
  if (code && 'problem' in code) problems.unshift(code.problem);
  if (problems.length > 0 || !code || 'problem' in code) return { checked: null, problems };
  return { checked: { columns, code: code.code, kind: code.kind }, problems };
}

/** The first problem as the answer. */
export function throwFirst(problems: readonly Refusal[]): void {
  const [first] = problems;
  if (first) throw refuse(422, first);
}

/**
 * Enter an enterprise in the caller's *system* transaction: directory, row, company at the root of its tree, one chain.
 * @throws 409 `enterprise.code_taken`
 */
export async function enterEnterprise(
  trx: Trx,
  given: Checked & { readonly status: 'applied' | 'active'; readonly invented?: boolean },
  by: { readonly actor: LogActor; readonly now: Date },
): Promise<{ row: OrgRow<'enterprise'>; writes: Writes }> {
  const id = newId();
  const card = opaqueCode(16);
  await reserveCode(trx, { code: given.code, kind: given.kind, enterpriseId: id });
  await trx.insertInto('enterprise_directory').values({ code: card, kind: 'card', enterprise_id: id }).execute();
  const dims = dimsOf({ ...given.columns, enterprise_id: id });
  const writes = new Writes({ trx, chain: await openChain(trx, dims), actor: by.actor, now: by.now });
  const row = await writes.insert(
    'enterprise',
    {
      ...given.columns,
      enterprise_id: id,
      code: given.code,
      code_kind: given.kind,
      card_code: card,
      status: given.status,
      invented: given.invented ?? false,
    },
    given.status === 'applied' ? 'apply' : 'create',
  );
  const root = newId();
  await writes.insert('org_unit', { id: root, kind: 'company', name: row.name, path: `/${root}/` });
  return { row, writes };
}

/** Keep a code for one enterprise. Withdrawn and refused ones do not hold theirs. @throws 409 `enterprise.code_taken` */
export async function reserveCode(
  trx: Trx,
  given: { code: string; kind: 'uscc' | 'provisional'; enterpriseId: string },
): Promise<void> {
  const taken = () => refuse(409, { code: 'enterprise.code_taken', field: 'code', params: { taken: given.code } });
  const held = await trx
    .selectFrom('enterprise')
    .select('enterprise_id')
    .where('code', '=', given.code)
    .where('status', 'not in', ['refused', 'withdrawn'])
    .where('enterprise_id', '!=', given.enterpriseId)
    .executeTakeFirst();
  if (held) throw taken();
  // Two at the same moment: the second waits for the first and then finds its row.
  const kept = await trx
    .insertInto('enterprise_directory')
    .values({ code: given.code, kind: given.kind, enterprise_id: given.enterpriseId })
    .onConflict((c) => c.column('code').doNothing())
    .returning('code')
    .executeTakeFirst();
  if (kept) return;
  const owner = await trx
    .selectFrom('enterprise_directory')
    .select('enterprise_id')
    .where('code', '=', given.code)
    .executeTakeFirst();
  if (owner?.enterprise_id !== given.enterpriseId) throw taken();
}

/** Give a code free again: its enterprise was refused or withdrawn. */
export async function freeCode(trx: Trx, row: { enterprise_id: string; code: string }): Promise<void> {
  await trx
    .deleteFrom('enterprise_directory')
    .where('code', '=', row.code)
    .where('enterprise_id', '=', row.enterprise_id)
    .execute();
}
