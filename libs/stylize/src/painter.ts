import { type InferenceSession } from 'onnxruntime-common';
import { type Engine } from './engine.ts';
import { addMargin, cutMargin } from './margin.ts';
import { bandRows, leastMemory, mapMemory, wholeMemory } from './memory.ts';
import { paintByPasses, type Pass } from './passes.ts';
import { fromPlanes, paddedSide, type Rgb, toPlanes, turnedSize } from './rgb.ts';
import { openMemoryStore, type OpenRowStore } from './row-store.ts';

/** A trained network as ONNX files. */
export interface Network {
  /** Channels after its first layer. */
  width: number;
  /**
   * Pixels of its own reflection that a photo is painted with on each side (0 unless given); nothing of them is kept. For
   * networks that paint the border of what they see otherwise than its middle.
   */
  margin?: number;
  /** Paints a whole picture: `photo` → `painting`. */
  whole: Uint8Array;
  /** The same cut at its norms, for pictures too large for one run; asked for when one comes. */
  passes: () => readonly Pass[] | Promise<readonly Pass[]>;
}

export interface PaintOptions {
  /** Bytes that painting may take beside the photo and the process itself; 800 MB unless given. */
  memory?: number;
  /** Obeyed before each run of the network: between bands, for a large picture. */
  signal?: AbortSignal;
  /** Told the share done, 0..1. */
  onProgress?: (done: number) => void;
  /** Keeps the maps, in files for example, where they would leave too little memory to paint fast. */
  store?: OpenRowStore;
}

/** The picture needs more memory than is allowed. */
export class PaintingMemoryError extends Error {}

/** The shortest side that the network's reflections allow. */
const LEAST_SIDE = 32;
const DEFAULT_MEMORY = 800e6;
/** A session keeps the memory it once took; one that took more than this is not kept. */
const KEPT_MEMORY = 300e6;

/** Memory patterns would reserve each picture size's memory a second time. */
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  graphOptimizationLevel: 'all',
  enableMemPattern: false,
  logSeverityLevel: 3,
};

/** Paints photos with one network; as large as they come, within a given memory. */
export class Painter {
  private constructor(
    private readonly network: Network,
    private readonly engine: Engine,
    private readonly session: InferenceSession,
  ) {}

  static async open(network: Network, engine: Engine): Promise<Painter> {
    return new Painter(network, engine, await engine.create(network.whole, SESSION_OPTIONS));
  }

  /**
   * The painting, of the photo's size. In one run where its estimate keeps within the memory, else in bands of rows
   * or columns, with the same result.
   * @throws RangeError where a side is shorter than 32 pixels
   * @throws PaintingMemoryError where not even bands keep within the memory
   * @throws the signal's reason when aborted
   */
  async paint(photo: Rgb, options: PaintOptions = {}): Promise<Rgb> {
    const { width, height } = photo;
    if (Math.min(width, height) < LEAST_SIDE)
      throw new RangeError(`the photo has ${width}×${height} pixels; ${LEAST_SIDE} a side are the least`);
    options.signal?.throwIfAborted();
    const { margin = 0 } = this.network;
    if (margin === 0) return this.paintAll(photo, options);
    return cutMargin(await this.paintAll(addMargin(photo, margin), options), margin);
  }

  private paintAll(photo: Rgb, options: PaintOptions): Promise<Rgb> {
    const memory = options.memory ?? DEFAULT_MEMORY;
    return wholeMemory(this.network.width, photo) <= memory
      ? this.paintWhole(photo, options)
      : this.paintBands(photo, memory, options);
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  private async paintWhole(photo: Rgb, { onProgress }: PaintOptions): Promise<Rgb> {
    const kept = wholeMemory(this.network.width, photo) <= KEPT_MEMORY;
    const session = kept ? this.session : await this.engine.create(this.network.whole, SESSION_OPTIONS);
    try {
      const { width, height } = photo;
      const [columns, rows] = [paddedSide(width), paddedSide(height)];
      const planes = toPlanes(photo, { from: 0, to: rows });
      const result = await session.run({
        photo: new this.engine.Tensor('float32', planes, [1, 3, rows, columns]),
      });
      const painting = { width, height, data: new Uint8Array(3 * width * height) };
      fromPlanes(result.painting!.data as Float32Array, painting, 0);
      onProgress?.(1);
      return painting;
    } finally {
      if (!kept) await session.release();
    }
  }

  private async paintBands(
    photo: Rgb,
    memory: number,
    { signal, onProgress, store }: PaintOptions,
  ): Promise<Rgb> {
    const network = this.network.width;
    const maps = mapMemory(network, photo);
    const plans = [false, true].map((turned) => {
      const size = turnedSize(photo, turned);
      const tallest = bandRows(network, size, memory);
      const beside = bandRows(network, size, memory - maps);
      return store && beside !== tallest
        ? { turned, openStore: store, rows: tallest ?? 0 }
        : { turned, openStore: openMemoryStore, rows: beside ?? 0 };
    });
    const { turned, openStore, rows } = plans.reduce((best, plan) => (plan.rows > best.rows ? plan : best));
    if (rows === 0) {
      const least = Math.min(leastMemory(network, photo), leastMemory(network, turnedSize(photo, true)));
      throw new PaintingMemoryError(
        `painting ${photo.width}×${photo.height} pixels takes ` +
          `${Math.ceil((least + (store ? 0 : maps)) / 1e6)} MB of memory; ` +
          `${Math.floor(memory / 1e6)} MB are allowed: allow more, or paint it smaller`,
      );
    }
    return paintByPasses(await this.network.passes(), photo, this.engine, {
      channels: 4 * this.network.width,
      bandRows: rows,
      turned,
      openStore,
      sessionOptions: SESSION_OPTIONS,
      signal,
      onProgress,
    });
  }
}
