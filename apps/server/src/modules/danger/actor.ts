import { type DangerActor, regionLevel } from '@yufang/domain';
import type { Actor } from '../../platform/db/actor.ts';

/** Who asks, as the rules of dangers see it: a department's officer with the level that its reach gives. */
export function dangerActor(actor: Actor): DangerActor {
  const { accountId, role, scope } = actor;
  if (scope.kind !== 'sector') return { accountId, role };
  const level = regionLevel(scope.code);
  return { accountId, role, rank: level === 'province' || level === 'city' ? level : 'county' };
}
