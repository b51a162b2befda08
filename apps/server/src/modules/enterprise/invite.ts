import type { inviteEnterprises, RouteReply } from '@yufang/contract';
import type { Config } from '../../platform/config/config.ts';
import { type Actor, scopeCovers } from '../../platform/db/actor.ts';
import { asActor, type Database } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors/refused.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import { publicUrl } from '../auth/engine.ts';
import { issueInvitation } from '../auth/invitation-routes.ts';
import { openChain } from '../change/record.ts';

type Result = RouteReply<typeof inviteEnterprises>['results'][number];

/** Invite the heads of many enterprises, each in a transaction of its own: one that is refused holds nobody up. */
export async function inviteHeads(
  deps: { db: Database; config: Config },
  actor: Actor,
  what: { enterpriseIds: readonly string[]; days: number; now: Date },
): Promise<Result[]> {
  const results: Result[] = [];
  for (const enterpriseId of new Set(what.enterpriseIds))
    results.push(await inviteOne(deps, actor, { ...what, enterpriseId }));
  return results;
}

async function inviteOne(
  { db, config }: { db: Database; config: Config },
  actor: Actor,
  what: { enterpriseId: string; days: number; now: Date },
): Promise<Result> {
  const { enterpriseId, now } = what;
  const no = (refusal: string, name: string | null = null): Result => ({
    enterpriseId,
    name,
    invited: false,
    refusal,
    code: null,
    url: null,
    expiresAt: null,
  });
  const dims = await readDims(db, enterpriseId);
  if (!dims || !scopeCovers(actor.scope, dims)) return no('enterprise.not_found');
  try {
    return await asActor(db, actor, async (trx) => {
      const chain = await openChain(trx, dims);
      const row = await trx
        .selectFrom('enterprise')
        .select(['name', 'status', 'contact_name'])
        .where('enterprise_id', '=', enterpriseId)
        .executeTakeFirst();
      if (!row) return no('enterprise.not_found');
      if (row.status !== 'active') return no('enterprise.not_active', row.name);
      const expiresAt = new Date(now.getTime() + what.days * 86_400_000);
      const given = { name: row.contact_name ?? row.name.slice(0, 60), role: 'enterprise_head', expiresAt } as const;
      const { code } = await issueInvitation(trx, chain, given, { actor, at: now });
      return {
        enterpriseId,
        name: row.name,
        invited: true,
        refusal: null,
        code,
        url: `${publicUrl(config)}/invite/${code}`,
        expiresAt: expiresAt.toISOString(),
      };
    });
  } catch (error) {
    if (error instanceof Refused) return no(error.refusal.code);
    throw error;
  }
}
