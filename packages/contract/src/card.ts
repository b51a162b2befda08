import { z } from 'zod';
import { RISK_MANAGERS } from './risk.ts';
import { BulkResult } from './risk-rows.ts';
import { Day, defineRoute, EnterpriseParams, READERS } from './route.ts';

const base = '/api/v1/enterprises/:enterpriseId' as const;

/** 岗位风险告知卡 / 风险公告栏 / 案头手册 / 一企一码门牌 / 四色图 / 点位码标签 / 分析评价表. */
export const PAPERS = ['post-card', 'board', 'handbook', 'door-plate', 'plan', 'point-labels', 'worksheets'] as const;
export type Paper = (typeof PAPERS)[number];

/** Paper for the wall and the desk, made from what stands in the register now. */
export const printPaper = defineRoute({
  id: 'printPaper',
  method: 'GET',
  path: `${base}/paper/:paper`,
  tag: 'paper',
  summary:
    'PDF: post risk cards, notice board, post handbooks, door plate, four-colour map, labels of the points, worksheets',
  access: READERS,
  params: EnterpriseParams.extend({ paper: z.enum(PAPERS) }),
  query: z.object({
    /** Posts of cards and handbooks, comma-separated; empty: all with a duty. */
    posts: z.string().max(8000).optional(),
    planId: z.uuid().optional(),
    /** Worksheets of one unit; else of all. */
    unitId: z.uuid().optional(),
    lang: z.enum(['zh', 'en']).default('zh'),
  }),
  reply: z.unknown(),
  replyKind: 'file',
});

/** The JHA, SCL and HAZOP worksheets as a workbook, one sheet a kind. */
export const exportWorksheets = defineRoute({
  id: 'exportWorksheets',
  method: 'GET',
  path: `${base}/paper/worksheets/export`,
  tag: 'paper',
  summary: 'The worksheets of an enterprise, or of one unit, as an Excel workbook',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ unitId: z.uuid().optional(), lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});

/** Hand out the cards: the day is kept on the post, and the post leaves the list "posts without a card". */
export const issueCards = defineRoute({
  id: 'issueCards',
  method: 'POST',
  path: `${base}/paper/post-card/issue`,
  tag: 'paper',
  summary: 'Note that the risk cards of these posts were issued today',
  access: RISK_MANAGERS,
  params: EnterpriseParams,
  body: z.object({ postIds: z.array(z.uuid()).min(1).max(500) }),
  reply: z.object({ results: z.array(BulkResult), issuedOn: Day }),
});
