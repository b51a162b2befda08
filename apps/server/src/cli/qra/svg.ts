/** Text made safe inside SVG. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A drawing of a size, white ground, the words in a font that has Chinese. */
export const drawing = (width: number, height: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` font-family="'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');

/** Coordinates to a tenth of a pixel. */
export const px = (v: number): string => v.toFixed(1);

/** A line of text. `anchor` start, middle or end. */
export const label = (
  at: { readonly x: number; readonly y: number; readonly anchor?: 'start' | 'middle' | 'end'; readonly bold?: boolean },
  text: string,
): string =>
  `<text x="${px(at.x)}" y="${px(at.y)}" text-anchor="${at.anchor ?? 'start'}"${at.bold ? ' font-weight="600"' : ''} fill="#1f1f1f">${escaped(text)}</text>`;

/** Colour, dash and width of a risk contour by level, highest first: told apart without colour by the dash. */
export const LEVEL_LOOK = [
  ['#820014', '', 2.4],
  ['#cf1322', '10 3', 2],
  ['#fa8c16', '6 3', 2],
  ['#d4b106', '3 3', 1.8],
  ['#1677ff', '1.5 3', 1.8],
] as const;
