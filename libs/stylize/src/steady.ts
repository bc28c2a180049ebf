import { type Rgb } from './rgb.ts';

/** The mean difference of a frame from what is shown, 0..255, up to which nothing moves: the camera's noise is below it. */
const STILL = 3;
/** From here on it moves. */
const MOVES = 10;
/** Pixels around, each way, over which the difference is taken: noise evens out, and an edge that moves is seen beside it. */
const AROUND = 4;
/** A frame that differs so much on the whole is another scene. */
const CUT = 40;

/**
 * Keeps the strokes of a film's paintings where they are while nothing moves. A network paints each frame by itself, and
 * what noise changes in a frame changes strokes: so a pixel's painting is mixed with the one before, by `keep` where the
 * frame there is as it was, not at all where it moves. What a frame is compared with is mixed alike, so that what moves
 * slowly is seen to have moved. After a cut all begins anew.
 */
export class Steady {
  private seen: Float32Array | undefined;
  private shown = new Float32Array();

  /** @param keep the share of the painting before, 0..1 */
  constructor(private readonly keep: number) {
    if (!(keep >= 0 && keep < 1)) throw new RangeError(`a share of ${keep} is not from 0 to below 1`);
  }

  /**
   * What the next frame is steadied by, to go on later: two bytes a value, of 0..255. Goes on from there itself, so that whoever takes it
   * up paints the same frames. Empty before the first frame.
   */
  save(): Uint8Array {
    const { seen } = this;
    if (!seen) return new Uint8Array();
    const state = new Uint8Array(2 * seen.length);
    for (let i = 0; i < seen.length; i++) {
      state[i] = seen[i]! + 0.5;
      state[seen.length + i] = this.shown[i]! + 0.5;
    }
    this.load(state);
    return state;
  }

  /** Goes on from what was saved. */
  load(state: Uint8Array): void {
    const half = state.length / 2;
    this.seen = half ? Float32Array.from(state.subarray(0, half)) : undefined;
    this.shown = Float32Array.from(state.subarray(half));
  }

  /** The next painting, steadied; of the same size, and with its alpha. */
  next(frame: Rgb, painting: Rgb): Rgb {
    const { seen } = this;
    const moved = seen?.length === frame.data.length ? difference(frame, seen) : undefined;
    if (!seen || !moved || mean(moved) > CUT) {
      this.seen = Float32Array.from(frame.data);
      this.shown = Float32Array.from(painting.data);
      return painting;
    }
    const around = boxMean(moved, frame.width, frame.height);
    const data = new Uint8Array(painting.data.length);
    for (let pixel = 0, i = 0; pixel < around.length; pixel++) {
      const still = Math.min(1, Math.max(0, (MOVES - around[pixel]!) / (MOVES - STILL)));
      const fresh = 1 - this.keep * still;
      for (let c = 0; c < 3; c++, i++) {
        seen[i]! += fresh * (frame.data[i]! - seen[i]!);
        this.shown[i]! += fresh * (painting.data[i]! - this.shown[i]!);
        data[i] = this.shown[i]! + 0.5;
      }
    }
    return { ...painting, data };
  }
}

/** Of each pixel, the mean of its channels' differences. */
function difference({ data, width, height }: Rgb, seen: Float32Array): Float32Array {
  const result = new Float32Array(width * height);
  for (let pixel = 0, i = 0; pixel < result.length; pixel++, i += 3)
    result[pixel] =
      Math.abs(data[i]! + data[i + 1]! + data[i + 2]! - seen[i]! - seen[i + 1]! - seen[i + 2]!) / 3;
  return result;
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of each value's square of neighbours, from a table of sums; beyond the sides nothing counts. */
function boxMean(values: Float32Array, width: number, height: number): Float32Array {
  const row = width + 1;
  const sums = new Float64Array(row * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, line = 0; x < width; x++) {
      line += values[y * width + x]!;
      sums[(y + 1) * row + x + 1] = sums[y * row + x + 1]! + line;
    }
  const result = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - AROUND), Math.min(height, y + AROUND + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - AROUND), Math.min(width, x + AROUND + 1)];
      const sum =
        sums[bottom * row + right]! -
        sums[top * row + right]! -
        sums[bottom * row + left]! +
        sums[top * row + left]!;
      result[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return result;
}
