import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { PaperHead } from './data.ts';
import { facts, footOf, gradeCell, headRow, type Sheet, titleBlock } from './sheet.ts';
import { type Lang, WORDS } from './words.ts';
import { GRADE_COLUMN, SHEET_COLUMNS, SHEET_TITLE, SIGNED } from './worksheet-columns.ts';
import type { UnitSheet } from './worksheet-data.ts';

type Ctx = { readonly head: PaperHead; readonly lang: Lang; readonly day: string; readonly url: string };

/** JHA, SCL and HAZOP worksheets, a unit a table, as they are signed and filed. */
export function worksheets(units: readonly UnitSheet[], ctx: Ctx): Sheet {
  const { head, lang } = ctx;
  const w = WORDS[lang];
  return {
    content: units.flatMap((u, at): Content[] => [
      {
        ...(titleBlock(head, SHEET_TITLE[u.worksheet][lang]) as object),
        ...(at > 0 ? { pageBreak: 'before' as const } : {}),
      } as Content,
      facts([
        [w.place, `${u.object} / ${u.unit}`, w.responsible, [u.orgUnit, u.duty].filter(Boolean).join(' / ') || w.none],
      ]),
      table(u, lang),
      signatures(u, lang),
    ]),
    landscape: true,
    foot: footOf(head, lang, ctx.day),
    title: w.worksheets,
    qr: { text: ctx.url, caption: w.scanCard },
  };
}

/** Narrow columns in points of a landscape page, the grade's a little wider; the wide ones share the rest. */
const NARROW = 44;
const GRADED = 58;
/** As many characters as one cell of this many columns surely holds on a page: a longer one must be allowed to break (see `fitsAPage`). */
const CELL_CHARS = 120;

function table(u: UnitSheet, lang: Lang): Content {
  const columns = SHEET_COLUMNS[u.worksheet];
  const rows = u.lines.map((l, i): TableCell[] => [
    { text: String(i + 1), alignment: 'center' },
    ...columns.map(
      (c): TableCell => (c === GRADE_COLUMN ? gradeCell(l.grade, lang) : { text: c.of(l, lang), fontSize: 8 }),
    ),
  ]);
  return {
    table: {
      headerRows: 1,
      dontBreakRows: u.lines.every((l) => columns.every((c) => c.of(l, lang).length <= CELL_CHARS)),
      widths: [20, ...columns.map((c) => (c.wide ? '*' : c === GRADE_COLUMN ? GRADED : NARROW))],
      body: [headRow([WORDS[lang].no, ...columns.map((c) => c[lang])]), ...rows],
    },
    layout: 'ruled',
  };
}

/** Each of the people, days, revisions and states that the lines carry, once. */
function signatures(u: UnitSheet, lang: Lang): Content {
  const text = SIGNED.map((c) => {
    const values = [...new Set(u.lines.map((l) => c.of(l, lang)).filter(Boolean))];
    const list = values.join(lang === 'zh' ? '、' : ', ') || WORDS[lang].none;
    return lang === 'zh' ? `${c.zh}：${list}` : `${c.en}: ${list}`;
  });
  return { text: text.join(lang === 'zh' ? '　　' : '     '), fontSize: 9, margin: [0, 8, 0, 0] };
}
