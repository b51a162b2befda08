import { ApiProblem } from '../../api/problem.ts';

/** Long side of the picture made of a PDF page, in pixels: enough for A2 on a screen, little enough to send. */
const LONG_SIDE = 2600;

/** The picture to upload of a chosen file: images as they are, of a PDF its first page drawn here in the browser. */
export async function pictureOf(file: File): Promise<Blob> {
  if (file.type !== 'application/pdf' && !file.name.toLowerCase().endsWith('.pdf')) return file;
  const pdfjs = await import('pdfjs-dist');
  const worker = await import('pdfjs-dist/build/pdf.worker.min.mjs?url');
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  const broken = () => new ApiProblem({ status: 415, code: 'plan.not_a_pdf', requestId: null });
  const task = pdfjs.getDocument({ data: new Uint8Array(await file.arrayBuffer()), enableXfa: false });
  try {
    const page = await (await task.promise).getPage(1);
    const natural = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: LONG_SIDE / Math.max(natural.width, natural.height) });
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport, background: '#ffffff' }).promise;
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw broken();
    return blob;
  } catch {
    throw broken();
  } finally {
    await task.destroy();
  }
}
