import type { DangerActor } from '@yufang/domain';
import type { Actor } from '../../platform/db/actor.ts';
import { reachOf } from '../notice/audience.ts';

/** Who asks, as the rules of dangers see it: a department's officer with the level that its reach gives. */
export function dangerActor({ accountId, role, scope }: Actor): DangerActor {
  return scope.kind === 'sector' ? { accountId, role, rank: reachOf(scope.code) } : { accountId, role };
}
