import * as z from 'zod';
import { IsoDay } from '../reference/certainty.ts';
import { SUPERVISION_LEVELS, TREATMENTS } from './vocabulary.ts';

const Id = z.string().trim().min(1).max(100);
const Reason = z.string().trim().min(1).max(2000);
const Note = z.string().trim().max(2000);
const Photos = z.array(z.uuid()).max(30);
const Element = Note.optional();

/**
 * Every act that moves a danger. Missing parts that the rules ask for by name (the five elements, the six of the plan,
 * the photo) are optional here and refused by the rules with a code and the field, so that a screen can point at it.
 */
export const DangerCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('verify'), note: Note.optional() }),
  z.object({ type: z.literal('reject'), reason: Reason }),
  z.object({
    type: z.literal('assign'),
    treatment: z.enum(TREATMENTS),
    assigneeId: Id,
    deadline: IsoDay.nullable().optional(),
    measures: Element,
    responsible: Element,
    funds: Element,
    contingency: Element,
  }),
  z.object({ type: z.literal('start') }),
  z.object({ type: z.literal('request_extension'), until: IsoDay, reason: Reason }),
  z.object({ type: z.literal('decide_extension'), approve: z.boolean(), note: Note.optional() }),
  z.object({ type: z.literal('submit_rectified'), note: Reason, photoIds: Photos }),
  z.object({ type: z.literal('accept'), note: Note.optional() }),
  z.object({ type: z.literal('fail_acceptance'), reason: Reason }),
  z.object({ type: z.literal('reopen'), reason: Reason }),
  z.object({ type: z.literal('withdraw'), reason: Reason }),
  z.object({
    type: z.literal('upgrade_to_major'),
    criteria: z.array(z.string().min(1).max(100)).max(50),
    reason: Note.optional(),
  }),
  z.object({ type: z.literal('limit_operation'), mode: z.enum(['stop', 'limit']), scope: Reason }),
  z.object({ type: z.literal('report_up'), situation: Reason, analysis: Reason }),
  z.object({
    type: z.literal('file_plan'),
    goals: Element,
    methods: Element,
    resources: Element,
    people: Element,
    timeline: Element,
    safety: Element,
  }),
  z.object({
    type: z.literal('list_supervision'),
    level: z.enum(SUPERVISION_LEVELS),
    until: IsoDay.nullable().optional(),
    reason: Note.optional(),
  }),
  z.object({ type: z.literal('lift_supervision'), reason: Reason }),
  z.object({ type: z.literal('publish_listing'), where: Reason }),
  z.object({ type: z.literal('publish_lifting'), where: Reason }),
  z.object({ type: z.literal('evaluate_removal'), passed: z.boolean(), evaluators: Reason, note: Note.optional() }),
  z.object({ type: z.literal('request_resumption'), note: Note.optional() }),
  z.object({ type: z.literal('review_resumption'), approve: z.boolean(), note: Note.optional() }),
]);
export type DangerCommand = z.infer<typeof DangerCommand>;
export type DangerCommandType = DangerCommand['type'];

/** One command of the union by its type. */
export type DangerCommandOf<T extends DangerCommandType> = Extract<DangerCommand, { type: T }>;
