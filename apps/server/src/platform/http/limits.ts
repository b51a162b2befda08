import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** How often one caller may ask: `max` in `windowMs`. `by` names the caller; default: the address. */
export type Limit = {
  readonly max: number;
  readonly windowMs: number;
  readonly by?: (request: FastifyRequest) => string;
};

const MINUTE = 60_000;
const field = (request: FastifyRequest, name: string): string => {
  const body: unknown = request.body;
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value.slice(0, 64).toLowerCase() : '';
};

/**
 * Limits of single routes by their id: what a stranger may try. Whole offices sit behind one address, so sign-in counts by name and address; the
 * lock-out of the account itself is the auth module's. A module that opens a door to the public adds its route here.
 */
export const ROUTE_LIMITS: Readonly<Record<string, Limit>> = {
  signIn: { max: 20, windowMs: MINUTE, by: (request) => `${request.ip} ${field(request, 'username')}` },
  verifySecondFactor: { max: 60, windowMs: MINUTE },
  changePassword: { max: 30, windowMs: MINUTE },
  acceptInvitation: { max: 30, windowMs: MINUTE },
};

/** Public routes without a limit of their own, by method: reading is cheap, writing makes rows that somebody must look at. */
const PUBLIC_READ: Limit = { max: 600, windowMs: MINUTE };
const PUBLIC_WRITE: Limit = { max: 60, windowMs: MINUTE };

/**
 * Put the limits on the routes bound afterwards. Refusal: 429 `request.too_many`, with `retry-after`.
 * @param publicIds routes that anybody may call
 */
export async function installLimits(app: FastifyInstance, publicIds: ReadonlySet<string>): Promise<void> {
  app.addHook('onRoute', (route) => {
    const id = route.config?.routeId;
    if (!id) return;
    const own = ROUTE_LIMITS[id];
    const limit = own ?? (publicIds.has(id) ? (route.method === 'GET' ? PUBLIC_READ : PUBLIC_WRITE) : null);
    if (!limit) return;
    const by = limit.by ?? ((request: FastifyRequest) => request.ip);
    route.config = {
      ...route.config,
      rateLimit: { max: limit.max, timeWindow: limit.windowMs, hook: 'preHandler', keyGenerator: by },
    };
  });
  await app.register(rateLimit, { global: false, cache: 20_000 });
}
