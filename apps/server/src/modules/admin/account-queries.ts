import type { AccountRow, listAccounts } from '@yufang/contract';
import type { Role } from '@yufang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { AuthEngine } from '../auth/engine.ts';
import type { AssignmentFacts } from '../auth/session.ts';
import { scopeViews } from '../auth/view.ts';

type Filter = z.output<typeof listAccounts.query>;
type Found = {
  id: string;
  username: string;
  name: string;
  state: string;
  locked_until: Date | null;
  two_factor_enabled: boolean;
  demo: boolean;
  created_at: Date;
};

const COLUMNS = [
  'id',
  'username',
  'name',
  'state',
  'locked_until',
  'two_factor_enabled',
  'demo',
  'created_at',
] as const;

/** A page of accounts by sign-in name. */
export async function selectAccounts(trx: Trx, engine: AuthEngine, f: Filter) {
  let query = trx.selectFrom('account');
  if (f.search) {
    const like = `%${f.search.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((e) => e.or([e('username', 'like', like.toLowerCase()), e('name', 'like', like)]));
  }
  if (f.state === 'locked') query = query.where('locked_until', '>', sql<Date>`now()`);
  else if (f.state) query = query.where('state', '=', f.state);
  if (f.role || f.region) {
    const held = trx
      .selectFrom('assignment')
      .select('account_id')
      .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>', sql<Date>`now()`)]))
      .$if(f.role !== undefined, (q) => q.where('role', '=', f.role ?? ''))
      .$if(f.region !== undefined, (q) => q.where('region_code', '=', f.region ?? ''));
    query = query.where('id', 'in', held);
  }
  const total = await countUpTo(trx, query);
  if (f.after) query = query.where('username', '>', decodeCursor(f.after, 1)[0] ?? '');
  const rows = await query
    .select(COLUMNS)
    .orderBy('username')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  return {
    rows: await present(trx, engine, shown),
    next: rows.length > f.limit && last ? encodeCursor([last.username]) : null,
    total,
  };
}

/** One account, or null. */
export async function selectAccount(trx: Trx, engine: AuthEngine, id: string): Promise<AccountRow | null> {
  const rows = await trx.selectFrom('account').select(COLUMNS).where('id', '=', id).execute();
  return (await present(trx, engine, rows))[0] ?? null;
}

async function present(trx: Trx, engine: AuthEngine, accounts: readonly Found[]): Promise<AccountRow[]> {
  if (accounts.length === 0) return [];
  const ids = accounts.map((a) => a.id);
  const duties = await trx
    .selectFrom('assignment')
    .selectAll()
    .where('account_id', 'in', ids)
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>', sql<Date>`now()`)]))
    .orderBy('created_at')
    .execute();
  const scopes = await scopeViews(engine, duties as unknown as AssignmentFacts[]);
  const sessions = await trx
    .selectFrom('account_session')
    .select(['account_id', (e) => e.fn.countAll<number>().as('n')])
    .where('account_id', 'in', ids)
    .where('expires_at', '>', sql<Date>`now()`)
    .groupBy('account_id')
    .execute();
  const seen = await trx
    .selectFrom('sign_in_log')
    .select(['account_id', (e) => e.fn.max('at').as('at')])
    .where('account_id', 'in', ids)
    .where('outcome', '=', 'ok')
    .groupBy('account_id')
    .execute();
  const count = new Map(sessions.map((s) => [s.account_id, Number(s.n)]));
  const lastOf = new Map(seen.map((s) => [s.account_id, s.at]));
  return accounts.map((a) => ({
    id: a.id,
    username: a.username,
    name: a.name,
    state: a.state === 'disabled' ? 'disabled' : 'active',
    lockedUntil: a.locked_until && a.locked_until > new Date() ? a.locked_until.toISOString() : null,
    secondFactor: a.two_factor_enabled,
    demo: a.demo,
    assignments: duties.flatMap((d, i) => {
      const scope = scopes[i];
      if (d.account_id !== a.id || !scope) return [];
      return [{ id: d.id, role: d.role as Role, scope, validTo: d.valid_to?.toISOString() ?? null }];
    }),
    sessions: count.get(a.id) ?? 0,
    lastSignInAt: lastOf.get(a.id)?.toISOString() ?? null,
    createdAt: a.created_at.toISOString(),
  }));
}
