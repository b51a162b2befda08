import { ENTERPRISE_MANAGERS, ENTERPRISE_ROLES, REGULATOR_ROLES } from '@yufang/domain';
import { z } from 'zod';
import { defineRoute, EnterpriseParams, EnterpriseRowParams, Instant, PageQuery, page, roles } from './route.ts';

/** What became of one row of an import. */
export const EXCHANGE_OUTCOMES = ['created', 'updated', 'unchanged', 'stale', 'deleted', 'held', 'refused'] as const;

const Issue = z.object({
  field: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** One row's result: where it stood in the file, what became of it, and why. */
export const ExchangeRowResult = z
  .object({
    /** Place in the file, e.g. `riskUnit[3]`; of a row released later, `held`. */
    at: z.string(),
    entity: z.string(),
    id: z.string().nullable(),
    outcome: z.enum(EXCHANGE_OUTCOMES),
    /** Of a refused row every fault; of a held row what it waits for. */
    issues: z.array(Issue),
    /** Doubts that did not stop the row. */
    warnings: z.array(Issue),
  })
  .meta({ id: 'ExchangeRowResult' });
export type ExchangeRowResult = z.infer<typeof ExchangeRowResult>;

const Counts = z.record(z.string(), z.int());

/** The answer to an import. */
export const ExchangeBatch = z
  .object({
    batchId: z.uuid(),
    variant: z.string(),
    receivedAt: Instant,
    /** Outcome → rows. */
    counts: Counts,
    /** Rows that waited from earlier imports and were released by this one. */
    released: z.int(),
    results: z.array(ExchangeRowResult),
  })
  .meta({ id: 'ExchangeBatch' });
export type ExchangeBatch = z.infer<typeof ExchangeBatch>;

/**
 * Import the seven core tables of the national data standard (JSON, camelCase dress) for one enterprise. Every row is answered; good rows are written
 * though others are refused; sending the same again changes nothing. Refusals of the whole: `exchange.not_json`, `exchange.nothing`,
 * `exchange.too_many_rows`, `exchange.foreign_enterprise`.
 */
export const importChain = defineRoute({
  id: 'importChain',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/exchange/chain',
  tag: 'exchange',
  summary: 'Import a chain file of the national data standard',
  access: roles(...ENTERPRISE_MANAGERS),
  params: EnterpriseParams,
  body: z.union([z.looseObject({}), z.array(z.unknown())]),
  bodyLimitMb: 64,
  reply: ExchangeBatch,
});

/** Earlier imports, latest first. */
export const listExchangeBatches = defineRoute({
  id: 'listExchangeBatches',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/exchange/batches',
  tag: 'exchange',
  summary: 'Imports of an enterprise',
  access: roles(...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert'),
  params: EnterpriseParams,
  query: PageQuery,
  reply: page(
    z.object({ batchId: z.uuid(), variant: z.string(), receivedAt: Instant, receivedBy: z.string(), counts: Counts }),
  ),
});

/** One import with its results. */
export const getExchangeBatch = defineRoute({
  id: 'getExchangeBatch',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/exchange/batches/:id',
  tag: 'exchange',
  summary: 'One import with the result of every row',
  access: roles(...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert'),
  params: EnterpriseRowParams,
  reply: ExchangeBatch,
});
