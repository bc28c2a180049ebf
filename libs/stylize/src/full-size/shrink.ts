import { type Size } from '../memory.ts';
import { type Rgb } from '../rgb.ts';

/** The picture at a smaller size, each pixel the mean of the area that it covers. The picture itself where it has that size. */
export function shrink(picture: Rgb, { width, height }: Size): Rgb {
  if (width === picture.width && height === picture.height) return picture;
  const data = new Uint8Array(3 * width * height);
  const across = shares(picture.width, width);
  const down = shares(picture.height, height);
  const line = new Float64Array(3 * width);
  const sum = new Float64Array(3 * width);
  let read = -1;
  for (let y = 0; y < height; y++) {
    sum.fill(0);
    for (let i = down.first[y]!; i < down.first[y + 1]! + 1 && i < picture.height; i++) {
      const weight = down.weight(y, i);
      if (weight === 0) continue;
      if (i !== read) {
        shrinkLine(picture, i, across, line);
        read = i;
      }
      for (let k = 0; k < sum.length; k++) sum[k]! += weight * line[k]!;
    }
    const at = 3 * width * y;
    for (let k = 0; k < sum.length; k++) data[at + k] = sum[k]! + 0.5;
  }
  return { width, height, data };
}

interface Shares {
  /** The first pixel that each pixel of the smaller side covers a part of, and one more at the end. */
  first: Int32Array;
  /** The share of pixel `i` in pixel `j` of the smaller side; those of one `j` add up to 1. */
  weight: (j: number, i: number) => number;
}

function shares(from: number, to: number): Shares {
  const scale = from / to;
  const first = Int32Array.from({ length: to + 1 }, (_, j) => Math.floor(j * scale));
  return {
    first,
    weight: (j, i) => Math.max(0, Math.min(i + 1, (j + 1) * scale) - Math.max(i, j * scale)) / scale,
  };
}

function shrinkLine({ width, data }: Rgb, y: number, { first, weight }: Shares, line: Float64Array): void {
  const row = 3 * width * y;
  for (let j = 0; j + 1 < first.length; j++) {
    let [red, green, blue] = [0, 0, 0];
    for (let i = first[j]!; i <= first[j + 1]! && i < width; i++) {
      const share = weight(j, i);
      const at = row + 3 * i;
      red += share * data[at]!;
      green += share * data[at + 1]!;
      blue += share * data[at + 2]!;
    }
    line[3 * j] = red;
    line[3 * j + 1] = green;
    line[3 * j + 2] = blue;
  }
}
