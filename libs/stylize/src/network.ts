import { type Checkpoint } from '@atelier/model/checkpoint';
import { exportOnnx } from '@atelier/model/onnx';
import { type InferenceSession } from 'onnxruntime-common';
import { type Engine } from './engine.ts';
import { bandRows, leastMemory, mapMemory, wholeMemory } from './memory.ts';
import { cutIntoPasses } from './passes/cut.ts';
import { openMemoryStore, type OpenRowStore } from './passes/row-store.ts';
import { paintByPasses } from './passes/run.ts';
import { fromPlanes, paddedSide, type Rgb, toPlanes, turnedSize } from './rgb.ts';

/** What {@link NetworkSession.paint} is told. */
export interface SessionOptions {
  /** Bytes that painting may take beside the photo and the process itself. */
  bytes: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number) => void) | undefined;
}

/** The picture needs more memory than is allowed. */
export class PaintingMemoryError extends Error {}

/** A session keeps the memory it once took; one that took more than this is not kept. */
const KEPT_MEMORY = 300e6;

/** Memory patterns would reserve each picture size's memory a second time. */
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  graphOptimizationLevel: 'all',
  enableMemPattern: false,
  logSeverityLevel: 3,
};

/** One network, open in ONNX Runtime: paints pictures at their own size. */
export class NetworkSession {
  private constructor(
    private readonly checkpoint: Checkpoint,
    private readonly whole: Uint8Array,
    private readonly engine: Engine,
    private readonly store: OpenRowStore | undefined,
    private readonly session: InferenceSession,
  ) {}

  /** @param store keeps the maps, in files for example, where they would leave too little memory to paint fast */
  static async open(checkpoint: Checkpoint, engine: Engine, store?: OpenRowStore): Promise<NetworkSession> {
    const whole = exportOnnx(checkpoint);
    const session = await engine.create(whole, SESSION_OPTIONS);
    return new NetworkSession(checkpoint, whole, engine, store, session);
  }

  /**
   * The painting, of the photo's size. In one run where its estimate keeps within the memory, else in bands of rows
   * or columns, with the same result.
   * @throws PaintingMemoryError where not even bands keep within the memory
   * @throws the signal's reason when aborted
   */
  paint(photo: Rgb, options: SessionOptions): Promise<Rgb> {
    options.signal?.throwIfAborted();
    return wholeMemory(this.width, photo) <= options.bytes
      ? this.paintWhole(photo, options)
      : this.paintBands(photo, options);
  }

  private get width(): number {
    return this.checkpoint.metadata.architecture.width;
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  private async paintWhole(photo: Rgb, { onProgress }: SessionOptions): Promise<Rgb> {
    const kept = wholeMemory(this.width, photo) <= KEPT_MEMORY;
    const session = kept ? this.session : await this.engine.create(this.whole, SESSION_OPTIONS);
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

  private async paintBands(photo: Rgb, { bytes, signal, onProgress }: SessionOptions): Promise<Rgb> {
    const { width: network, store } = this;
    const maps = mapMemory(network, photo);
    const plans = [false, true].map((turned) => {
      const size = turnedSize(photo, turned);
      const tallest = bandRows(network, size, bytes);
      const beside = bandRows(network, size, bytes - maps);
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
          `${Math.floor(bytes / 1e6)} MB are allowed: allow more, or paint it smaller`,
      );
    }
    return paintByPasses(cutIntoPasses(this.checkpoint), photo, this.engine, {
      channels: 4 * network,
      bandRows: rows,
      turned,
      openStore,
      sessionOptions: SESSION_OPTIONS,
      signal,
      onProgress,
    });
  }
}
