import { create } from 'qrcode';

const WIDE = 640;
const HIGH = 480;
const MARGIN = 4;

/** What a camera sees that is held before a code: one grey frame of raw video (YUV4MPEG2), which Chromium plays as its fake camera. */
export function codeBeforeCamera(text: string): Buffer {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * MARGIN;
  const dot = Math.floor(HIGH / side);
  const luma = Buffer.alloc(WIDE * HIGH, 200);
  for (let y = 0; y < side * dot; y++) {
    for (let x = 0; x < side * dot; x++) {
      const [row, column] = [Math.floor(y / dot) - MARGIN, Math.floor(x / dot) - MARGIN];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      luma[y * WIDE + x] = inside && modules.get(row, column) ? 30 : 225;
    }
  }
  const chroma = Buffer.alloc((WIDE * HIGH) / 2, 128);
  const head = Buffer.from(`YUV4MPEG2 W${WIDE} H${HIGH} F10:1 Ip A1:1 C420jpeg\nFRAME\n`);
  return Buffer.concat([head, luma, chroma]);
}
