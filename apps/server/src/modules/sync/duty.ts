import type { Role } from '@yufang/domain';
import { sql } from 'kysely';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';

/** What a phone's owner answers for. */
export type Duty = {
  readonly enterpriseId: string;
  readonly accountId: string;
  readonly personId: string | null;
  readonly role: Role;
  /** Posts whose tasks they see. */
  readonly posts: readonly string[];
  /** Of these, the posts they hold themselves. */
  readonly held: readonly string[];
};

/**
 * Posts that a person's phone carries: those they hold today; a team leader's also those of the units below the posts they hold; a
 * manager's who holds none (the one who does everything in a small firm) all of them.
 */
export async function readDuty(trx: Trx, actor: Actor, what: { enterpriseId: string; today: string }): Promise<Duty> {
  const { enterpriseId, today } = what;
  const { rows } = await sql<{ post_id: string; held: boolean }>`
    with held as (
      select h.post_id, u.path from post_holder h
      join post p on p.enterprise_id = h.enterprise_id and p.id = h.post_id and p.state = 'active'
      join org_unit u on u.enterprise_id = p.enterprise_id and u.id = p.org_unit_id
      where h.enterprise_id = ${enterpriseId} and h.person_id = ${actor.personId}::uuid and h.from_on <= ${today}::date
        and (h.to_on is null or h.to_on >= ${today}::date)
    )
    select post_id, true as held from held
    union
    select p.id, false from post p join org_unit u on u.enterprise_id = p.enterprise_id and u.id = p.org_unit_id
    where p.enterprise_id = ${enterpriseId} and p.state = 'active' and p.id not in (select post_id from held)
      and ((${actor.role} = 'team_leader' and exists (select from held where u.path like held.path || '%'))
        or (${actor.role} in ('enterprise_head', 'safety_officer') and not exists (select from held)))
    order by 1`.execute(trx);
  return {
    enterpriseId,
    accountId: actor.accountId,
    personId: actor.personId,
    role: actor.role,
    posts: rows.map((r) => r.post_id),
    held: rows.filter((r) => r.held).map((r) => r.post_id),
  };
}
