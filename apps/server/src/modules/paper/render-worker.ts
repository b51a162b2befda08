import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type * as PdfMake from 'pdfmake';
import type { Sheet } from './sheet.ts';
import { WORDS } from './words.ts';

/** Sets sheets in a thread of its own: laying out Chinese text takes seconds of CPU that the server must not spend itself. */
const require = createRequire(import.meta.url);
const pdfmake: typeof PdfMake = require('pdfmake');
const font = (name: string) => require.resolve(`@expo-google-fonts/noto-sans-sc/${name}`);
const NORMAL = font('400Regular/NotoSansSC_400Regular.ttf');
const BOLD = font('700Bold/NotoSansSC_700Bold.ttf');
pdfmake.setFonts({ Noto: { normal: NORMAL, bold: BOLD, italics: NORMAL, bolditalics: BOLD } });
// Nothing that stands in a register may fetch an address or read a file: only the two fonts are opened.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === NORMAL || path === BOLD);
const rule = (width: number) => ({
  hLineWidth: () => width,
  vLineWidth: () => width,
  hLineColor: () => '#6B726F',
  vLineColor: () => '#6B726F',
  paddingTop: () => 3,
  paddingBottom: () => 3,
  paddingLeft: () => 5,
  paddingRight: () => 5,
});
/** The first row is the table's caption: no line over it. */
const captioned = (width: number, padding: number) => ({
  ...rule(width),
  hLineWidth: (line: number) => (line === 0 ? 0 : width),
  paddingTop: () => padding,
  paddingBottom: () => padding,
  paddingLeft: () => padding + 1,
  paddingRight: () => padding + 1,
});
pdfmake.setTableLayouts({
  ruled: rule(0.6),
  thin: rule(0.8),
  captioned: captioned(0.6, 3),
  captionedTight: captioned(0.5, 1.5),
});

parentPort?.on('message', async ({ id, sheet }: { id: number; sheet: Sheet }) => {
  try {
    parentPort?.postMessage({ id, pdf: await set(sheet) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error instanceof Error ? error.stack : error) });
  }
});

function set(sheet: Sheet): Promise<Buffer> {
  const { foot, qr } = sheet;
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageOrientation: sheet.landscape ? 'landscape' : 'portrait',
      pageMargins: [40, 36, 40, qr ? 92 : 66],
      info: { title: sheet.title, producer: 'Yufang', creator: 'Yufang' },
      defaultStyle: { font: 'Noto', fontSize: 10, lineHeight: 1.25, color: '#1F2328' },
      content: sheet.content,
      // A heading of the second level is not left alone at the foot of a page.
      pageBreakBefore: (node) => node.headlineLevel === 2 && node.startPosition.verticalRatio > 0.86,
      footer: (page, pages) => ({
        margin: [40, 0, 40, 0],
        stack: [
          {
            canvas: [
              {
                type: 'line',
                x1: 0,
                y1: 0,
                x2: sheet.landscape ? 762 : 515,
                y2: 0,
                lineWidth: 0.6,
                lineColor: '#6B726F',
              },
            ],
          },
          {
            columns: [
              {
                width: '*',
                stack: [
                  { text: foot.left, fontSize: 7.5, color: '#4A514E', margin: [0, 5, 8, 0] },
                  ...(foot.invented
                    ? [
                        {
                          text: foot.invented,
                          fontSize: 8,
                          bold: true,
                          margin: [0, 2, 0, 0] as [number, number, number, number],
                        },
                      ]
                    : []),
                  { text: WORDS[foot.lang].page(page, pages), fontSize: 8, margin: [0, 2, 0, 0] },
                ],
              },
              ...(qr
                ? [
                    {
                      width: 110,
                      text: qr.caption,
                      fontSize: 8,
                      color: '#4A514E',
                      alignment: 'right' as const,
                      margin: [0, 26, 8, 0] as [number, number, number, number],
                    },
                    {
                      width: 62,
                      qr: qr.text,
                      fit: 62,
                      alignment: 'right' as const,
                      margin: [0, 6, 0, 0] as [number, number, number, number],
                    },
                  ]
                : []),
            ],
          },
        ],
      }),
    })
    .getBuffer();
}
