import type { Noise } from '@atelier/model/grain';
import { type Checkpoint } from '@atelier/model/checkpoint';
import { paintingReflection } from '@atelier/model/config';
import { type Engine } from './engine.ts';
import { enlarge } from './full-size/enlarge.ts';
import { shrink } from './full-size/shrink.ts';
import { toFullSize } from './full-size/full-size.ts';
import { Grainer } from './grained.ts';
import { addReflection, cutReflection } from './reflection.ts';
import { NetworkSession } from './network.ts';
import { type Size } from './memory.ts';
import { type OpenRowStore } from './passes/row-store.ts';
import { LEAST_SIDE, type Rgb } from './rgb.ts';
import { onWhite } from './rgba.ts';
import { mostEnlarged, sizeOf, type Strokes } from './strokes.ts';

export interface PaintOptions {
  /**
   * How broad, `medium` unless given. But for `full` the photo is painted at a working size, and the painting brought to
   * the photo's size by the photo's own edges; a photo that has no more pixels than that is painted as it is.
   */
  strokes?: Strokes | undefined;
  /** Megabytes (10⁶ bytes) that painting may take beside the photo and the process itself; 800 unless given. */
  memory?: number | undefined;
  /** Obeyed before each run of the network: between bands, for a large picture. */
  signal?: AbortSignal | undefined;
  /** Told the share done, 0..1. */
  onProgress?: ((done: number) => void) | undefined;
}

export const DEFAULT_MEMORY = 800;
/** Of the work, where a painting is brought to full size afterwards. */
const NETWORK_SHARE = 0.5;

export interface PainterOptions {
  /** The working size at which the style's strokes suit it: see {@link sizeOf}. */
  suitedSize?: number | undefined;
  /** Keeps maps, in files for example, where a photo leaves too little memory for them. */
  store?: OpenRowStore | undefined;
}

/**
 * A network ready to paint photos, however large.
 * @throws CheckpointError where the checkpoint is no network to paint with
 */
export async function openPainter(
  checkpoint: Checkpoint,
  engine: Engine,
  { suitedSize, store }: PainterOptions = {},
): Promise<Painter> {
  return new Painter(
    await NetworkSession.open(checkpoint, engine, store),
    paintingReflection(checkpoint.metadata.training),
    new Grainer(noiseOf(checkpoint)),
    suitedSize,
  );
}

/** What photos are painted with by a network: what it was trained with. */
const noiseOf = ({ metadata: { training } }: Checkpoint): Noise => ({
  grain: training?.grain ?? 0,
  mottle: training?.mottle ?? 0,
});

/** Paints photos with one network. */
class Painter {
  constructor(
    private readonly network: NetworkSession,
    /** Pixels of its own reflection that a photo is painted with on each side; nothing of them is kept. */
    private readonly reflection: number,
    private readonly grainer: Grainer,
    private readonly suitedSize: number | undefined,
  ) {}

  /**
   * The painting, of the photo's size and with its alpha.
   * @throws RangeError where a side is shorter than 32 pixels
   * @throws PaintingMemoryError where not even bands keep within the memory
   * @throws the signal's reason when aborted
   */
  async paint(photo: Rgb, options: PaintOptions = {}): Promise<Rgb> {
    const { width, height, alpha } = photo;
    if (Math.min(width, height) < LEAST_SIDE)
      throw new RangeError(`the photo has ${width}×${height} pixels; ${LEAST_SIDE} a side are the least`);
    const { strokes = 'medium', memory = DEFAULT_MEMORY, signal, onProgress } = options;
    const seen = onWhite(photo);
    const most = mostEnlarged(strokes, this.suitedSize);
    const working = workingSize(photo, sizeOf(strokes, this.suitedSize), most);
    const small = working.width > width ? enlarge(seen, working) : shrink(seen, working);
    const share = small.width < width ? NETWORK_SHARE : 1;
    const painted = await this.network.paint(addReflection(this.grainer.grained(small), this.reflection), {
      bytes: memory * 1e6,
      signal,
      onProgress: (done) => onProgress?.(share * done),
    });
    const painting = cutReflection(painted, this.reflection);
    const full =
      small.width >= width
        ? shrink(painting, photo)
        : await toFullSize(painting, small, seen, {
            signal,
            onProgress: (done) => onProgress?.(share + (1 - share) * done),
          });
    return alpha ? { ...full, alpha } : full;
  }

  close(): Promise<void> {
    return this.network.close();
  }
}

export { type Painter };

/** The sides that a photo is painted at: at `most` so many times its own, and none smaller than a network can see. */
export function workingSize({ width, height }: Size, size: number, most = 1): Size {
  const scale = Math.min(
    most,
    Math.max(size / Math.sqrt(width * height), LEAST_SIDE / Math.min(width, height)),
  );
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
