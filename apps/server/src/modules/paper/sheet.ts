import type { RiskGrade } from '@yufang/domain';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { PaperHead } from './data.ts';
import { GRADE, type Lang, WORDS } from './words.ts';

/** A document as it is sent to the thread that sets it: plain data, no functions. */
export type Sheet = {
  readonly content: Content[];
  readonly landscape: boolean;
  readonly foot: { readonly left: string; readonly invented: string | null; readonly lang: Lang };
  readonly title: string;
  /** A code in the lower right corner of every page. */
  readonly qr: { readonly text: string; readonly caption: string } | null;
};

/** Standard and revision at the foot, and that the firm is invented where it is. */
export function footOf(head: PaperHead, lang: Lang, day: string): Sheet['foot'] {
  const w = WORDS[lang];
  const basis = `${w.basis}：${head.basis}${head.basisDraft ? `（${w.draft}）` : ''}`;
  const revision = `${w.revision} ${head.revision}${head.reviewedOn ? `（${head.reviewedOn}）` : ''}`;
  const left = `${basis}　${revision}　${w.printed} ${day}`;
  return {
    left:
      lang === 'zh'
        ? left
        : left.replaceAll('：', ': ').replaceAll('　', '   ').replaceAll('（', ' (').replaceAll('）', ')'),
    invented: head.invented ? w.invented : null,
    lang,
  };
}

/** Name of the firm over the sheet's title. */
export const titleBlock = (head: PaperHead, title: string): Content => ({
  stack: [
    { text: head.name, fontSize: 11, color: '#4A514E', alignment: 'center' },
    { text: title, fontSize: 20, bold: true, alignment: 'center', margin: [0, 2, 0, 8] },
  ],
});

/** The grade as a bar over the whole width: colour, shape and word. */
export function gradeBar(grade: RiskGrade | null, lang: Lang, more: string): Content {
  const g = GRADE[grade ?? 'none'];
  return {
    table: {
      widths: ['auto', '*'],
      body: [
        [
          {
            text: `${g.shape} ${g[lang]}`,
            bold: true,
            fontSize: 15,
            color: g.on,
            fillColor: g.solid,
            margin: [10, 5, 10, 5],
            border: [false, false, false, false],
          },
          {
            text: more,
            fontSize: 11,
            color: g.on,
            fillColor: g.solid,
            alignment: 'right',
            margin: [10, 8, 10, 5],
            border: [false, false, false, false],
          },
        ],
      ],
    },
    margin: [0, 0, 0, 8],
  };
}

/** A grade in a cell: tint, shape, word. */
export function gradeCell(grade: RiskGrade | null, lang: Lang, raised = ''): TableCell {
  const g = GRADE[grade ?? 'none'];
  return {
    stack: [
      {
        text: [
          { text: `${g.shape} `, color: g.solid },
          { text: g[lang], bold: true },
        ],
        alignment: 'center',
      },
      ...(raised ? [{ text: raised, fontSize: 7, color: '#4A514E', alignment: 'center' as const }] : []),
    ],
    fillColor: g.tint,
  };
}

/** A head row that repeats on each page. */
export const headRow = (titles: readonly string[]): TableCell[] =>
  titles.map((text) => ({ text, bold: true, fillColor: '#EEF1EF', alignment: 'center', margin: [0, 2, 0, 2] }));

/** Label and value pairs in a ruled block. */
export const facts = (rows: readonly (readonly [string, string, string?, string?])[]): Content => ({
  table: {
    widths: [78, '*', 78, '*'],
    body: rows.map(([a, b, c, d]): TableCell[] =>
      c === undefined
        ? [{ text: a, bold: true, fillColor: '#EEF1EF' }, { text: b, colSpan: 3 }, {}, {}]
        : [{ text: a, bold: true, fillColor: '#EEF1EF' }, b, { text: c, bold: true, fillColor: '#EEF1EF' }, d ?? ''],
    ),
  },
  layout: 'ruled',
  margin: [0, 0, 0, 8],
});

/** About as many characters as the narrowest wide cell of our sheets holds on one page, with room to spare. */
const PAGE_CHARS = 500;

/**
 * Whether these cells, kept together, surely fit on one page. What is kept together and does not fit is left out of the paper without a word by the
 * setter, so such rows must be allowed to break.
 */
export const fitsAPage = (cells: readonly TableCell[]): boolean =>
  cells.reduce<number>((sum, cell) => sum + charsOf(cell), 0) <= PAGE_CHARS;

function charsOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, inner) => sum + charsOf(inner), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const { text, stack } = value as { text?: unknown; stack?: unknown };
  return charsOf(text) + charsOf(stack);
}
