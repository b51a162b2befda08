import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import type { PaperHead, PaperPost, PaperRisk } from './data.ts';
import { grouped } from './point-labels.ts';
import { facts, fitsAPage, footOf, gradeBar, gradeCell, headRow, type Sheet, titleBlock } from './sheet.ts';
import { CLASS, cycleText, type Lang, TIER, WORDS } from './words.ts';

type Ctx = { readonly head: PaperHead; readonly lang: Lang; readonly day: string; readonly url: string };

const raised = (r: PaperRisk, lang: Lang): string =>
  r.grade !== r.liveGrade && r.liveGrade !== null ? WORDS[lang].raised : '';
const measureLines = (r: PaperRisk, lang: Lang, own = r.measures): Content =>
  own.length === 0
    ? { text: WORDS[lang].none }
    : {
        stack: own.map((m, i) => ({
          text: [
            `${i + 1}. `,
            {
              text: lang === 'zh' ? `【${CLASS[m.measureClass].zh}】` : `${CLASS[m.measureClass].en}: `,
              color: '#4A514E',
            },
            m.description,
          ],
          margin: [0, 0, 0, 1],
        })),
      };

/** 岗位安全风险告知卡: one post a sheet, its risks gravest first, what it controls, what to do in an emergency. */
export function postCards(posts: readonly PaperPost[], ctx: Ctx): Sheet {
  const { head, lang } = ctx;
  const w = WORDS[lang];
  const content = posts.flatMap((p, at): Content[] => {
    const accidents = [...new Set(p.risks.flatMap((r) => r.accident?.[lang] ?? []))].join(lang === 'zh' ? '、' : ', ');
    const rows = p.risks.map((r, i): TableCell[] => [
      { text: String(i + 1), alignment: 'center' },
      {
        stack: [
          { text: `${r.object} / ${r.unit}`, color: '#4A514E', fontSize: 8 },
          { text: r.name, bold: true },
        ],
      },
      gradeCell(r.liveGrade, lang, raised(r, lang)),
      measureLines(r, lang, r.own),
    ]);
    return [
      { ...(titleBlock(head, w.card) as object), ...(at > 0 ? { pageBreak: 'before' as const } : {}) } as Content,
      gradeBar(p.worst, lang, `${w.post}：${p.name}`.replace('：', lang === 'zh' ? '：' : ': ')),
      facts([
        [w.post, p.name, w.department, p.orgUnit],
        [w.holders, p.holders.join(lang === 'zh' ? '、' : ', ') || w.none, w.accident, accidents || w.none],
        ...(p.duty ? ([[w.duty, p.duty]] as const) : []),
      ]),
      rows.length === 0
        ? { text: w.noData, margin: [0, 6, 0, 6] }
        : {
            table: {
              headerRows: 1,
              dontBreakRows: rows.every(fitsAPage),
              widths: [24, 150, 78, '*'],
              body: [headRow([w.no, w.event, w.grade, w.measures]), ...rows],
            },
            layout: 'ruled',
          },
      emergencyBlock(p, lang),
    ];
  });
  return {
    content,
    landscape: false,
    foot: footOf(head, lang, ctx.day),
    title: w.card,
    qr: { text: ctx.url, caption: w.scanCard },
  };
}

function emergencyBlock(p: PaperPost, lang: Lang): Content {
  const w = WORDS[lang];
  const steps = [
    ...(p.emergency ? [p.emergency] : []),
    ...new Set(
      p.risks.flatMap((r) => r.measures.filter((m) => m.measureClass === 'emergency').map((m) => m.description)),
    ),
  ];
  const row: TableCell[] = [
    { text: w.emergency, bold: true, fillColor: '#EEF1EF' },
    {
      stack: [
        ...(steps.length > 0 ? steps.map((s, i) => `${i + 1}. ${s}`) : [w.none]),
        { text: w.call, bold: true, margin: [0, 4, 0, 0] },
      ],
    },
  ];
  return {
    unbreakable: fitsAPage(row),
    margin: [0, 8, 0, 0],
    table: { widths: [78, '*'], body: [row] },
    layout: 'ruled',
  };
}

