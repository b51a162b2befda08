import { ENTERPRISE_MANAGERS } from '@yufang/domain';
import { z } from 'zod';
import {
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  READERS,
  roles,
} from './route.ts';

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

/** `interrupted`: it said nothing for minutes, so the process that ran it is gone; sending the file again goes on where it stopped. */
export const EXCHANGE_STATES = ['running', 'done', 'failed', 'interrupted'] as const;

const BatchHead = z.object({
  batchId: z.uuid(),
  variant: z.string(),
  receivedAt: Instant,
  state: z.enum(EXCHANGE_STATES),
  /** Of a failed one the code of what broke it off. */
  failure: z.string().nullable(),
  /** Rows of the file and rows answered so far. */
  total: z.int(),
  done: z.int(),
  /** Outcome → rows. */
  counts: Counts,
  /** Rows that waited from earlier imports and were released by this one. */
  released: z.int(),
  /** When the results of rows taken without a word were dropped; null: every row's result is here. Counts, refusals and doubts stay. */
  shortenedAt: Instant.nullable(),
});

/** The answer to an import. `results` is empty where it was asked without them. */
export const ExchangeBatch = BatchHead.extend({ results: z.array(ExchangeRowResult) }).meta({ id: 'ExchangeBatch' });
export type ExchangeBatch = z.infer<typeof ExchangeBatch>;

/** Whether the answer carries the result of every row: a machine wants them, a screen reads them page by page. */
const WithResults = z.object({ results: z.enum(['all', 'none']).default('all') });

/**
 * Import the seven core tables of the national data standard (JSON, camelCase dress) for one enterprise. Every row is answered; good rows are written
 * though others are refused; sending the same again changes nothing. The file is written piece by piece: with a `batchId` of his own the sender can
 * watch its progress by `getExchangeBatch`. Refusals of the whole: `request.not_json`, `exchange.nothing`, `exchange.too_many_rows`,
 * `exchange.foreign_enterprise`, `exchange.batch_exists`.
 */
export const importChain = defineRoute({
  id: 'importChain',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/exchange/chain',
  tag: 'exchange',
  summary: 'Import a chain file of the national data standard',
  access: roles(...ENTERPRISE_MANAGERS),
  params: EnterpriseParams,
  query: WithResults.extend({ batchId: z.uuid().optional() }),
  body: z.union([z.looseObject({}), z.array(z.unknown())]),
  bodyLimitMb: 64,
  itemwise: true,
  reply: ExchangeBatch,
});

/** Earlier imports, latest first. */
export const listExchangeBatches = defineRoute({
  id: 'listExchangeBatches',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/exchange/batches',
  tag: 'exchange',
  summary: 'Imports of an enterprise',
  access: READERS,
  params: EnterpriseParams,
  query: PageQuery,
  reply: page(BatchHead.extend({ receivedBy: z.string() })),
});

/** One import with its results, and how often each reason was given. */
export const getExchangeBatch = defineRoute({
  id: 'getExchangeBatch',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/exchange/batches/:id',
  tag: 'exchange',
  summary: 'One import: how far it is, and the result of every row',
  access: READERS,
  params: EnterpriseRowParams,
  query: WithResults,
  reply: ExchangeBatch.extend({
    reasons: z.array(z.object({ field: z.string(), code: z.string(), rows: z.int() })),
  }),
});

/** The rows of one import in the order they were answered, by outcome, table, field or reason (of a refusal or a doubt). */
export const listExchangeRows = defineRoute({
  id: 'listExchangeRows',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/exchange/batches/:id/rows',
  tag: 'exchange',
  summary: 'Results of an import row by row',
  access: READERS,
  params: EnterpriseRowParams,
  query: PageQuery.extend({
    outcome: z.enum(EXCHANGE_OUTCOMES).optional(),
    entity: z.string().max(40).optional(),
    field: z.string().max(200).optional(),
    reason: z.string().max(80).optional(),
  }),
  reply: page(ExchangeRowResult.extend({ n: z.int() })),
});

/**
 * The refused rows of an import as they were sent, in the dress they came in, with why each was refused beside them (`refusals`, which the import passes
 * over): correct it and send it again. Handing it out is kept in the enterprise's log, since it may hold telephone numbers.
 */
export const downloadRefusedRows = defineRoute({
  id: 'downloadRefusedRows',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/exchange/batches/:id/refused',
  tag: 'exchange',
  summary: 'Refused rows of an import as a file to correct',
  access: roles(...ENTERPRISE_MANAGERS),
  params: EnterpriseRowParams,
  reply: z.unknown(),
  replyKind: 'file',
});
