import type { Content, ContentText, TableCell } from 'pdfmake/interfaces.js';
import { headRow } from '../paper/sheet.ts';

/** Width of the text on an A4 page, points. */
export const TEXT_WIDTH = 515;
const QUIET = '#4A514E';

type Inline = string | ContentText;

/** A figure of risk as text: 1.2×10⁻⁵ with the exponent raised; 0 as 0. */
export function sci(v: number, digits = 2): Inline[] {
  if (v === 0) return ['0'];
  const [mantissa = '0', exponent = '0'] = v.toExponential(digits).split('e');
  const n = Number(exponent);
  if (n >= -2 && n <= 3) return [String(Number(v.toPrecision(digits + 1)))];
  return [`${mantissa}×10`, { text: String(n).replace('-', '−'), sup: true }];
}

/** A cell with such a figure, to the right. */
export const sciCell = (v: number, digits = 2): TableCell => ({ text: sci(v, digits), alignment: 'right' });
export const right = (text: string | number): TableCell => ({ text: String(text), alignment: 'right' });
export const center = (text: string | number): TableCell => ({ text: String(text), alignment: 'center' });
/** A share as a percentage. */
export const share = (v: number): string => `${(v * 100).toFixed(v !== 0 && v < 0.001 ? 3 : 1)}%`;

/** A chapter on a page of its own, in the table of contents. */
export const chapter = (no: string, title: string): Content => ({
  text: `${no}　${title}`,
  fontSize: 16,
  bold: true,
  margin: [0, 0, 0, 10],
  pageBreak: 'before',
  tocItem: true,
  headlineLevel: 1,
});
/** A section below a chapter, in the table of contents. */
export const section = (no: string, title: string): Content => ({
  text: `${no}　${title}`,
  fontSize: 12,
  bold: true,
  margin: [0, 12, 0, 5],
  tocItem: true,
  tocMargin: [14, 0, 0, 0],
  headlineLevel: 2,
});
/** A paragraph, its first line indented by two characters. */
export const para = (...text: readonly Inline[]): Content => ({
  text: ['　　', ...text],
  margin: [0, 0, 0, 5],
  lineHeight: 1.45,
});
/** A remark in small quiet type. */
export const remark = (text: string): Content => ({ text, fontSize: 8, color: QUIET, margin: [0, 2, 0, 6] });
export const bullets = (items: readonly (string | Content)[]): Content => ({
  ul: [...items],
  margin: [0, 0, 0, 6],
  lineHeight: 1.4,
});

/** Counts tables and figures through the document. */
export class Numbering {
  #tables = 0;
  #figures = 0;
  /** A table with its caption above. `widths` as pdfmake takes them. */
  table(
    caption: string,
    t: {
      readonly head: readonly string[];
      readonly rows: readonly (readonly TableCell[])[];
      readonly widths: readonly (number | string)[];
      readonly small?: boolean;
    },
  ): Content[] {
    this.#tables += 1;
    const columns = t.head.length;
    // The caption is a head row: it is never left alone at the foot of a page, and stands again over what goes on.
    const title = {
      text: `表 ${this.#tables}　${caption}`,
      bold: true,
      fontSize: 9,
      alignment: 'center' as const,
      colSpan: columns,
      border: [false, false, false, false] as [boolean, boolean, boolean, boolean],
      margin: [0, 2, 0, 1] as [number, number, number, number],
    };
    const none: TableCell = { text: '（无）', alignment: 'center', color: QUIET, colSpan: columns };
    const filled = (cell: TableCell): TableCell[] => [cell, ...Array.from({ length: columns - 1 }, () => ({}))];
    const rows = t.rows.length === 0 ? [filled(none)] : t.rows.map((r) => [...r]);
    return [
      {
        table: {
          headerRows: 2,
          dontBreakRows: true,
          keepWithHeaderRows: 1,
          widths: [...t.widths],
          body: [filled(title), headRow(t.head), ...rows],
        },
        layout: t.small ? 'captionedTight' : 'captioned',
        fontSize: t.small ? 7.5 : 8.5,
        margin: [0, 4, 0, 8],
      },
    ];
  }
  /** A drawing with its caption below. */
  figure(caption: string, svg: string, width = TEXT_WIDTH): Content {
    this.#figures += 1;
    return {
      unbreakable: true,
      stack: [
        { svg, width, alignment: 'center', font: 'Noto' } as Content,
        {
          text: `图 ${this.#figures}　${caption}`,
          bold: true,
          fontSize: 9,
          alignment: 'center',
          margin: [0, 3, 0, 8],
        },
      ],
      margin: [0, 4, 0, 0],
    };
  }
}
