import type { EnterpriseBundle, Row } from '@yufang/seeds/load/rows';
import { GENESIS, linkHash } from '../change/hash.ts';
import { creations, plain } from './creations.ts';

/** Link an enterprise's steps in the order of their time, as `record` does for live commands. */
export function linkSteps(bundle: EnterpriseBundle, detailed: boolean): { changes: Row[]; head: Row } {
  let hash: Buffer = GENESIS;
  const base = { enterprise_id: bundle.enterpriseId, ...bundle.dims };
  const told = bundle.changes.map((step) => ({
    ...step,
    before: step.before === null ? null : plain(step.before),
    after: plain(step.after),
  }));
  const steps = [...creations(bundle, detailed), ...told].sort((a, b) => a.atMs - b.atMs);
  const changes = steps.map((step, i): Row => {
    const prev = hash;
    const at = Math.floor(step.atMs);
    const { before, after } = step;
    const facts = { device: null, entity: step.entity, entityId: step.entityId, action: step.action, before, after };
    hash = linkHash(prev, {
      enterpriseId: bundle.enterpriseId,
      seq: i + 1,
      at,
      actorId: step.actorId,
      actorRole: step.actorRole,
      ...facts,
    });
    return {
      ...base,
      seq: i + 1,
      at: new Date(at).toISOString(),
      actor_id: step.actorId,
      actor_name: step.actorName,
      actor_role: step.actorRole,
      entity: step.entity,
      entity_id: step.entityId,
      action: step.action,
      before: before === null ? null : { json: before },
      after: { json: after },
      prev_hash: `\\x${prev.toString('hex')}`,
      hash: `\\x${hash.toString('hex')}`,
    };
  });
  return { changes, head: { ...base, last_seq: steps.length, last_hash: `\\x${hash.toString('hex')}` } };
}
