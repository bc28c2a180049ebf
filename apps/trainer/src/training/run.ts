import { setImmediate } from 'node:timers/promises';
import {
  type Checkpoint,
  type Picture,
  type Tensors,
  train,
  type TrainingConfig,
  type TrainingEvent,
} from '@atelier/model';
import { openEngine } from '../engine/engine.ts';
import { readBytes } from '../files/file.ts';
import { sha256 } from '../files/hash.ts';
import { readPhoto } from '../files/photo.ts';
import { findAllPhotos } from '../files/photo-folder.ts';
import { warn } from '../errors.ts';
import { toPicture } from '../files/picture.ts';
import { loadLossNetwork } from '../loss-networks/loss-network-file.ts';
import { Batches } from './batches.ts';

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
  /** Weights to start from instead of random ones. */
  start?: Tensors;
  signal?: AbortSignal;
  /** Folders that hold no photos to train on, for example the run's own. */
  except?: string[];
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
  const lossNetwork = await loadLossNetwork(config.lossNetwork);
  const pictures = (paths: string[] = []) =>
    Promise.all(
      paths.map(async (path) => toPicture(await readPhoto(path, { size: SAMPLE_SIDE, least: 32 }))),
    );
  const [samples, heldOut] = await Promise.all([pictures(options.samples), pictures(options.heldOut)]);
  const photos = await findAllPhotos(options.content, options.except, warn);
  const batches = new Batches({ ...config, photos }, config.iterations);
  try {
    await batches.look();
    yield* train({
      config,
      style,
      styleSha256: sha256(bytes),
      lossNetwork,
      photos: async (iteration) => {
        // Computing blocks the event loop: orders to stop are heard here, between two iterations.
        await setImmediate();
        return batches.get(iteration);
      },
      samples,
      heldOut,
      compile,
      ...(options.state && { state: options.state }),
      ...(options.start && { start: options.start }),
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
