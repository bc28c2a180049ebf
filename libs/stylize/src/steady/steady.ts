import { shrink } from '../full-size/shrink.ts';
import { type Size } from '../memory.ts';
import { type Rgb } from '../rgb.ts';
import { carry } from './carry.ts';
import { compare, type Comparison } from './compare.ts';
import { fit } from './fit.ts';
import { interpolated } from './interpolated.ts';
import { brightness, motion } from './motion.ts';
import { share } from './share.ts';

/** The side, in pixels, of a square with as many pixels as frames are compared with. */
const COMPARED = 256;
/** The mean difference of two paintings' strokes, in levels, up to which they are the same, and from which they are others. */
const SAME_STROKES = 3;
const OTHER_STROKES = 8;
/** Frames in which strokes are painted over. */
const FADE = 2;
/** A frame that differs so much on the whole, wherever things have moved, is another scene. */
const CUT = 20;
/** How much steeper than those carried along new strokes are on average, from which those are made crisp, and how far. */
const SOFT = 0.1;
const SOFTEST = 0.2;
const CRISPER = 0.06;
/** Bytes of a saved state's numbers. */
const NUMBERS = 12;

/**
 * Lets the strokes of a film's paintings travel with what they paint. A network paints each frame by itself, and where noise
 * changes a frame, or things move by a part of its grid, it lays other strokes. So the painting before is carried along with
 * what moves, and stays where it fits the frame. Where the network lays the same strokes again, they are mixed with those
 * before; where it lays others, they are not, for that would blur both: place by place these are painted over when their time
 * has come. Where the frame is of something else the new painting shows at once, and after a cut all begins anew (compare
 * Hertzmann and Perlin 2000, who paint over what has changed of the frame before).
 */
export class Steady {
  /** What was painted, small, and the painting, both as carried along; none before the first frame. */
  private last: { seen: Rgb; shown: Uint8Array } | undefined;
  private frames = 0;
  /** Frames for which strokes last. */
  private readonly lasts: number;

  /** @param keep how much of the painting before stays, 0..1; 0: each frame by itself */
  constructor(private readonly keep: number) {
    if (!(keep >= 0 && keep < 1)) throw new RangeError(`a share of ${keep} is not from 0 to below 1`);
    this.lasts = Math.round((4 * keep) / (1 - keep));
  }

  /** What the next frame is steadied by, to go on later with the same frames. Empty before the first frame. */
  save(): Uint8Array {
    if (!this.last) return new Uint8Array();
    const { seen, shown } = this.last;
    const numbers = new Uint8Array(new Uint32Array([this.frames, seen.width, seen.height]).buffer);
    const state = new Uint8Array(NUMBERS + seen.data.length + shown.length);
    state.set(numbers);
    state.set(seen.data, NUMBERS);
    state.set(shown, NUMBERS + seen.data.length);
    return state;
  }

  /** Goes on from what was saved. */
  load(state: Uint8Array): void {
    this.last = undefined;
    if (state.length === 0) return;
    const numbers = new Uint32Array(state.slice(0, NUMBERS).buffer);
    const [frames, width, height] = [numbers[0]!, numbers[1]!, numbers[2]!];
    const end = NUMBERS + 3 * width * height;
    this.frames = frames;
    this.last = { seen: { width, height, data: state.slice(NUMBERS, end) }, shown: state.slice(end) };
  }

  /** The next painting, steadied; of the same size, and with its alpha. */
  next(frame: Rgb, painting: Rgb): Rgb {
    if (this.lasts < FADE) return painting;
    this.frames++;
    const { width, height } = comparedSize(frame);
    const small = { width, height, data: shrink(frame, { width, height }).data };
    const { last } = this;
    if (last?.seen.data.length === small.data.length && last.shown.length === painting.data.length) {
      const moved = motion(brightness(last.seen), brightness(small));
      const seen = carry(last.seen, moved);
      const { fits, difference } = fit(seen, small, moved);
      if (difference < CUT) {
        const shown = carry({ ...painting, data: last.shown }, moved);
        const comparison = compare(painting, shown, small);
        const fresh = this.fresh(fits, comparison);
        const data = this.mixed(painting, shown, fresh, comparison);
        this.last = { seen: mixedPixels(seen, small, fresh), shown: data };
        return { ...painting, data };
      }
    }
    this.last = { seen: small, shown: painting.data };
    return painting;
  }

  /** How much of the new painting each pixel of the small size takes, 0..1. */
  private fresh(fits: Float32Array, { strokes, width }: Comparison): Float32Array {
    return fits.map((fit, i) => {
      const same = share(strokes[i]!, OTHER_STROKES, SAME_STROKES);
      const over = this.over(i % width, Math.floor(i / width));
      return 1 - fit * (1 - Math.max((1 - this.keep) * same, over));
    });
  }

  /** How much strokes at a place are painted over now: each place at its own time, those beside it soon after. */
  private over(x: number, y: number): number {
    const waves = Math.sin(0.11 * x + 2 * Math.sin(0.07 * y)) + Math.sin(0.13 * y + 1.7 * Math.sin(0.05 * x));
    const age = Math.floor(((this.frames / this.lasts + waves / 4 + 0.5) % 1) * this.lasts);
    return age < FADE ? 1 / (FADE - age) : 0;
  }

  private mixed(painting: Rgb, shown: Rgb, fresh: Float32Array, { softness, colours, ...small }: Comparison) {
    const { width, height } = painting;
    const crisper = softness.map((soft) => CRISPER * share(soft, SOFT, SOFTEST));
    const planes = [fresh, crisper, ...colours].map((plane) => interpolated(plane, small, painting));
    const rows = planes.map(() => new Float32Array(width));
    const [news, crisps, ...changes] = rows as [Float32Array, Float32Array, ...Float32Array[]];
    const data = new Uint8ClampedArray(painting.data.length);
    for (let y = 0, at = 0; y < height; y++) {
      for (const [i, row] of rows.entries()) planes[i]!(y, row);
      const [above, below] = [y > 0 ? 3 * width : 0, y + 1 < height ? 3 * width : 0];
      for (let x = 0; x < width; x++) {
        const [left, right] = [x > 0 ? 3 : 0, x + 1 < width ? 3 : 0];
        const part = news[x]!;
        for (let c = 0; c < 3; c++, at++) {
          const old = shown.data[at]!;
          const beside =
            shown.data[at - left]! +
            shown.data[at + right]! +
            shown.data[at - above]! +
            shown.data[at + below]!;
          const crisp = old + crisps[x]! * (old - beside / 4);
          const colour = changes[c]![x]!;
          // Colours, which have no strokes to be blurred, follow at once.
          data[at] =
            crisp + part * (painting.data[at]! - crisp - colour) + Math.max(part, 1 - this.keep) * colour;
        }
      }
    }
    return new Uint8Array(data.buffer);
  }
}

function comparedSize({ width, height }: Size): Size {
  const scale = Math.min(1, COMPARED / Math.sqrt(width * height));
  return { width: Math.ceil(scale * width), height: Math.ceil(scale * height) };
}

function mixedPixels(old: Rgb, now: Rgb, fresh: Float32Array): Rgb {
  const data = old.data.map(
    (value, at) => value + fresh[Math.floor(at / 3)]! * (now.data[at]! - value) + 0.5,
  );
  return { ...old, data };
}
