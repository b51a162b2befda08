import type { GradingMethod, MeasureClass, RiskGrade, RiskObjectKind, Tier } from '@yufang/domain';
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/database.ts';
import { type SheetColumn, writeWorkbook } from '../../../platform/excel/write.ts';
import { readReference } from '../../reference/read.ts';
import { COLUMNS, FIELDS, type Field, titleOf } from './columns.ts';
import { guarded } from './export.ts';
import { CLASS_WORDS, GRADE_WORDS, KIND_WORDS, type Lang, METHOD_WORDS, TIER_WORDS } from './words.ts';

type Sheet = Readonly<Record<string, unknown>>;
type Found = {
  kind: RiskObjectKind;
  object: string;
  unit: string;
  org: string | null;
  sheet: Sheet | null;
  name: string;
  accident_type: string | null;
  consequence: string | null;
  method: GradingMethod | null;
  scores: {
    factors?: Record<string, number>;
    directItems?: string[];
    declared?: RiskGrade;
  } | null;
  tier: Tier | null;
  measure_class: MeasureClass | null;
  description: string | null;
  check_content: string | null;
  post: string | null;
};

/** The most rows of the form: a register beyond that is split by its filters. */
export const FORM_MAX = 50_000;

/**
 * One enterprise's register in the columns of its own import, a row a measure: what is exported can be changed in a spreadsheet and sent back. Sent back as
 * it is, it changes nothing.
 */
export async function riskForm(trx: Trx, enterpriseId: string, given: { lang: Lang; day: string }): Promise<Buffer> {
  const { lang, day } = given;
  const types = await readReference(trx, 'accident_types', day);
  const accident = new Map(types.items.map((i) => [i.code, lang === 'zh' ? i.label : i.labelEn]));
  const { rows } = await sql<Found>`
    select o.kind, o.name as object, u.name as unit, ou.name as org, e.worksheet_row as sheet, e.name, e.accident_type, e.consequence, e.method, e.scores,
      e.tier, m.measure_class, m.description, m.check_content, p.name as post
    from risk_event e
    join risk_unit u on u.enterprise_id = e.enterprise_id and u.id = e.unit_id
    join risk_object o on o.enterprise_id = u.enterprise_id and o.id = u.object_id
    left join org_unit ou on ou.enterprise_id = u.enterprise_id and ou.id = u.org_unit_id and ou.state = 'active'
    left join control_measure m on m.enterprise_id = e.enterprise_id and m.event_id = e.id and m.state = 'active'
    left join post p on p.enterprise_id = m.enterprise_id and p.id = m.duty_post_id and p.state = 'active'
    where e.enterprise_id = ${enterpriseId}::uuid and e.state = 'active'
    order by o.name, o.id, u.name, u.id, e.name, e.id, m.created_at, m.id limit ${FORM_MAX}`.execute(trx);
  const cells = rows.map((r) => {
    const of: Record<Field, string | number | null> = {
      objectKind: KIND_WORDS[r.kind][lang],
      objectName: r.object,
      unitName: r.unit,
      orgUnit: r.org,
      ...stepOf(r.sheet ?? {}),
      eventName: r.name,
      accidentType: r.accident_type === null ? null : (accident.get(r.accident_type) ?? r.accident_type),
      consequence: r.consequence,
      ...gradeOf(r, lang),
      tier: r.tier ? TIER_WORDS[r.tier][lang] : null,
      measureClass: r.measure_class ? CLASS_WORDS[r.measure_class][lang] : null,
      measure: r.description,
      check: r.check_content,
      post: r.post,
    };
    return FIELDS.map((f) => guarded(of[f]));
  });
  const columns = FIELDS.map((f): SheetColumn => {
    const { width, required } = COLUMNS[f];
    return { title: titleOf(f, lang), ...(width ? { width } : {}), ...(required ? { required } : {}) };
  });
  return await writeWorkbook([{ name: lang === 'zh' ? '风险清单' : 'Risk register', columns, rows: cells }]);
}

/** The two cells that stand for a worksheet row: step and hazard, item and standard, deviation and causes. */
function stepOf(sheet: Sheet): { step: string | null; standard: string | null } {
  const text = (...keys: string[]) => keys.map((k) => sheet[k]).find((v): v is string => typeof v === 'string') ?? null;
  return { step: text('step', 'item', 'deviation'), standard: text('hazard', 'standard', 'causes') };
}

function gradeOf({ method, scores }: Found, lang: Lang) {
  const factor = (key: string): number | null => scores?.factors?.[key] ?? null;
  const graded = method !== null && scores !== null;
  return {
    method: graded ? METHOD_WORDS[method][lang] : null,
    L: factor('L'),
    E: factor('E'),
    C: factor('C'),
    S: factor('S'),
    M: factor('M'),
    direct: scores?.directItems?.join(';') || null,
    grade: scores?.declared ? GRADE_WORDS[scores.declared][lang] : null,
  };
}
