import { type Checkpoint } from '@atelier/model/checkpoint';
import { paintingMargin } from '@atelier/model/config';
import { type Engine } from './engine.ts';
import { enlarge } from './enlarge.ts';
import { addMargin, cutMargin } from './margin.ts';
import { NetworkSession } from './network.ts';
import { type Size } from './memory.ts';
import { type OpenRowStore } from './passes/row-store.ts';
import { type Rgb } from './rgb.ts';
import { onWhite } from './rgba.ts';
import { shrink } from './shrink.ts';

export interface PaintOptions {
  /**
   * The working size: the side, in pixels, of a square with as many pixels as the network is given; the painting is then
   * brought to the photo's size. A photo that has no more pixels, and any where this is left out, is painted as it is.
   */
  size?: number | undefined;
  /** Megabytes (10⁶ bytes) that painting may take beside the photo and the process itself; 800 unless given. */
  memory?: number | undefined;
  /** Obeyed before each run of the network: between bands, for a large picture. */
  signal?: AbortSignal | undefined;
  /** Told the share done, 0..1. */
  onProgress?: ((done: number) => void) | undefined;
}

export const DEFAULT_MEMORY = 800;
/** The shortest side that the network's reflections allow. */
export const LEAST_SIDE = 32;

/**
 * A network ready to paint photos, however large.
 * @param store keeps maps, in files for example, where a photo leaves too little memory for them
 * @throws CheckpointError where the checkpoint is no network to paint with
 */
export async function openPainter(
  checkpoint: Checkpoint,
  engine: Engine,
  store?: OpenRowStore,
): Promise<Painter> {
  return new Painter(
    await NetworkSession.open(checkpoint, engine, store),
    paintingMargin(checkpoint.metadata.training),
  );
}

/** Paints photos with one network. */
class Painter {
  constructor(
    private readonly network: NetworkSession,
    /** Pixels of its own reflection that a photo is painted with on each side; nothing of them is kept. */
    private readonly margin: number,
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
    const { size, memory = DEFAULT_MEMORY, signal, onProgress } = options;
    const seen = onWhite(photo);
    const small = shrink(seen, workingSize(photo, size));
    const painted = await this.network.paint(addMargin(small, this.margin), {
      memory: memory * 1e6,
      signal,
      onProgress,
    });
    const painting = enlarge(cutMargin(painted, this.margin), photo);
    return alpha ? { ...painting, alpha } : painting;
  }

  close(): Promise<void> {
    return this.network.close();
  }
}

export { type Painter };

/** The sides that a photo is painted at; never larger than its own, nor smaller than a network can see. */
export function workingSize({ width, height }: Size, size = Infinity): Size {
  const scale = Math.min(1, Math.max(size / Math.sqrt(width * height), LEAST_SIDE / Math.min(width, height)));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
