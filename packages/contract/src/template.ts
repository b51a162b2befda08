import { ENTERPRISE_MANAGERS, MEASURE_CLASSES, RISK_GRADES } from '@yufang/domain';
import { z } from 'zod';
import { GradeArithmetic } from './risk-rows.ts';
import { defineRoute, EnterpriseParams, Instant, READERS, roles, text } from './route.ts';

const tag = 'template';

/** A trade template as one picks it from a list. Names come in both languages; screens show theirs. */
export const TradeTemplateRow = z
  .object({
    code: z.string(),
    edition: z.string(),
    title: z.string(),
    titleEn: z.string(),
    summary: z.string(),
    summaryEn: z.string(),
    /** draft: written by the makers, waiting for an expert's review. Show it as such. */
    status: z.enum(['draft', 'in_force', 'retired']),
    certainty: z.string(),
    source: z.string(),
    risks: z.int(),
    checks: z.int(),
    tags: z.array(z.string()),
    /** Fits this enterprise by its industry or tags: these come first. */
    fits: z.boolean(),
  })
  .meta({ id: 'TradeTemplateRow' });
export type TradeTemplateRow = z.infer<typeof TradeTemplateRow>;

/** One typical risk, as it is ticked. */
export const TemplateRiskView = z
  .object({
    code: z.string(),
    object: z.string(),
    objectEn: z.string(),
    unit: z.string(),
    unitEn: z.string(),
    event: z.string(),
    eventEn: z.string(),
    accidentType: z.string(),
    accidentTypeEn: z.string(),
    consequence: z.string(),
    consequenceEn: z.string(),
    grade: z.enum(RISK_GRADES),
    arithmetic: GradeArithmetic,
    /** Most firms of the trade have it: ticked beforehand. */
    usual: z.boolean(),
    measures: z.array(
      z.object({
        measureClass: z.enum(MEASURE_CLASSES),
        text: z.string(),
        textEn: z.string(),
        /** The yes/no question of the weekly checklist; null: not checked by itself. */
        check: z.string().nullable(),
        checkEn: z.string().nullable(),
      }),
    ),
    /** Items of the published criteria for major dangers that this risk is about, with their clause. */
    criteria: z.array(z.object({ code: z.string(), clause: z.string().nullable(), text: z.string() })),
  })
  .meta({ id: 'TemplateRiskView' });

/** A whole trade template. */
export const TradeTemplateView = TradeTemplateRow.extend({
  post: z.object({
    name: z.string(),
    nameEn: z.string(),
    duty: z.string(),
    dutyEn: z.string(),
    emergency: z.string(),
    emergencyEn: z.string(),
  }),
  items: z.array(TemplateRiskView),
}).meta({ id: 'TradeTemplateView' });
export type TradeTemplateView = z.infer<typeof TradeTemplateView>;

/**
 * All trade templates; with `enterpriseId` those that fit it come first, and `mayUse` false says that this enterprise sets nothing up from one
 * (`template.not_for_above`), so that a client need not ask for the whole form first.
 */
export const listTemplates = defineRoute({
  id: 'listTemplates',
  method: 'GET',
  path: '/api/v1/trade-templates',
  tag,
  summary: 'Trade templates of the simple mode',
  access: READERS,
  query: z.object({ enterpriseId: z.uuid().optional() }),
  reply: z.object({ rows: z.array(TradeTemplateRow), mayUse: z.boolean().optional() }),
});

/** One template with its risks. Refusal: `template.not_found`. */
export const getTemplate = defineRoute({
  id: 'getTemplate',
  method: 'GET',
  path: '/api/v1/trade-templates/:code',
  tag,
  summary: 'One trade template with its typical risks',
  access: READERS,
  params: z.object({ code: z.string().max(40) }),
  reply: TradeTemplateView,
});

/** What stands in the enterprise from the simple mode. */
export const SimpleSetupView = z
  .object({
    /** null: not set up yet. */
    trade: z.string().nullable(),
    edition: z.string().nullable(),
    risks: z.array(z.string()),
    orgUnitId: z.uuid().nullable(),
    postId: z.uuid().nullable(),
    /** The weekly checklist, at most 15. */
    checklist: z.array(
      z.object({
        itemId: z.uuid(),
        unitId: z.uuid(),
        unitName: z.string(),
        content: z.string(),
        grade: z.enum(RISK_GRADES).nullable(),
      }),
    ),
    colours: z.object({ red: z.int(), orange: z.int(), yellow: z.int(), blue: z.int() }),
    at: Instant.nullable(),
  })
  .meta({ id: 'SimpleSetupView' });
export type SimpleSetupView = z.infer<typeof SimpleSetupView>;

/** What the simple mode has set up so far. */
export const getSimpleSetup = defineRoute({
  id: 'getSimpleSetup',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/simple-setup',
  tag,
  summary: 'Trade, ticked risks and the weekly checklist of a small firm',
  access: READERS,
  params: EnterpriseParams,
  reply: SimpleSetupView,
});

/**
 * Says which risks the firm has; everything else follows in one transaction: company, post (held by the caller), objects, units, graded and
 * approved risks, measures with the post's duty, weekly checklist, this week's tasks, post card. Saying the same again changes nothing; a risk ticked
 * later is added, one unticked is withdrawn (never deleted). Refusals: `template.not_found`, `template.risk_not_found`,
 * `template.other_trade` (another trade stands: send `replace: true`), `enterprise.not_active`.
 */
export const simpleSetup = defineRoute({
  id: 'simpleSetup',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/simple-setup',
  tag,
  summary: 'Set up a small firm from a trade template',
  access: roles(...ENTERPRISE_MANAGERS),
  params: EnterpriseParams,
  body: z.object({
    trade: z.string().max(40),
    risks: z.array(z.string().max(40)).min(1).max(40),
    /** Name of the place, e.g. 一车间; default: the enterprise's own name. */
    place: text(100).optional(),
    /** Name of the post; default: the template's. */
    postName: text(60).optional(),
    /** Take another trade than before: the other's risks are withdrawn. */
    replace: z.boolean().default(false),
    lang: z.enum(['zh', 'en']).default('zh'),
  }),
  reply: SimpleSetupView.extend({ created: z.int(), withdrawn: z.int(), tasks: z.int() }),
});
