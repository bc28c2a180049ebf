import { type Size } from '../memory.ts';
import { type Rgb } from '../rgb.ts';

/** The pixels, `count` for each of the larger side's, that an interpolation takes from the smaller one, and their weights. */
interface Taps {
  pixels: Int32Array;
  weights: Float32Array;
}

interface Kernel {
  count: 2 | 4;
  weight: (distance: number) => number;
}

/** The cubic of Catmull and Rom, two pixels to either side. */
export const CUBIC: Kernel = {
  count: 4,
  weight: (d) => (d < 1 ? 1 - d * d * (2.5 - 1.5 * d) : 2 + d * (-4 + d * (2.5 - 0.5 * d))),
};
export const LINEAR: Kernel = { count: 2, weight: (d) => 1 - d };

function taps(from: number, to: number, { count, weight }: Kernel): Taps {
  const pixels = new Int32Array(count * to);
  const weights = new Float32Array(count * to);
  for (let i = 0; i < to; i++) {
    const centre = ((i + 0.5) * from) / to - 0.5;
    const first = Math.floor(centre) - count / 2 + 1;
    for (let t = 0; t < count; t++) {
      pixels[count * i + t] = Math.min(from - 1, Math.max(0, first + t));
      weights[count * i + t] = weight(Math.abs(centre - first - t));
    }
  }
  return { pixels, weights };
}

/** Some whole rows of a map, interleaved. */
export interface MapRows {
  data: Float32Array;
  channels: number;
  /** The row of the map that the data begins with. */
  from: number;
}

/** Interpolates rows of maps of one size at another size, each when it is asked for. */
export class Enlarger {
  private readonly down: Taps;
  private readonly across: Taps;
  private line = new Float32Array();

  constructor(
    private readonly size: Size,
    larger: Size,
    private readonly kernel: Kernel,
  ) {
    this.down = taps(size.height, larger.height, kernel);
    this.across = taps(size.width, larger.width, kernel);
  }

  /** Writes row `y` of the larger map; the rows that it takes must be there. */
  row({ data, channels, from }: MapRows, y: number, into: Float32Array): void {
    const { count } = this.kernel;
    const length = channels * this.size.width;
    if (this.line.length !== length) this.line = new Float32Array(length);
    const { line } = this;
    line.fill(0);
    for (let t = count * y; t < count * (y + 1); t++) {
      const weight = this.down.weights[t]!;
      const row = length * (this.down.pixels[t]! - from);
      for (let k = 0; k < length; k++) line[k]! += weight * data[row + k]!;
    }
    const { pixels, weights } = this.across;
    if (count === 2)
      for (let t = 0, to = 0; t < pixels.length; t += 2, to += channels) {
        const [p, q] = [channels * pixels[t]!, channels * pixels[t + 1]!];
        const [u, v] = [weights[t]!, weights[t + 1]!];
        for (let c = 0; c < channels; c++) into[to + c] = u * line[p + c]! + v * line[q + c]!;
      }
    else
      for (let t = 0, to = 0; t < pixels.length; t += 4, to += channels) {
        const [p, q] = [channels * pixels[t]!, channels * pixels[t + 1]!];
        const [r, s] = [channels * pixels[t + 2]!, channels * pixels[t + 3]!];
        const [u, v, w, x] = [weights[t]!, weights[t + 1]!, weights[t + 2]!, weights[t + 3]!];
        for (let c = 0; c < channels; c++)
          into[to + c] = u * line[p + c]! + v * line[q + c]! + w * line[r + c]! + x * line[s + c]!;
      }
  }
}

/** The picture at a larger size, interpolated. The picture itself where it has that size. */
export function enlarge(picture: Rgb, { width, height }: Size): Rgb {
  if (width === picture.width && height === picture.height) return picture;
  const enlarger = new Enlarger(picture, { width, height }, CUBIC);
  const map = { data: Float32Array.from(picture.data), channels: 3, from: 0 };
  const data = new Uint8ClampedArray(3 * width * height);
  const row = new Float32Array(3 * width);
  for (let y = 0; y < height; y++) {
    enlarger.row(map, y, row);
    data.set(row, row.length * y);
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}
