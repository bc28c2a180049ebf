import { type Size } from '../memory.ts';
import { type Rows } from '../passes/rows.ts';
import { type Rgb } from '../rgb.ts';
import { crisp, CRISP_HALO } from './crisp.ts';
import { CUBIC, Enlarger, LINEAR } from './enlarge.ts';
import { GAIN_HALO, localGains } from './local-gains.ts';
import { edgeShare, LIMIT_HALO, localLimits, withinLimits } from './local-limits.ts';

export interface FullSizeOptions {
  signal?: AbortSignal | undefined;
  /** Told the share done, 0..1. */
  onProgress?: ((done: number) => void) | undefined;
  /** Rows of the small painting in a band; any number gives the same picture. */
  bandRows?: number;
}

const BAND_ROWS = 96;
/** Rows of the small pictures beyond a band that its full-size rows depend on. */
const HALO = GAIN_HALO + CRISP_HALO + LIMIT_HALO + 4;

/**
 * The painting of a small photo at the size of the photo itself: enlarged, and with what the photo has more than the small one
 * enlarged in the same way, by the gains with which the painting follows the photo there, within what the small painting has
 * around. So its contours are those of the photo, without halos, and its strokes those of the small painting. In bands: beside the pictures, memory goes with the width alone.
 * @param painting of `small`, which is `photo` made smaller
 * @throws the signal's reason when aborted
 */
export async function toFullSize(
  painting: Rgb,
  small: Rgb,
  photo: Rgb,
  { signal, onProgress, bandRows = BAND_ROWS }: FullSizeOptions = {},
): Promise<Rgb> {
  const result = { width: photo.width, height: photo.height, data: new Uint8Array(photo.data.length) };
  const larger = photo.width / small.width;
  // The painting's strokes have no more than it; what the small photo lacks comes from the photo, and is not made up.
  const [seenTimes, paintedTimes] = larger < 2 ? ([1, 1] as const) : ([2, larger < 4 ? 2 : 4] as const);
  const [ofGains, ofLimits] = [new Enlarger(small, photo, LINEAR), new Enlarger(small, photo, LINEAR)];
  const enlarger = (times: number) =>
    new Enlarger({ width: times * small.width, height: times * small.height }, photo, CUBIC);
  const [ofSeen, ofPainted] = [enlarger(seenTimes), enlarger(paintedTimes)];
  for (let from = 0; from < small.height; from += bandRows) {
    await breathe();
    signal?.throwIfAborted();
    const to = Math.min(small.height, from + bandRows);
    const rows = { from: Math.max(0, from - HALO), to: Math.min(small.height, to + HALO) };
    const size = { width: small.width, height: rows.to - rows.from };
    const [paintingRows, smallRows] = [cut(painting, rows), cut(small, rows)];
    const gains = { data: localGains(paintingRows, smallRows), channels: 9, from: rows.from };
    const limits = { data: localLimits(paintingRows), channels: 6, from: rows.from };
    const crispRows = ({ data }: Rgb, times: 1 | 2 | 4) => ({
      data: crisp(data, size, times),
      channels: 3,
      from: times * rows.from,
    });
    const [below, above] = [crispRows(smallRows, seenTimes), crispRows(paintingRows, paintedTimes)];
    const [gain, limit] = [new Float32Array(9 * photo.width), new Float32Array(6 * photo.width)];
    const [seen, painted] = [new Float32Array(3 * photo.width), new Float32Array(3 * photo.width)];
    for (let y = rowAt(from, small, photo); y < rowAt(to, small, photo); y++) {
      ofGains.row(gains, y, gain);
      ofLimits.row(limits, y, limit);
      ofSeen.row(below, y, seen);
      ofPainted.row(above, y, painted);
      const at = 3 * photo.width * y;
      for (let k = 0; k < seen.length; k++) seen[k] = photo.data[at + k]! - seen[k]!;
      add(painted, gain, seen, limit, result.data, at);
    }
    onProgress?.(to / small.height);
  }
  return result;
}

/** Lets whoever waits in this thread go on, to abort for example. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

/** The photo's row at which row `y` of the small picture begins. */
const rowAt = (y: number, small: Size, photo: Size) => Math.round((y * photo.height) / small.height);

const cut = ({ width, data }: Rgb, { from, to }: Rows): Rgb => ({
  width,
  height: to - from,
  data: data.subarray(3 * width * from, 3 * width * to),
});

/** Writes painted + gain · more, within the limits, from `at` on. */
function add(
  painted: Float32Array,
  gain: Float32Array,
  more: Float32Array,
  limit: Float32Array,
  into: Uint8Array,
  at: number,
): void {
  for (let k = 0, g = 0; k < painted.length; k += 3, g += 9) {
    const [red, green, blue] = [more[k]!, more[k + 1]!, more[k + 2]!];
    const edge = edgeShare(red, green, blue);
    for (let c = 0; c < 3; c++) {
      const i = g + 3 * c;
      const value = painted[k + c]! + gain[i]! * red + gain[i + 1]! * green + gain[i + 2]! * blue;
      into[at + k + c] = 0.5 + withinLimits(value, limit[2 * k + 2 * c]!, limit[2 * k + 2 * c + 1]!, edge);
    }
  }
}
