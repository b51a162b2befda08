import type { RouteDef, RouteInput, RouteReply } from '@yufang/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Chain, lockChain, openChain } from '../../modules/change/record.ts';
import type { Clock } from '../clock/clock.ts';
import type { Config } from '../config/config.ts';
import type { Actor, EnterpriseDims } from '../db/actor.ts';
import { scopeCovers } from '../db/actor.ts';
import { asActor, type Database, readAsActor, type Trx } from '../db/database.ts';
import { refuse } from '../errors/refused.ts';
import { isOver, readDims } from './enterprise-dims.ts';
import { JsonText } from './json-text.ts';
import { parse } from './parse.ts';
import { Gate, makeTurns } from './turns.ts';

/** What the whole server shares, made once in `main` (or a test) and handed down. */
export type Deps = {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  /** Who asks; null when nobody is signed in. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>;
};

/**
 * What a handler is handed. `trx` carries the actor's scope; it commits when the handler returns. Of a GET it only reads: each of its statements is a
 * transaction of its own, in one round trip (docs/adr/0006).
 */
export type Call<D extends RouteDef> = RouteInput<D> & {
  readonly actor: Actor;
  readonly trx: Trx;
  readonly now: Date;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** Of a route under `/enterprises/:enterpriseId`: also whose it is. */
export type EnterpriseCall<D extends RouteDef> = Call<D> & { readonly enterprise: EnterpriseDims };
/** Of a writing route of an enterprise: its chain too, locked. */
export type CommandCall<D extends RouteDef> = EnterpriseCall<D> & { readonly chain: Chain };

/** What a handler answers: the contract's reply, as a value or as JSON that is written already. */
type Reply<D extends RouteDef> = RouteReply<D> | JsonText<RouteReply<D>>;

/** Binds handlers to route definitions. Authorisation runs before the body is read, so a refusal costs nothing. */
export type Kernel = {
  readonly deps: Deps;
  /** A signed-in route that reads, or writes platform data. */
  on<D extends RouteDef>(def: D, handler: (call: Call<D>) => Promise<Reply<D>>): void;
  /** A reading route of one enterprise. */
  onEnterprise<D extends RouteDef>(def: D, handler: (call: EnterpriseCall<D>) => Promise<Reply<D>>): void;
  /** A writing route of one enterprise: its chain is locked first, so its commands come one after another. */
  onCommand<D extends RouteDef>(def: D, handler: (call: CommandCall<D>) => Promise<RouteReply<D>>): void;
  /** The same with what the handler looks at first in any case: read under the lock, in the round trip that takes it. */
  onCommandAhead<D extends RouteDef, A>(
    def: D,
    ahead: (call: EnterpriseCall<D>) => Promise<A>,
    handler: (call: CommandCall<D> & { readonly ahead: A }) => Promise<RouteReply<D>>,
  ): void;
  /** A route without an actor (public pages, sign-in) or with its own transactions (streams, uploads, long work). */
  onRaw<D extends RouteDef>(
    def: D,
    handler: (
      call: Omit<Call<D>, 'trx' | 'actor'> & { readonly actor: Actor | null },
    ) => Promise<RouteReply<D> | FastifyReply>,
  ): void;
  /** The definitions bound so far, for the test that none is left without a handler. */
  readonly bound: ReadonlySet<string>;
};

/** Make the kernel of one Fastify instance. */
export function makeKernel(app: FastifyInstance, deps: Deps): Kernel {
  const bound = new Set<string>();
  const turns = makeTurns();

  function bind<D extends RouteDef>(
    def: D,
    run: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ): void {
    bound.add(def.id);
    const gate = def.atOnce ? new Gate(def.atOnce) : null;
    app.route({
      method: def.method,
      url: def.path,
      config: { routeId: def.id, replyKind: def.replyKind ?? 'json' },
      ...(def.bodyLimitMb ? { bodyLimit: def.bodyLimitMb * 1024 * 1024 } : {}),
      onRequest: async (request) => {
        request.actor = await admit(deps, def, request);
      },
      handler: async (request, reply) => {
        // The body is here by now: a phone whose signal fails in the middle of its sending keeps nobody waiting.
        const leave = await gate?.enter();
        try {
          const answer = await run(request, reply);
          if (!(answer instanceof JsonText)) return answer;
          return reply.type('application/json; charset=utf-8').send(answer.text);
        } finally {
          leave?.();
        }
      },
    });
  }

  const input = <D extends RouteDef>(def: D, request: FastifyRequest): RouteInput<D> =>
    ({
      params: parse(def.params, request.params, 'params'),
      query: parse(def.query, request.query, 'query'),
      body: def.upload ? undefined : parse(def.body, request.body, 'body', def.itemwise),
    }) as RouteInput<D>;

  const nothing = async () => undefined;
  const onCommandAhead: Kernel['onCommandAhead'] = (def, ahead, handler) => {
    bind(def, async (request, reply) => {
      const actor = actorOf(request);
      const enterprise = await enterpriseOf(deps, actor, request);
      refuseOver(deps, actor, { def, enterprise });
      const given = input(def, request);
      const inScope = async (trx: Trx) => {
        const call = { ...given, actor, trx, enterprise, now: deps.clock.now(), request, reply };
        const [locked, looked] = await Promise.all([lockChain(trx, enterprise), ahead(call)]);
        if (locked) return await handler({ ...call, chain: locked, ahead: looked });
        // The first command of an enterprise makes its chain; what was read before it had one may have changed.
        const chain = await openChain(trx, enterprise);
        return await handler({ ...call, chain, ahead: await ahead(call) });
      };
      return await turns.inTurn(enterprise.enterpriseId, () => asActor(deps.db, actor, inScope));
    });
  };

  return {
    deps,
    bound,
    on(def, handler) {
      bind(def, async (request, reply) => {
        const actor = actorOf(request);
        const given = input(def, request);
        return await scoped(def)(deps.db, actor, (trx) =>
          handler({ ...given, actor, trx, now: deps.clock.now(), request, reply }),
        );
      });
    },
    onEnterprise(def, handler) {
      bind(def, async (request, reply) => {
        const actor = actorOf(request);
        const enterprise = await enterpriseOf(deps, actor, request);
        const given = input(def, request);
        return await scoped(def)(deps.db, actor, (trx) =>
          handler({ ...given, actor, trx, enterprise, now: deps.clock.now(), request, reply }),
        );
      });
    },
    onCommand(def, handler) {
      onCommandAhead(def, nothing, handler);
    },
    onCommandAhead,
    onRaw(def, handler) {
      const guarded = def.access.kind === 'roles' && def.path.includes(':enterpriseId');
      bind(def, async (request, reply) => {
        // Whose it is comes before what was asked: a stranger learns nothing from how the input is judged.
        if (guarded) await enterpriseOf(deps, actorOf(request), request);
        return await handler({ ...input(def, request), actor: request.actor, now: deps.clock.now(), request, reply });
      });
    },
  };
}

const scoped = (def: RouteDef): typeof asActor => (def.method === 'GET' ? readAsActor : asActor);

/** The caller, or the refusal: 401 when nobody is signed in, 403 when the role may not. */
async function admit(deps: Deps, def: RouteDef, request: FastifyRequest): Promise<Actor | null> {
  const actor = await deps.authenticate(request);
  if (def.access.kind === 'public') return actor;
  if (!actor) throw refuse(401, { code: 'auth.required' });
  if (def.access.kind === 'roles' && !def.access.roles.includes(actor.role)) {
    throw refuse(403, { code: 'auth.forbidden', params: { role: actor.role } });
  }
  return actor;
}

function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw refuse(401, { code: 'auth.required' });
  return request.actor;
}

/** The enterprise of the path, if the caller's scope covers it. What is not yours does not exist. */
async function enterpriseOf(deps: Deps, actor: Actor, request: FastifyRequest): Promise<EnterpriseDims> {
  const id = (request.params as { enterpriseId?: unknown }).enterpriseId;
  const dims = typeof id === 'string' ? await readDims(deps.db, id) : null;
  if (!dims || !scopeCovers(actor.scope, dims))
    throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
  return dims;
}

/**
 * A closed or withdrawn enterprise writes nothing more of its own; officials still may. A phone's outbox is taken all the same: what was done before the
 * closing is not lost.
 */
function refuseOver(deps: Deps, actor: Actor, what: { def: RouteDef; enterprise: EnterpriseDims }): void {
  const own = actor.scope.kind === 'enterprise' && what.def.id !== 'pushSync';
  if (own && isOver(deps.db, what.enterprise.enterpriseId)) throw refuse(409, { code: 'enterprise.closed' });
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    routeId?: string;
    replyKind?: 'json' | 'file' | 'stream';
  }
}
