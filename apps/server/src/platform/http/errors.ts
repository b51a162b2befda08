import type { Problem } from '@yufang/contract';
import type { FastifyError, FastifyInstance } from 'fastify';
import { codeOf } from '../db/database.ts';
import { Refused } from '../errors/refused.ts';
import { Invalid } from './parse.ts';

/** What an error is to the one who asked. Refusals are said; a bug is logged whole and said only by its number. */
export function installErrors(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = toProblem(error, request.id);
    if (/^2[23]/.test(codeOf(error)))
      request.log.warn({ err: error, code: problem.code }, 'the database refused a value');
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
    if (problem.status === 503) reply.header('retry-after', '5');
    return reply.status(problem.status).type('application/problem+json').send(problem);
  });
  app.setNotFoundHandler(async (request, reply) =>
    reply
      .status(404)
      .type('application/problem+json')
      .send({ type: 'about:blank', status: 404, code: 'route.not_found', requestId: request.id } satisfies Problem),
  );
}

/** Errors of the way to the database, by SQLSTATE class or system code: it is gone or restarting, not wrong. */
const UNREACHABLE = /^(08|57P0|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)/;
const FULL = /^(53100|ENOSPC|EDQUOT)/;

function toProblem(error: FastifyError, requestId: string): Problem {
  const base = { type: 'about:blank', requestId } as const;
  if (error instanceof Invalid) return { ...base, status: 400, ...error.refusal, errors: [...error.errors] };
  if (error instanceof Refused) {
    const { code, field, params } = error.refusal;
    return {
      ...base,
      status: error.status,
      code,
      ...(field ? { field } : {}),
      ...(params ? { params: { ...params } } : {}),
      ...(error.facts === undefined ? {} : { facts: error.facts }),
    };
  }
  const code = codeOf(error);
  if (
    code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ||
    code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE'
  ) {
    return { ...base, status: 400, code: 'request.not_json' };
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') {
    return { ...base, status: 413, code: 'request.too_large' };
  }
  if (error.statusCode === 429) return { ...base, status: 429, code: 'request.too_many' };
  if (
    UNREACHABLE.test(code) ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(error.message)
  ) {
    return { ...base, status: 503, code: 'server.database_unavailable' };
  }
  // Values that the database cannot hold (data exceptions: out of range, no such day, not encodable) are the request's, whatever schema let them pass.
  if (/^22(003|007|008|021|P02|P05|001)$/.test(code)) return { ...base, status: 400, code: 'request.invalid' };
  // Two requests made the same thing at the same moment, or one took away what the other pointed at: the rules of both were right when they read.
  if (code === '23505' || code === '23503') return { ...base, status: 409, code: 'row.conflict' };
  if (FULL.test(code)) return { ...base, status: 507, code: 'server.disk_full' };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return { ...base, status: error.statusCode, code: 'request.invalid' };
  }
  return { ...base, status: 500, code: 'server.failed' };
}
