import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import {
  type Checkpoint,
  type LossNetworkName,
  type Picture,
  randomLossNetwork,
  type Tensors,
  train,
  type TrainingConfig,
  type TrainingEvent,
} from '@atelier/model';
import { compactLossNetwork } from './assets.ts';
import { Batches } from './batches.ts';
import { openEngine } from './engine.ts';
import { UsageError } from './errors.ts';
import { readBytes } from './file.ts';
import { readCheckpointFile } from './network.ts';
import { findAllPhotos, type Photo, readPhoto } from './photo.ts';
import { vgg16Path } from './vgg16.ts';

export interface RunOptions {
  config: TrainingConfig;
  /** The style picture: a path, or the bytes of a file. */
  style: string | Uint8Array;
  /** Folders of photos to train on. */
  content: string[];
  /** Photos that show how the run goes on; painted whole, at most `SAMPLE_SIDE` on the short side. */
  samples?: string[];
  /** Photos whose losses are measured at each checkpoint. */
  heldOut?: string[];
  /** Where an earlier run stopped. */
  state?: Checkpoint;
  signal?: AbortSignal;
}

const SAMPLE_SIDE = 256;

/**
 * A training run from files: reads the pictures, loads photos ahead, and passes on the events of `train`.
 * @throws UsageError where a picture, a folder or the loss network cannot be used
 */
export async function* runTraining(options: RunOptions): AsyncGenerator<TrainingEvent> {
  const { config } = options;
  const { compile } = await openEngine();
  const bytes = typeof options.style === 'string' ? await readBytes(options.style) : options.style;
  const style = await readStyle(options.style, config.styleSize);
  const { tensors } = await loadLossNetwork(config.lossNetwork, config.seed);
  const pictures = (paths: string[] = []) =>
    Promise.all(
      paths.map(async (path) => toPicture(await readPhoto(path, { size: SAMPLE_SIDE, least: 32 }))),
    );
  const [samples, heldOut] = await Promise.all([pictures(options.samples), pictures(options.heldOut)]);
  const batches = new Batches({ ...config, photos: await findAllPhotos(options.content) }, config.iterations);
  try {
    yield* train({
      config,
      style,
      styleSha256: createHash('sha256').update(bytes).digest('hex'),
      lossNetwork: tensors,
      photos: async (iteration) => {
        // Computing blocks the event loop: orders to stop are heard here, between two iterations.
        await setImmediate();
        return batches.get(iteration);
      },
      samples,
      heldOut,
      compile,
      ...(options.state && { state: options.state }),
      ...(options.signal && { signal: options.signal }),
    });
  } finally {
    await batches.close();
  }
}

/** The style picture at the size that it is looked at. @throws UsageError where it cannot be read or is tiny */
export async function readStyle(source: string | Uint8Array, size: number): Promise<Picture> {
  return toPicture(await readPhoto(source, { size, least: 32 }));
}

/**
 * A loss network's tensors. `untrained` where the compact network has not been trained yet: it then holds random weights,
 * which carry textures but little else.
 * @throws UsageError where VGG16 has not been fetched, or a file is damaged
 */
export async function loadLossNetwork(
  name: LossNetworkName,
  seed: number,
): Promise<{ tensors: Tensors; untrained?: boolean }> {
  const file = name === 'compact' ? compactLossNetwork : vgg16Path;
  if (existsSync(file)) return { tensors: (await readCheckpointFile(file)).tensors };
  if (name === 'compact') return { tensors: randomLossNetwork('compact', seed), untrained: true };
  throw new UsageError(
    'the loss network vgg16 is not here yet: atelier fetch vgg16, or --loss-network compact',
  );
}

/** RGB bytes → RGB 0..1. */
export function toPicture({ width, height, rgb }: Photo): Picture {
  return { width, height, data: Float32Array.from(rgb, (value) => value / 255) };
}

/** RGB 0..1 → RGB bytes. */
export function toPhoto({ width, height, data }: Picture): Photo {
  return {
    width,
    height,
    rgb: Uint8Array.from(data, (value) => Math.round(Math.min(1, Math.max(0, value)) * 255)),
  };
}
