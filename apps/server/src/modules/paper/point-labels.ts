import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Trx } from '../../platform/db/database.ts';
import type { PaperHead } from './data.ts';
import { footOf, type Sheet, titleBlock } from './sheet.ts';
import { type Lang, WORDS } from './words.ts';

type Point = { readonly name: string; readonly object: string; readonly code: string };
const ACROSS = 3;

/** Points of an enterprise that have a code, in the order one finds them in the register. */
export async function paperPoints(trx: Trx, enterpriseId: string): Promise<Point[]> {
  const rows = await trx
    .selectFrom('risk_unit as u')
    .innerJoin('risk_object as o', (j) =>
      j.onRef('o.enterprise_id', '=', 'u.enterprise_id').onRef('o.id', '=', 'u.object_id'),
    )
    .select(['u.name', 'o.name as object', 'u.point_code'])
    .where('u.enterprise_id', '=', enterpriseId)
    .where('u.state', '=', 'active')
    .where('u.point_code', 'is not', null)
    .orderBy('o.name')
    .orderBy('u.name')
    .execute();
  return rows.map((r) => ({ name: r.name, object: r.object, code: r.point_code ?? '' }));
}

/** A code in groups of four, as one reads it aloud and types it. */
export const grouped = (code: string): string => code.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');

/** Labels to cut out and stick on: a code, the point's name, and the letters for when no camera helps. */
export function pointLabels(
  points: readonly Point[],
  ctx: { readonly head: PaperHead; readonly lang: Lang; readonly day: string; readonly publicUrl: string },
): Sheet {
  const { head, lang, day, publicUrl } = ctx;
  const w = WORDS[lang];
  const label = (p: Point): TableCell => ({
    stack: [
      {
        qr: `${publicUrl}/c/${encodeURIComponent(p.code)}`,
        fit: 110,
        eccLevel: 'M',
        alignment: 'center',
        margin: [0, 6, 0, 6],
      },
      { text: p.name, bold: true, fontSize: 12, alignment: 'center' },
      { text: p.object, fontSize: 8, color: '#4A514E', alignment: 'center', margin: [0, 1, 0, 3] },
      { text: grouped(p.code), fontSize: 9, alignment: 'center', margin: [0, 0, 0, 6] },
    ],
  });
  const rows: TableCell[][] = [];
  for (let at = 0; at < points.length; at += ACROSS) {
    const row = points.slice(at, at + ACROSS).map(label);
    rows.push([...row, ...Array.from({ length: ACROSS - row.length }, () => ({ text: '' }))]);
  }
  const content: Content[] = [
    titleBlock(head, w.points),
    { text: w.pointsHow, fontSize: 10, alignment: 'center', margin: [0, 0, 0, 8] },
    rows.length === 0
      ? { text: w.noData, margin: [0, 6, 0, 6] }
      : { table: { widths: Array.from({ length: ACROSS }, () => '*'), dontBreakRows: true, body: rows } },
  ];
  return { content, landscape: false, foot: footOf(head, lang, day), title: w.points, qr: null };
}
