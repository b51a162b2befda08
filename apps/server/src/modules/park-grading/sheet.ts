import type { ParkGradingView } from '@yufang/contract';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { facts, headRow, type Sheet } from '../paper/sheet.ts';
import type { Lang } from '../paper/words.ts';
import { GRADING_WORDS } from './words.ts';

/** A grading item by item: score, evidence, arithmetic, and what the table lacks. */
export function gradingSheet(
  park: { readonly name: string; readonly invented: boolean },
  g: ParkGradingView,
  at: { readonly lang: Lang; readonly day: string },
): Sheet {
  const w = GRADING_WORDS[at.lang];
  const name = (x: { label: string; labelEn: string }) => (at.lang === 'zh' ? x.label : x.labelEn);
  const table = g.table.payload;
  const band = table.bands.find((b) => b.grade === g.result.grade);
  const verdict =
    g.result.grade === null
      ? w.none
      : `${g.result.grade}${band ? `（${name(band)}）` : ''}${g.provisional ? ` · ${w.provisional}` : ''}`;
  const center = (text: string): TableCell => ({ text, alignment: 'center' });
  const rows = table.elements.flatMap((e): TableCell[][] => {
    const own = table.items.filter((i) => i.element === e.id);
    const sums = g.result.elements.find((x) => x.id === e.id);
    const head: TableCell = {
      text: `${name(e)}　${w.listed(String(sums?.listed ?? 0), sums?.points === null ? w.unreadPoints : String(sums?.points ?? ''))}`,
      bold: true,
      colSpan: 4,
      fillColor: '#F6F7F6',
    };
    return [
      [head, {}, {}, {}],
      ...own.map((item): TableCell[] => {
        const a = g.answers.find((x) => x.item === item.code);
        const score =
          !a || (a.applicable && a.score === null) ? w.waiting : a.applicable ? String(a.score) : w.notApplicable;
        const proof = [a?.note, a && a.files.length > 0 ? w.files(a.files.length) : ''].filter(Boolean).join('；');
        return [name(item), center(String(item.max)), center(score), proof || '–'];
      }),
    ];
  });
  const content: Content[] = [
    { text: park.name, fontSize: 11, color: '#4A514E', alignment: 'center' },
    { text: w.title, fontSize: 20, bold: true, alignment: 'center', margin: [0, 2, 0, 8] },
    facts([
      [w.grade, verdict, w.state, w.states[g.state]],
      [w.scored, g.submitted?.name ?? g.created.name, w.reviewed, g.reviewed?.name ?? '–'],
    ]),
    {
      table: {
        headerRows: 1,
        widths: ['*', 44, 56, 190],
        body: [headRow([w.item, w.max, w.score, w.evidence]), ...rows],
      },
      layout: 'ruled',
    },
    {
      text: w.sum(String(g.result.earned), String(g.result.applicable), String(g.result.percent ?? '–')),
      margin: [0, 6, 0, 0],
    },
    {
      text: table.bands
        .map((b, i) => `${b.grade} ${name(b)} ${i === 0 ? `< ${table.bands[1]?.min ?? ''}` : `≥ ${b.min}`}`)
        .join('　'),
      fontSize: 9,
      color: '#4A514E',
    },
    ...(g.vetoes.length === 0
      ? []
      : [
          { text: w.vetoed, bold: true, margin: [0, 8, 0, 2] as [number, number, number, number] },
          {
            ul: g.vetoes.map(
              (v) =>
                `${name(table.vetoes.find((x) => x.code === v.code) ?? { label: v.code, labelEn: v.code })}${w.colon}${v.note}`,
            ),
          },
        ]),
    ...(g.provisional
      ? [
          {
            text: `${w.provisional}${w.colon}${g.result.provisional.map((r) => w.why[r]).join('；')}。${w.notFormal}`,
            bold: true,
            margin: [0, 8, 0, 2] as [number, number, number, number],
          },
        ]
      : []),
    ...(table.unread.length === 0 ? [] : [{ text: w.unread }, { ul: table.unread.map(name) }]),
  ];
  return {
    content,
    landscape: false,
    foot: {
      left: `${w.basis}${w.colon}${g.table.standard ?? g.table.title}　${w.edition} ${g.table.edition}${g.table.status === 'in_force' ? '' : `（${w.draft}）`}　${at.day}`,
      invented: g.invented ? w.invented : null,
      lang: at.lang,
    },
    title: w.title,
    qr: null,
  };
}
