import type { EnterpriseFilter } from '@yufang/contract';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { writeWorkbook } from '../../platform/excel/write.ts';
import { selectForExport } from './queries.ts';
import { masked } from './view.ts';
import { WORDS } from './words.ts';

/** The list as a workbook, numbers masked. */
export async function exportWorkbook(
  trx: Trx,
  f: z.output<typeof EnterpriseFilter>,
  lang: 'zh' | 'en',
): Promise<Buffer> {
  const w = WORDS[lang];
  const rows = await selectForExport(trx, f);
  const sectors = new Map(
    (await trx.selectFrom('sector').selectAll().execute()).map((s) => [s.code, lang === 'zh' ? s.name : s.name_en]),
  );
  return await writeWorkbook([
    {
      name: w.sheet,
      columns: w.export.map((title, i) => ({ title, width: i === 1 ? 36 : 16 })),
      rows: rows.map((r) => [
        r.code,
        r.name,
        r.city_name,
        r.county_name,
        r.park_name,
        r.industry_code,
        w.scale[r.scale] ?? r.scale,
        sectors.get(r.sector) ?? r.sector,
        r.head_count,
        r.tags.map((t) => w.tag[t] ?? t).join('、'),
        w.status[r.status] ?? r.status,
        w.activity[r.activity] ?? r.activity,
        r.covered ? w.yes : w.no,
        r.contact_name,
        masked(r.contact_phone_tail),
        r.address,
        r.lon,
        r.lat,
        r.invented ? w.yes : w.no,
      ]),
    },
  ]);
}
