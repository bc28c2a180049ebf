import sharp, { type OverlayOptions } from 'sharp';
import { captionFont } from './caption-font.ts';

export interface SheetCell {
  /** A picture file. */
  bytes: Uint8Array;
  title: string;
}

const CELL = 480;
const GAP = 32;
const CAPTION = 44;
const PAPER = '#f8f6f2';

/** Pictures side by side with their titles below them, as a JPEG: each whole, in a square of 480 pixels. */
export async function contactSheet(cells: SheetCell[]): Promise<Buffer> {
  const columns = Math.ceil(Math.sqrt(cells.length * 1.4));
  const rows = Math.ceil(cells.length / columns);
  const placed = await Promise.all(
    cells.map(async ({ bytes, title }, i): Promise<OverlayOptions[]> => {
      const picture = await sharp(bytes)
        .autoOrient()
        .resize(CELL, CELL, { fit: 'inside' })
        .flatten({ background: 'white' })
        .toBuffer({ resolveWithObject: true });
      const caption = await captionPicture(title);
      const left = GAP + (i % columns) * (CELL + GAP);
      const top = GAP + Math.floor(i / columns) * (CELL + CAPTION + GAP);
      const { width, height } = picture.info;
      return [
        { input: picture.data, left: left + Math.round((CELL - width) / 2), top: top + (CELL - height) },
        { input: caption, left, top: top + CELL + 12 },
      ];
    }),
  );
  return sharp({
    create: {
      width: GAP + columns * (CELL + GAP),
      height: GAP + rows * (CELL + CAPTION + GAP),
      channels: 3,
      background: PAPER,
    },
  })
    .composite(placed.flat())
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** A title as a PNG, as wide as a cell at most. @internal */
export async function captionPicture(title: string): Promise<Buffer> {
  const text = { text: escaped(title), ...(await captionFont()), width: CELL, height: CAPTION - 16 };
  return sharp({ text: { ...text, rgba: true } })
    .png()
    .toBuffer();
}

/** Of Pango's markup. */
const escaped = (text: string) =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);
