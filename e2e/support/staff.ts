import type { Role } from '@yufang/domain';
import type { Site as Works } from '@yufang/server/modules/inspection/testing';
import { change } from './field.ts';
import { engage } from './person.ts';
import type { Site } from './site.ts';

/**
 * A person of an enterprise with an account, entered through the change log as its office would.
 * @param given.post id of the post they hold
 * @returns the account's id
 */
export async function employ(
  site: Site,
  works: Works,
  given: { username: string; name: string; role: Role; post?: string; personId?: string },
): Promise<string> {
  const { username, name, role, post } = given;
  const id = crypto.randomUUID();
  const personId = given.personId ?? crypto.randomUUID();
  const scope = { kind: 'enterprise', enterpriseId: works.dims.enterpriseId } as const;
  await change(site, works, async (w) => {
    if (given.personId) await w.update('person', await w.need('person', personId), { account_id: id });
    else await w.insert('person', { id: personId, name, account_id: id });
    if (post) await w.insert('post_holder', { post_id: post, person_id: personId, from_on: '2026-01-01' });
  });
  await engage(site, { id, personId, username, name, role, scope });
  return id;
}
