import { type Size } from './memory.ts';
import { type Rgb } from './rgb.ts';

/** The pixels, `count` for each of the larger side's, that an interpolation takes from the smaller one, and their weights. */
interface Taps {
  count: number;
  pixels: Int32Array;
  weights: Float32Array;
}

type Kernel = (distance: number) => number;

/** The cubic of Catmull and Rom, two pixels to either side. */
const CUBIC: Kernel = (d) =>
  d < 1 ? 1 - d * d * (2.5 - 1.5 * d) : d < 2 ? 2 + d * (-4 + d * (2.5 - 0.5 * d)) : 0;

function taps(from: number, to: number, count: number, kernel: Kernel): Taps {
  const pixels = new Int32Array(count * to);
  const weights = new Float32Array(count * to);
  for (let i = 0; i < to; i++) {
    const centre = ((i + 0.5) * from) / to - 0.5;
    const first = Math.floor(centre) - count / 2 + 1;
    for (let t = 0; t < count; t++) {
      pixels[count * i + t] = Math.min(from - 1, Math.max(0, first + t));
      weights[count * i + t] = kernel(Math.abs(centre - first - t));
    }
  }
  return { count, pixels, weights };
}

/** A map's rows at a larger size, each made when it is asked for. */
export class Enlarger {
  private readonly down: Taps;
  private readonly across: Taps;
  private readonly line: Float32Array;

  /** @param map interleaved, `channels` values a pixel */
  constructor(
    private readonly map: { data: ArrayLike<number> } & Size,
    private readonly channels: number,
    { width, height }: Size,
    kernel = { taps: 4, weight: CUBIC },
  ) {
    this.down = taps(map.height, height, kernel.taps, kernel.weight);
    this.across = taps(map.width, width, kernel.taps, kernel.weight);
    this.line = new Float32Array(channels * map.width);
  }

  row(y: number, into: Float32Array): void {
    const { map, channels, down, across, line } = this;
    line.fill(0);
    for (let t = down.count * y; t < down.count * (y + 1); t++) {
      const weight = down.weights[t]!;
      const row = line.length * down.pixels[t]!;
      for (let k = 0; k < line.length; k++) line[k]! += weight * map.data[row + k]!;
    }
    into.fill(0);
    for (let t = 0; t < across.pixels.length; t++) {
      const weight = across.weights[t]!;
      const from = channels * across.pixels[t]!;
      const to = channels * Math.floor(t / across.count);
      for (let c = 0; c < channels; c++) into[to + c]! += weight * line[from + c]!;
    }
  }
}

/** The picture at a larger size, interpolated. The picture itself where it has that size. */
export function enlarge(picture: Rgb, { width, height }: Size): Rgb {
  if (width === picture.width && height === picture.height) return picture;
  const enlarger = new Enlarger(picture, 3, { width, height });
  const data = new Uint8ClampedArray(3 * width * height);
  const row = new Float32Array(3 * width);
  for (let y = 0; y < height; y++) {
    enlarger.row(y, row);
    data.set(row, row.length * y);
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}