/** 安全风险公告栏: every risk, gravest first. */
export function noticeBoard(risks: readonly PaperRisk[], ctx: Ctx): Sheet {
  const { head, lang } = ctx;
  const w = WORDS[lang];
  const rows = risks.map((r, i): TableCell[] => [
    { text: String(i + 1), alignment: 'center' },
    {
      stack: [
        { text: `${r.object} / ${r.unit}`, color: '#4A514E', fontSize: 8 },
        { text: r.name, bold: true },
      ],
    },
    gradeCell(r.liveGrade, lang, raised(r, lang)),
    {
      stack: [
        r.accident?.[lang] ?? w.none,
        ...(r.consequence ? [{ text: r.consequence, fontSize: 8, color: '#4A514E' }] : []),
      ],
    },
    measureLines(r, lang),
    { text: r.tier ? TIER[r.tier][lang] : w.none, alignment: 'center' },
    {
      text: [r.orgUnit, r.duty].filter(Boolean).join(' / ') || r.postNames.join(lang === 'zh' ? '、' : ', ') || w.none,
      alignment: 'center',
    },
  ]);
  return {
    content: [
      titleBlock(head, w.board),
      { text: w.boardNote, fontSize: 9, color: '#4A514E', margin: [0, 0, 0, 6] },
      rows.length === 0
        ? { text: w.none }
        : {
            table: {
              headerRows: 1,
              dontBreakRows: rows.every(fitsAPage),
              widths: [24, 150, 76, 100, '*', 52, 84],
              body: [headRow([w.no, w.event, w.grade, w.accident, w.measures, w.tier, w.responsible]), ...rows],
            },
            layout: 'ruled',
          },
      { text: w.call, bold: true, margin: [0, 8, 0, 0] },
    ],
    landscape: true,
    foot: footOf(head, lang, ctx.day),
    title: w.board,
    qr: { text: ctx.url, caption: w.scanCard },
  };
}

/** What the worksheet says of a step, whichever sheet it is. */
function stepOf(r: PaperRisk): { step: string; hazard: string } {
  const s = (key: string): string => (typeof r.sheet[key] === 'string' ? (r.sheet[key] as string) : '');
  return {
    step: s('step') || s('item') || s('deviation') || r.name,
    hazard: s('hazard') || s('standard') || s('causes') || r.name,
  };
}

/** 案头手册 (steps in the order they were written down): of each post its flows of work; of each flow its steps; of each step right action, control and emergency. */
export function handbooks(posts: readonly PaperPost[], ctx: Ctx): Sheet {
  const { head, lang } = ctx;
  const w = WORDS[lang];
  const content = posts.flatMap((p, at): Content[] => {
    const flows = [
      ...Map.groupBy(
        p.risks.toSorted((a, b) => a.id.localeCompare(b.id)),
        (r) => `${r.object} / ${r.unit}`,
      ),
    ];
    return [
      { ...(titleBlock(head, w.handbook) as object), ...(at > 0 ? { pageBreak: 'before' as const } : {}) } as Content,
      gradeBar(p.worst, lang, `${p.name}　${p.orgUnit}`),
      facts([
        [w.holders, p.holders.join(lang === 'zh' ? '、' : ', ') || w.none, w.department, p.orgUnit],
        ...(p.duty ? ([[w.duty, p.duty]] as const) : []),
      ]),
      ...(flows.length === 0 ? [{ text: w.noData }] : []),
      ...flows.flatMap(([name, risks], i) => flow({ name, risks, no: i + 1, post: p }, lang)),
    ];
  });
  return {
    content,
    landscape: false,
    foot: footOf(head, lang, ctx.day),
    title: w.handbook,
    qr: { text: ctx.url, caption: w.scanCard },
  };
}

/** A head of more steps is half a page of boxes, which letters do not count. */
const STEPS_OF_A_HEAD = 12;

