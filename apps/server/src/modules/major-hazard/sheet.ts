import type { MajorHazardUnitView } from '@yufang/contract';
import { GB18218_EDITION } from '@yufang/qra';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { facts, headRow, type Sheet } from '../paper/sheet.ts';
import type { Lang } from '../paper/words.ts';
import { MAJOR_HAZARD_WORDS } from './words.ts';

type Head = {
  readonly name: string;
  readonly code: string;
  readonly address: string | null;
  readonly invented: boolean;
};

/** The units of an enterprise with the arithmetic line by line, gravest first. */
export function majorHazardSheet(
  head: Head,
  units: readonly MajorHazardUnitView[],
  at: { readonly lang: Lang; readonly day: string },
): Sheet {
  const w = MAJOR_HAZARD_WORDS[at.lang];
  return {
    content: [
      { text: head.name, fontSize: 11, color: '#4A514E', alignment: 'center' },
      { text: w.title, fontSize: 20, bold: true, alignment: 'center', margin: [0, 2, 0, 8] },
      facts([[w.code, head.code, w.address, head.address ?? '–']]),
      ...(units.length === 0 ? [{ text: w.none }] : units.flatMap((u, i) => block(u, i + 1, at.lang))),
    ],
    landscape: false,
    foot: {
      left: `${w.foot}${at.lang === 'zh' ? '：' : ': '}${GB18218_EDITION.standard}　${at.day}`,
      invented: head.invented ? w.invented : null,
      lang: at.lang,
    },
    title: w.title,
    qr: null,
  };
}

function block(u: MajorHazardUnitView, no: number, lang: Lang): Content[] {
  const w = MAJOR_HAZARD_WORDS[lang];
  const { result: r } = u;
  const right = (text: string): TableCell => ({ text, alignment: 'right' });
  const lines = r.lines.map((line, i): TableCell[] => [
    { text: String(i + 1), alignment: 'center' },
    line.substance,
    right(line.quantityT),
    right(`${line.criticalQuantityT}${line.quantityBasis === 'stated' ? '※' : ''}`),
    right(line.ratio),
    right(`${line.beta}${line.betaBasis === 'stated' ? '※' : (w.certainty[line.betaCertainty] ?? '')}`),
    right(line.weighted),
    {
      text:
        line.quantityBasis === 'stated'
          ? (line.basis ?? w.stated)
          : `${tableOf(line.quantityBasis, lang)}；β ${tableOf(line.betaBasis, lang)}`,
      fontSize: 8,
    },
  ]);
  const verdict = r.level === null ? w.not : `${w.yes} · ${w.level[r.level] ?? ''}`;
  const sums = [
    `S = Σ q/Q = ${r.lines.map((l) => l.ratio).join(' + ')} = ${r.s} ${r.isMajorHazard ? '≥' : '<'} 1`,
    ...(r.r === null ? [] : [`R = α · Σ β·q/Q = ${r.alpha} × ${r.weightedSum} = ${r.r}　${bandText(r.level, lang)}`]),
  ];
  return [
    { text: `${no}. ${u.name}　${verdict}`, bold: true, fontSize: 13, margin: [0, 8, 0, 4], headlineLevel: 1 },
    facts([
      [w.unit, w.kind[u.kind], w.assessedOn, u.assessedOn],
      [w.location, u.location ?? '–', w.people, `${r.peopleWithin500M}（α = ${r.alpha}）`],
      ...(u.note ? ([[w.note, u.note]] as const) : []),
    ]),
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [24, '*', 62, 62, 52, 34, 52, 96],
        body: [headRow([w.no, w.substance, w.quantity, w.critical, w.ratio, w.beta, w.weighted, w.basis]), ...lines],
      },
      layout: 'ruled',
    },
    ...sums.map((text): Content => ({ text, margin: [0, 4, 0, 0] })),
    ...(r.unverified
      ? [
          {
            text: w.unverified,
            fontSize: 8,
            color: '#4A514E',
            margin: [0, 3, 0, 0] as [number, number, number, number],
          },
        ]
      : []),
  ];
}

/** `table1:12` → 表 1 第 12 项; a symbol of table 4 as it is. */
export function tableOf(basis: string, lang: Lang): string {
  const [table = '', row] = basis.split(':');
  const no = /^table(\d)$/.exec(table)?.[1];
  if (no === undefined) return lang === 'zh' ? `表 4 ${basis}` : `table 4 ${basis}`;
  if (lang === 'en') return row === undefined ? `table ${no}` : `table ${no}, ${row}`;
  return row === undefined ? `表 ${no}` : `表 ${no} ${/^\d+$/.test(row) ? `第 ${row} 项` : row}`;
}

const BANDS = ['', 'R ≥ 100', '50 ≤ R < 100', '10 ≤ R < 50', 'R < 10'];
const bandText = (level: number | null, lang: Lang): string =>
  level === null ? '' : `${BANDS[level] ?? ''} → ${MAJOR_HAZARD_WORDS[lang].level[level] ?? ''}`;
