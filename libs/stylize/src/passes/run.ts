import { type InferenceSession, type Tensor } from 'onnxruntime-common';
import { type Engine } from '../engine.ts';
import { fromPixels, paddedSide, type Rgb, toPixels, turnedSize } from '../rgb.ts';
import { inputs, type MapName, outputOf, type Pass } from './pass.ts';
import { KeptMap, type OpenRowStore } from './row-store.ts';
import { growth, opBands } from './rows.ts';
import { type ChannelStatistics, Statistics } from './statistics.ts';

export interface PassesOptions {
  /** Channels of the trunk. */
  channels: number;
  /** Rows of the trunk (4 of the picture) in a band. */
  bandRows: number;
  /** Bands of columns instead. */
  turned: boolean;
  /** Where the trunk's two maps are kept. */
  openStore: OpenRowStore;
  sessionOptions: InferenceSession.SessionOptions;
  signal?: AbortSignal | undefined;
  /** Told the share done, 0..1. */
  onProgress?: ((done: number) => void) | undefined;
}

/**
 * Paints a picture of any size exactly as the whole network would: pass by pass, band by band, each instance norm with
 * the statistics of its whole map. Memory follows the bands and, unless they are stored elsewhere, the trunk's maps.
 */
export async function paintByPasses(
  passes: readonly Pass[],
  photo: Rgb,
  engine: Engine,
  options: PassesOptions,
): Promise<Rgb> {
  const size = turnedSize(photo, options.turned);
  const rows = paddedSide(size.height) / 4;
  const length = (options.channels * paddedSide(size.width)) / 4;
  const maps = new Map<MapName, KeptMap>();
  try {
    for (const name of ['trunk', 'branch'] as const) {
      const writes = passes.filter((pass) => pass.writes.includes(name)).length;
      maps.set(name, await KeptMap.open(options.openStore, rows, length, writes));
    }
    return await new BandedPainting(passes, photo, engine, options, maps).paint();
  } finally {
    for (const map of maps.values()) await map.close();
  }
}

class BandedPainting {
  private readonly painting: Rgb;
  private readonly rows: number;
  private readonly columns: number;
  private readonly statistics: ChannelStatistics[] = [];
  private done = 0;

  constructor(
    private readonly passes: readonly Pass[],
    private readonly photo: Rgb,
    private readonly engine: Engine,
    private readonly options: PassesOptions,
    private readonly maps: ReadonlyMap<MapName, KeptMap>,
  ) {
    const { width, height } = photo;
    this.painting = { width, height, data: new Uint8Array(3 * width * height) };
    const size = turnedSize(photo, options.turned);
    this.rows = paddedSide(size.height) / 4;
    this.columns = paddedSide(size.width) / 4;
  }

  async paint(): Promise<Rgb> {
    for (const pass of this.passes) {
      const { turned, sessionOptions } = this.options;
      const session = await this.engine.create(pass.model(this.statistics, turned), sessionOptions);
      try {
        await this.run(pass, session);
      } finally {
        await session.release();
      }
      for (const name of pass.writes) if (name !== 'painting') this.maps.get(name)!.turn();
    }
    return this.painting;
  }

  private async run(pass: Pass, session: InferenceSession): Promise<void> {
    const { bandRows, turned, signal, onProgress } = this.options;
    const work = this.passes.reduce((sum, each) => sum + each.work, 0) * this.rows;
    const statistics = new Statistics();
    const scale = pass.ops.reduce((rows, op) => rows * growth(op), pass.reads[0] === 'photo' ? 4 : 1);
    for (let from = 0; from < this.rows; from += bandRows) {
      signal?.throwIfAborted();
      const to = Math.min(this.rows, from + bandRows);
      const made = await session.run(await this.feeds(pass, from, to, scale));
      for (const name of pass.writes)
        if (name === 'painting') fromPixels(made[name]!.data as Uint8Array, this.painting, 4 * from, turned);
        else await this.maps.get(name)!.write(from, floats(made[outputOf(name)]!));
      if (made.mean && made.squares)
        statistics.add((to - from) * scale * this.columns * scale, floats(made.mean), floats(made.squares));
      this.done += pass.work * (to - from);
      onProgress?.(this.done / work);
    }
    this.statistics.push(statistics.result());
  }

  /** The inputs of a pass for the trunk's rows `from` to `to`, `scale` times as many rows of its output. */
  private async feeds(pass: Pass, from: number, to: number, scale: number): Promise<Record<string, Tensor>> {
    const { Tensor } = this.engine;
    const feeds: Record<string, Tensor> = {};
    const integers = (name: string, values: number[]) => {
      feeds[name] = new Tensor('int64', BigInt64Array.from(values, BigInt), [values.length]);
    };
    const height = this.rows * (pass.reads[0] === 'photo' ? 4 : 1);
    const bands = opBands(pass.ops, { from: from * scale, to: to * scale }, height);
    for (const [i, { pads, starts, ends }] of bands.entries()) {
      integers(inputs.pads(i), pads);
      if (starts && ends) {
        integers(inputs.starts(i), starts);
        integers(inputs.ends(i), ends);
      }
    }
    const { rows } = bands[0]!;
    const count = rows.to - rows.from;
    for (const name of pass.reads)
      feeds[name] =
        name === 'photo'
          ? new Tensor('uint8', toPixels(this.photo, rows, this.options.turned), [
              1,
              count,
              4 * this.columns,
              3,
            ])
          : new Tensor('float32', await this.maps.get(name)!.read(rows.from, rows.to), [
              1,
              count,
              this.columns,
              this.options.channels,
            ]);
    if (pass.inner) {
      integers(inputs.innerStart, [from - rows.from]);
      integers(inputs.innerEnd, [to - rows.from]);
    }
    return feeds;
  }
}

const floats = (tensor: Tensor): Float32Array => tensor.data as Float32Array;
