import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Draw the icons that a phone puts on its home screen from the one drawing. `node apps/field/tools/icons.ts`; the pictures are committed. */
const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url));
const svg = readFileSync(`${PUBLIC}icon.svg`);

for (const size of [192, 512]) {
  await sharp(svg, { density: (72 * size) / 32 })
    .resize(size, size)
    .png({ palette: true })
    .toFile(`${PUBLIC}icon-${size}.png`);
}
// A maskable icon is cut to a circle by some phones: the drawing keeps to the inner 80 %.
const inner = await sharp(svg, { density: 72 * 12 })
  .resize(410, 410)
  .png()
  .toBuffer();
await sharp({ create: { width: 512, height: 512, channels: 4, background: '#0B6E6E' } })
  .composite([{ input: inner, gravity: 'centre' }])
  .png({ palette: true })
  .toFile(`${PUBLIC}icon-maskable-512.png`);