function flow(f: { name: string; risks: PaperPost['risks']; no: number; post: PaperPost }, lang: Lang): Content[] {
  const w = WORDS[lang];
  const steps = f.risks.map(stepOf);
  const text = (classes: readonly string[], r: PaperPost['risks'][number]): string[] =>
    r.measures.filter((m) => classes.includes(m.measureClass)).map((m) => m.description);
  const list = (items: readonly string[]): Content =>
    items.length > 0 ? { stack: items.map((s) => `· ${s}`) } : { text: w.none, color: '#4A514E' };
  const head: Content[] = [
    { text: `${w.flow} ${f.no}　${f.name}`, bold: true, fontSize: 13, margin: [0, 8, 0, 4], headlineLevel: 1 },
    chain(steps.map((s) => s.step)),
  ];
  const names = steps.map((s): TableCell => ({ text: s.step }));
  return f.risks.map((r, i): Content => {
    const s = steps[i] ?? stepOf(r);
    const checks = r.own
      .filter((m) => m.check)
      .map((m) => `${m.check}${m.cycleUnit ? `（${cycleText(m.cycleN ?? 1, m.cycleUnit, lang)}）` : ''}`);
    const rest = f.post.emergency ? [f.post.emergency] : [];
    const label = (t: string): TableCell => ({ text: t, bold: true, fillColor: '#EEF1EF' });
    const wide = (items: readonly string[]): TableCell => ({ ...(list(items) as object), colSpan: 2 }) as TableCell;
    const body: TableCell[][] = [
      [label(`${w.step} ${i + 1}`), { text: s.step, bold: true }, gradeCell(r.liveGrade, lang, raised(r, lang))],
      [label(w.hazard), { text: `${s.hazard}${s.hazard === r.name ? '' : ` → ${r.name}`}`, colSpan: 2 }, {}],
      [label(w.action), wide(text(['management', 'training'], r)), {}],
      [label(w.control), wide(text(['engineering', 'ppe'], r)), {}],
      [label(w.checks), wide(checks), {}],
      [label(w.emergency), wide([...text(['emergency'], r), ...rest]), {}],
    ];
    const table: ContentTable = { margin: [0, 4, 0, 4], table: { widths: [64, '*', 84], body }, layout: 'ruled' };
    // A flow's head stays with its first step: at the foot of a page it would name what is only overleaf.
    return i === 0
      ? {
          stack: [...head, table],
          unbreakable: steps.length <= STEPS_OF_A_HEAD && fitsAPage([...names, ...body.flat()]),
        }
      : { ...table, unbreakable: fitsAPage(body.flat()) };
  });
}

/** The steps of a flow one after another, four a line, with arrows between. */
function chain(steps: readonly string[]): Content {
  const lines: Content[] = [];
  const perLine = 4;
  for (let at = 0; at < steps.length; at += perLine) {
    const cells: TableCell[] = [];
    for (let i = 0; i < perLine; i += 1) {
      const step = steps[at + i];
      if (step === undefined) cells.push({ text: '', border: [false, false, false, false] });
      else
        cells.push({
          text: `${at + i + 1}  ${step}`,
          alignment: 'center',
          fontSize: 9,
          margin: [2, 4, 2, 4],
          border: [true, true, true, true],
        });
      if (i < perLine - 1)
        cells.push({
          text: step !== undefined && at + i + 1 < steps.length ? '→' : '',
          alignment: 'center',
          margin: [0, 4, 0, 0],
          border: [false, false, false, false],
        });
    }
    lines.push({
      table: { widths: ['*', 14, '*', 14, '*', 14, '*'], body: [cells] },
      layout: 'thin',
      margin: [0, 0, 0, 4],
    });
  }
  return { stack: lines };
}

/** 一企一码 door plate: the code large enough to be read from two metres. */
export function doorPlate(ctx: Ctx): Sheet {
  const { head, lang } = ctx;
  const w = WORDS[lang];
  return {
    content: [
      { text: w.plate, fontSize: 30, bold: true, alignment: 'center', margin: [0, 50, 0, 20] },
      { canvas: [{ type: 'rect', x: 0, y: 0, w: 515, h: 4, color: '#0B6E6E' }] },
      { text: head.name, fontSize: 24, bold: true, alignment: 'center', margin: [0, 26, 0, 8] },
      { text: `${w.code}${lang === 'zh' ? '：' : ': '}${head.code}`, fontSize: 13, alignment: 'center' },
      ...(head.address
        ? [
            {
              text: head.address,
              fontSize: 12,
              alignment: 'center' as const,
              margin: [0, 4, 0, 0] as [number, number, number, number],
            },
          ]
        : []),
      { qr: ctx.url, fit: 300, eccLevel: 'M', alignment: 'center', margin: [0, 34, 0, 8] },
      // For whoever has no camera at hand: the code to type.
      { text: grouped(head.cardCode), fontSize: 13, alignment: 'center', margin: [0, 0, 0, 14] },
      { text: w.scan, fontSize: 14, alignment: 'center' },
      { text: w.call, fontSize: 13, bold: true, alignment: 'center', margin: [0, 26, 0, 0] },
    ],
    landscape: false,
    foot: footOf(head, lang, ctx.day),
    title: w.plate,
    qr: null,
  };
}
