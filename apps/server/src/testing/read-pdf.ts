import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A PDF as a reader sees it: the words of all pages in the order they were set, and each page as a PNG at `dpi`. */
export type ReadPdf = { readonly text: string; readonly pictures: readonly Buffer[] };

/**
 * Read and draw a PDF with pdf.js, so that a test of paper needs no program of the machine's own.
 * @param dpi resolution of the pictures; 60 is enough to count colours by
 */
export async function readPdf(pdf: Buffer, dpi = 60): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const texts: string[] = [];
  const pictures: Buffer[] = [];
  for (let n = 1; n <= document.numPages; n += 1) {
    const page = await document.getPage(n);
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    const viewport = page.getViewport({ scale: dpi / 72 });
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    // pdf.js is typed for a browser's canvas; this one has the same drawing interface.
    await page.render({ canvas: canvas as never, viewport }).promise;
    pictures.push(canvas.toBuffer('image/png'));
  }
  await task.destroy();
  return { text: texts.join('\n'), pictures };
}
