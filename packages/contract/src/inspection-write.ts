import {
  ENTERPRISE_MANAGERS,
  ENTERPRISE_ROLES,
  EXPLANATION_VERDICTS,
  INSPECTION_ANSWERS,
  REGULATOR_ROLES,
} from '@yufang/domain';
import { z } from 'zod';
import { defineRoute, EnterpriseParams, EnterpriseRowParams, Instant, roles, text } from './route.ts';

/** A record by hand at a desk: files are uploaded before. Refusals 422: the codes of a sync item; 409 `sync.id_reused`. */
export const createRecord = defineRoute({
  id: 'createRecord',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/records',
  tag: 'inspection',
  summary: 'Write an inspection record by hand',
  access: roles(...ENTERPRISE_ROLES, 'expert'),
  params: EnterpriseParams,
  body: z.object({
    id: z.uuid(),
    itemId: z.uuid(),
    taskId: z.uuid().nullish(),
    windowStart: Instant.nullish(),
    result: z.enum(INSPECTION_ANSWERS),
    note: text(2000).nullish(),
    photoIds: z.array(z.uuid()).max(9).default([]),
    dangerId: z.uuid().nullish(),
  }),
  reply: z.object({ id: z.uuid(), marks: z.array(z.string()) }),
});

/** Refusals: 404 `sync.record_unknown`, 422 `inspection.not_marked`, `inspection.not_your_record`. */
export const explainMarks = defineRoute({
  id: 'explainMarks',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/records/:id/explanation',
  tag: 'inspection',
  summary: 'Explain why a marked record looks the way it does',
  access: roles(...ENTERPRISE_ROLES),
  params: EnterpriseRowParams,
  body: z.object({ text: text(1000) }),
  reply: z.object({ explained: z.literal(true) }),
});

/**
 * Whether the explanation of a marked record is believed, by a manager of the enterprise or an authority, never by who made or explained it.
 * The mark stays; `version` is the record's, so that nobody judges words that were changed meanwhile.
 * Refusals: 404 `sync.record_unknown`, 409 `row.stale`, 422 `inspection.not_explained`, `inspection.own_explanation`.
 */
export const judgeExplanation = defineRoute({
  id: 'judgeExplanation',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/records/:id/judgement',
  tag: 'inspection',
  summary: 'Say whether the explanation of a marked record is believed',
  access: roles(...ENTERPRISE_MANAGERS, ...REGULATOR_ROLES),
  params: EnterpriseRowParams,
  body: z.object({ verdict: z.enum(EXPLANATION_VERDICTS), note: text(500).nullish(), version: z.int() }),
  reply: z.object({ judged: z.literal(true) }),
});
