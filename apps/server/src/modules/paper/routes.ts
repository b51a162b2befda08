import { exportWorksheets, issueCards, type Paper, printPaper } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import sharp from 'sharp';
import type { Trx } from '../../platform/db/database.ts';
import { Refused, refuse } from '../../platform/errors/refused.ts';
import { excelHeaders } from '../../platform/excel/write.ts';
import { MAX_PIXELS } from '../../platform/files/image.ts';
import type { FileStore } from '../../platform/files/store.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { fileStoreOf } from '../attachment/routes.ts';
import { planView, selectPlans } from '../plan/plans.ts';
import { begin, dayOf, finish, need } from '../risk/work.ts';
import { doorPlate, handbooks, noticeBoard, postCards } from './cards.ts';
import { paperHead, paperPosts, paperRisks } from './data.ts';
import { issueCard } from './issue.ts';
import { planSheet } from './plan-sheet.ts';
import { paperPoints, pointLabels } from './point-labels.ts';
import { renderPdf } from './render.ts';
import type { Sheet } from './sheet.ts';
import { worksheetBook } from './worksheet-book.ts';
import { unitSheets } from './worksheet-data.ts';
import { worksheets } from './worksheets.ts';

type Asked = {
  enterpriseId: string;
  paper: Paper;
  posts: readonly string[];
  planId: string | undefined;
  unitId: string | undefined;
  lang: 'zh' | 'en';
  day: string;
  publicUrl: string;
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Paper for the wall and the desk. */
export function paperRoutes(kernel: Kernel): void {
  const { config } = kernel.deps;
  const store = fileStoreOf(config.YUFANG_DATA);
  const publicUrl = (config.YUFANG_PUBLIC_URL ?? `http://localhost:${config.YUFANG_PORT}`).replace(/\/$/, '');

  kernel.onEnterprise(printPaper, async ({ trx, enterprise, params, query, now, reply }) => {
    const posts = (query.posts ?? '').split(',').filter(Boolean);
    if (posts.some((id) => !UUID.test(id))) throw refuse(400, { code: 'request.invalid', field: 'posts' });
    const sheet = await sheetOf(trx, store, {
      enterpriseId: enterprise.enterpriseId,
      paper: params.paper,
      posts,
      planId: query.planId,
      unitId: query.unitId,
      lang: query.lang,
      day: shanghaiDay(now.toISOString()),
      publicUrl,
    });
    const pdf = await renderPdf(sheet);
    reply.headers({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${params.paper}.pdf"; filename*=UTF-8''${encodeURIComponent(`${sheet.title}.pdf`)}`,
    });
    return pdf;
  });

  kernel.onEnterprise(exportWorksheets, async ({ trx, enterprise, query, now, reply }) => {
    const book = await worksheetBook(await unitSheets(trx, enterprise.enterpriseId, query.unitId), query.lang);
    const name = query.lang === 'zh' ? '风险分析评价表' : 'risk-worksheets';
    reply.headers(excelHeaders(`${name}-${shanghaiDay(now.toISOString())}.xlsx`));
    return book;
  });

  kernel.onCommand(issueCards, async (c) => {
    const work = begin(c);
    const results = [];
    for (const id of new Set(c.body.postIds)) {
      try {
        const mark = work.entries.length;
        await issueCard(work, await need(c.trx, 'post', { enterpriseId: c.enterprise.enterpriseId, id }));
        const entry = work.entries[mark];
        results.push({
          entity: 'post',
          id,
          result: entry ? ('done' as const) : ('unchanged' as const),
          version: entry ? Number(entry.after.version) : null,
        });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        results.push({ entity: 'post', id, result: 'refused' as const, version: null, code: error.refusal.code });
      }
    }
    const issuedOn = dayOf(work);
    await finish(work, { topic: 'post.issue_card', summary: { count: results.length } });
    return { results, issuedOn };
  });
}

async function sheetOf(trx: Trx, store: FileStore, asked: Asked): Promise<Sheet> {
  const { enterpriseId, lang, day } = asked;
  const head = await paperHead(trx, enterpriseId, { day, lang });
  const ctx = { head, lang, day, url: `${asked.publicUrl}/c/${head.cardCode}` };
  switch (asked.paper) {
    case 'post-card':
    case 'handbook': {
      const posts = await paperPosts(trx, enterpriseId, { day, ids: asked.posts });
      if (posts.length === 0) throw refuse(422, { code: 'paper.no_posts', field: 'posts' });
      return asked.paper === 'post-card' ? postCards(posts, ctx) : handbooks(posts, ctx);
    }
    case 'board':
      return noticeBoard(await paperRisks(trx, enterpriseId), ctx);
    case 'worksheets': {
      const units = await unitSheets(trx, enterpriseId, asked.unitId);
      if (units.length === 0) throw refuse(422, { code: 'paper.no_worksheets', field: 'unitId' });
      return worksheets(units, ctx);
    }
    case 'door-plate':
      return doorPlate(ctx);
    case 'point-labels':
      return pointLabels(await paperPoints(trx, enterpriseId), { head, lang, day, publicUrl: asked.publicUrl });
    case 'plan': {
      const plan = asked.planId
        ? await planView(trx, { enterpriseId, id: asked.planId })
        : (await selectPlans(trx, enterpriseId))[0];
      if (!plan) throw refuse(422, { code: 'paper.no_plan', field: 'planId' });
      return planSheet(plan, await pictureOf(trx, store, { enterpriseId, id: plan.attachmentId }), ctx);
    }
  }
}

/** The plan's picture as a data address of a size fit for paper. */
async function pictureOf(trx: Trx, store: FileStore, key: { enterpriseId: string; id: string }): Promise<string> {
  const file = await trx
    .selectFrom('attachment')
    .select('sha256')
    .where('enterprise_id', '=', key.enterpriseId)
    .where('id', '=', key.id)
    .executeTakeFirstOrThrow();
  const jpeg = await sharp(store.pathOf(file.sha256), { limitInputPixels: MAX_PIXELS })
    .flatten({ background: '#ffffff' })
    .resize({ width: 2200, height: 2200, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}
