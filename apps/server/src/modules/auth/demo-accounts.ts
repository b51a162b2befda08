import type { listDemoAccounts } from '@yufang/contract';
import type { z } from 'zod';
import type { Config } from '../../platform/config/config.ts';
import type { AuthEngine } from './engine.ts';
import type { AssignmentFacts } from './session.ts';
import { scopeViews } from './view.ts';

type Row = Omit<AssignmentFacts, 'valid_to'> & { username: string; demo_password: string; name: string };

/** The invented accounts that the sign-in page offers, in their order; none unless the demo runs. */
export async function demoAccounts(
  engine: AuthEngine,
  config: Config,
): Promise<z.infer<typeof listDemoAccounts.reply>['rows']> {
  if (!config.YUFANG_DEMO) return [];
  const { rows } = await engine.pool.query<Row>(
    `select distinct on (a.demo_rank, a.id) a.username, a.demo_password, a.name, x.*
     from account a join assignment x on x.account_id = a.id and x.valid_to is null
     where a.demo and a.demo_rank is not null and a.demo_password is not null and a.state = 'active'
     order by a.demo_rank, a.id, x.created_at limit 50`,
  );
  const scopes = await scopeViews(engine, rows);
  return rows.flatMap((r, i) => {
    const scope = scopes[i];
    return scope ? [{ username: r.username, password: r.demo_password, name: r.name, role: r.role, scope }] : [];
  });
}
