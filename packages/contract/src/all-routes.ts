import * as contract from './index.ts';
import type { RouteDef } from './route.ts';

const isRoute = (v: unknown): v is RouteDef =>
  typeof v === 'object' && v !== null && 'method' in v && 'path' in v && 'access' in v && 'reply' in v;

/** Every route of the contract, sorted by path and method. OpenAPI, the access matrix and the "each has a handler" test read it. */
export const ALL_ROUTES: readonly RouteDef[] = Object.values<unknown>(contract)
  .filter(isRoute)
  .sort((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1));
