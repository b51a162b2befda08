import type { Trx } from '../../../platform/db/database.ts';
import { type SheetColumn, writeWorkbook } from '../../../platform/excel/write.ts';
import { readReference } from '../../reference/read.ts';
import { COLUMNS, FIELDS, type Field, titleOf } from './columns.ts';
import { CLASS_WORDS, GRADE_WORDS, KIND_WORDS, type Lang, METHOD_WORDS, optionsOf, TIER_WORDS } from './words.ts';

/** The register's template: drop-downs from the firm's own posts and org units and from the tables in force; the other language in the notes. */
export async function riskTemplate(
  trx: Trx,
  enterpriseId: string,
  given: { lang: Lang; day: string },
): Promise<Buffer> {
  const { lang, day } = given;
  const names = async (table: 'post' | 'org_unit') => {
    const rows = await trx
      .selectFrom(table)
      .select('name')
      .where('enterprise_id', '=', enterpriseId)
      .where('state', '=', 'active')
      .orderBy('name')
      .execute();
    return [...new Set(rows.map((r) => r.name))];
  };
  const scores = async (keys: readonly ('LEC' | 'LS' | 'MES')[], factor: string) => {
    const values = new Set<number>();
    for (const key of keys) {
      const method = await readReference(trx, `risk_method.${key}`, day);
      for (const s of method.factors.find((f) => f.key === factor)?.scores ?? []) values.add(s.value);
    }
    return [...values].toSorted((a, b) => b - a).map(String);
  };
  const types = await readReference(trx, 'accident_types', day);
  const options: Partial<Record<Field, string[]>> = {
    objectKind: optionsOf(KIND_WORDS, lang),
    orgUnit: await names('org_unit'),
    accidentType: types.items.map((i) => (lang === 'zh' ? i.label : i.labelEn)),
    method: optionsOf(METHOD_WORDS, lang),
    L: await scores(['LEC', 'LS'], 'L'),
    E: await scores(['LEC', 'MES'], 'E'),
    C: await scores(['LEC'], 'C'),
    S: await scores(['LS', 'MES'], 'S'),
    M: await scores(['MES'], 'M'),
    grade: optionsOf(GRADE_WORDS, lang),
    tier: optionsOf(TIER_WORDS, lang),
    measureClass: optionsOf(CLASS_WORDS, lang),
    post: await names('post'),
  };
  const columns = FIELDS.map((f): SheetColumn => {
    const c = COLUMNS[f];
    return {
      title: titleOf(f, lang),
      note: lang === 'zh' ? `${c.hintZh}\n${c.en}: ${c.hintEn}` : `${c.hintEn}\n${c.zh}：${c.hintZh}`,
      ...(c.width ? { width: c.width } : {}),
      ...(c.required ? { required: true } : {}),
      ...(options[f]?.length ? { options: options[f] } : {}),
    };
  });
  return await writeWorkbook([{ name: lang === 'zh' ? '风险清单' : 'Risk register', columns, rows: [] }], {
    template: true,
  });
}
