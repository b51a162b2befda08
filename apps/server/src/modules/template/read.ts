import type { TradeTemplateRow, TradeTemplateView } from '@yufang/contract';
import {
  checksOf,
  editionFor,
  gradeRisk,
  type ReferenceEnvelope,
  type TemplateRisk,
  TradeTemplate,
} from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { readEditions, readReference, readReferenceFamily } from '../reference/read.ts';
import { readTables, showArithmetic } from '../risk/grading.ts';

/** A firm above designated size builds its register in the console: templates are for the small. */
export const mayUseTemplate = (scale: string): boolean => scale !== 'above';

/** One trade template with the edition it was read from. */
export type Template = { readonly head: ReferenceEnvelope; readonly body: TradeTemplate };

const parsed = new WeakMap<ReferenceEnvelope, TradeTemplate>();
const bodyOf = (head: ReferenceEnvelope): TradeTemplate => {
  const known = parsed.get(head) ?? TradeTemplate.parse(head.payload);
  parsed.set(head, known);
  return known;
};

/** The templates that apply on a day. */
export async function readTemplates(trx: Trx, day: string): Promise<Template[]> {
  const editions = await readEditions(trx, 'trade_template.');
  return [...new Set(editions.map((e) => e.kind))].flatMap((kind) => {
    const head = editionFor(editions, kind, day);
    return head ? [{ head, body: bodyOf(head) }] : [];
  });
}

/** One of them. @throws 404 `template.not_found` */
export async function readTemplate(trx: Trx, trade: string, day: string): Promise<Template> {
  const found = (await readTemplates(trx, day)).find((t) => t.body.trade === trade);
  if (!found) throw refuse(404, { code: 'template.not_found', field: 'trade', params: { trade } });
  return found;
}

/** A template in a list. */
export const presentRow = ({ head, body }: Template, fits: boolean): TradeTemplateRow => ({
  code: body.trade,
  edition: head.edition,
  title: body.title,
  titleEn: body.titleEn,
  summary: body.summary,
  summaryEn: body.summaryEn,
  status: head.status,
  certainty: head.certainty,
  source: head.source,
  risks: body.risks.length,
  checks: checksOf(body.risks),
  tags: body.tags,
  fits,
});

/** A template whole, each risk with its arithmetic, its accident type in words and the criteria it is about. */
export async function presentTemplate(trx: Trx, template: Template, day: string): Promise<TradeTemplateView> {
  const tables = await readTables(trx, day);
  const accidents = await readReference(trx, 'accident_types', day);
  const sets = await readReferenceFamily(trx, 'major_criteria.', day);
  const items = new Map<string, { readonly clause: string | null; readonly text: string }>(
    sets.flatMap((s) => s.payload.items.map((i) => [`${s.payload.setId}/${i.code}`, i] as const)),
  );
  const show = (risk: TemplateRisk) => {
    const graded = gradeRisk('LEC', { factors: risk.scores }, tables.reference);
    if (!graded.ok) throw new Error(`template ${template.body.trade} ${risk.code}: ${graded.error.code}`);
    const accident = accidents.items.find((i) => i.code === risk.accidentType);
    const { scores: _, factor: __, kind: ___, accidentType: ____, ...rest } = risk;
    return {
      ...rest,
      grade: graded.value.grade,
      arithmetic: showArithmetic(graded.value, tables.editions.LEC),
      accidentType: accident?.label ?? risk.accidentType,
      accidentTypeEn: accident?.labelEn ?? risk.accidentType,
      criteria: risk.criteria.map((code) => ({
        code,
        clause: items.get(code)?.clause ?? null,
        text: items.get(code)?.text ?? '',
      })),
    };
  };
  return { ...presentRow(template, false), post: template.body.post, items: template.body.risks.map(show) };
}
