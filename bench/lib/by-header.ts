import type { Actor } from '@yufang/server/platform/db/actor';
import type { FastifyRequest } from 'fastify';

/** The header that says who asks, instead of a sign-in, so that 200 phones need no 200 passwords. */
export const asHeader = (actor: Actor): string => encodeURIComponent(JSON.stringify(actor));

/** Read it: a whole actor, or `enterprise account person` of a worker. */
export const byHeader = async (request: FastifyRequest): Promise<Actor | null> => {
  const text = String(request.headers['x-bench-actor'] ?? '');
  if (text.startsWith('%7B')) return JSON.parse(decodeURIComponent(text)) as Actor;
  const [enterpriseId, accountId, personId] = text.split(' ');
  if (!enterpriseId || !accountId || !personId) return null;
  return {
    accountId,
    name: '员工',
    role: 'post_worker',
    assignmentId: personId,
    scope: { kind: 'enterprise', enterpriseId },
    personId,
    device: null,
  };
};
