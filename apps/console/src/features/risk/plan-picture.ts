import { ApiProblem } from '../../api/problem.ts';

/** Long side of the picture made of a PDF page, in pixels: enough for A2 on a screen, little enough to send. */
const LONG_SIDE = 2600;
/** And of the picture by which a page is recognised before it is taken. */
const PREVIEW_SIDE = 900;

/** A PDF that is open in this browser: its pages can be drawn until it is closed. */
export type PagedFile = {
  readonly name: string;
  readonly pages: number;
  /** @param page from 1 */
  readonly draw: (page: number, as: 'plan' | 'preview') => Promise<Blob>;
  readonly close: () => void;
};

export const isPdf = (file: File): boolean =>
  file.type === 'application/pdf' || file.name.toLowerCase().endsWith('.pdf');

const broken = () => new ApiProblem({ status: 415, code: 'plan.not_a_pdf', requestId: null });

/**
 * Open a PDF here in the browser, where its pages are drawn: what is uploaded is a picture.
 * @throws `plan.not_a_pdf` when it cannot be read, also from `draw`
 */
export async function openPdf(file: File): Promise<PagedFile> {
  const pdfjs = await import('pdfjs-dist');
  const worker = await import('pdfjs-dist/build/pdf.worker.min.mjs?url');
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  const task = pdfjs.getDocument({ data: new Uint8Array(await file.arrayBuffer()), enableXfa: false });
  const close = () => void task.destroy();
  try {
    const document = await task.promise;
    const draw: PagedFile['draw'] = async (page, as) => {
      try {
        return await drawn(await document.getPage(page), as === 'plan' ? LONG_SIDE : PREVIEW_SIDE);
      } catch {
        throw broken();
      }
    };
    return { name: file.name, pages: document.numPages, draw, close };
  } catch {
    close();
    throw broken();
  }
}

async function drawn(page: import('pdfjs-dist').PDFPageProxy, longSide: number): Promise<Blob> {
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: longSide / Math.max(natural.width, natural.height) });
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  await page.render({ canvas, viewport, background: '#ffffff' }).promise;
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw broken();
  return blob;
}
