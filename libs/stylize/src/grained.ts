import { type Noise, noiseRow } from '@atelier/model/grain';
import { type Size } from './memory.ts';
import { type Rgb } from './rgb.ts';

/** Pixels of the largest photo whose noise is kept: two megabytes a megapixel, times three channels. */
const MOST_KEPT = 2 ** 20;

/**
 * Puts onto photos the {@link noiseRow grain and mottle} that a network was trained with. What would go beyond black or white is
 * folded back: cut off, a white ground would be plain where the noise is light. The noise of a photo of no more than a
 * {@link MOST_KEPT megapixel} is kept for the next of its size: a film's frames all have the same.
 */
export class Grainer {
  private kept: (Size & { rows: Int16Array[] }) | undefined;

  constructor(private readonly noise: Noise) {}

  grained(photo: Rgb): Rgb {
    if (!this.noise.grain && !this.noise.mottle) return photo;
    const { width, height } = photo;
    const data = new Uint8Array(photo.data.length);
    const rows = this.rowsFor(photo);
    for (let y = 0; y < height; y++) {
      const from = 3 * width * y;
      const row = rows?.[y] ?? noiseRow(y, width, this.noise);
      for (let i = 0; i < row.length; i++)
        data[from + i] = 255 - Math.abs(255 - Math.abs(photo.data[from + i]! + row[i]!));
    }
    return { ...photo, data };
  }

  private rowsFor({ width, height }: Size): Int16Array[] | undefined {
    if (width * height > MOST_KEPT) return undefined;
    if (this.kept?.width !== width || this.kept.height !== height)
      this.kept = {
        width,
        height,
        rows: Array.from({ length: height }, (_, y) => noiseRow(y, width, this.noise)),
      };
    return this.kept.rows;
  }
}
