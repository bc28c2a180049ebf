import { setImmediate } from 'node:timers/promises';
import { type Picture, train, type TrainingConfig, type TrainingEvent } from '@atelier/model';
import type { Checkpoint, Origin } from '@atelier/model/checkpoint';
import { LEAST_SIDE } from '@atelier/stylize';
import { UsageError, warn } from '../errors.ts';
import { openEngine } from '../engine/engine.ts';
import { startNetwork } from '../files/assets.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { readBytes } from '../files/file.ts';
import { sha256 } from '../files/hash.ts';
import { readPhoto } from '../files/photo.ts';
import { findPhotos } from '../files/photo-folder.ts';
import { PhotoIndex } from '../files/photo-index.ts';
import { toPicture } from '../files/picture.ts';
import { readLossNetwork } from '../loss-networks/loss-network-file.ts';
import { Batches, LEAST } from './batches.ts';
import { checkOrigin, type Pinned } from './origin.ts';
import { keepPhotoList, listPhotos, type PhotoFolders, photosAtStart } from './photo-list.ts';
import type { RunPart } from './run-store.ts';

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
  /** Where an earlier run stopped, and what that was started with. */
  state?: Checkpoint;
  /** Weights to start from, whatever the configuration says. */
  start?: Checkpoint;
  pinned?: Pinned;
  signal?: AbortSignal;
  /** Folders that hold no photos to train on, for example the run's own. */
  except?: string[];
}

export interface OpenRun {
  part: RunPart;
  events: AsyncGenerator<TrainingEvent>;
}

const SAMPLE_SIDE = 256;
/** Of a style picture, at the size at which it is looked at: two squares of the largest `styleSize` that there is. */
const STYLE_PIXELS = 2 * 2048 ** 2;

/**
 * A training run from files: reads the pictures, loads photos ahead, and passes on the events of `train`.
 * @throws UsageError where a picture, a folder or the loss network cannot be used, or is not what the run was started with
 */
export async function openRun(options: RunOptions): Promise<OpenRun> {
  const { config, state } = options;
  const { name, version, device, compile } = await openEngine();
  const bytes = typeof options.style === 'string' ? await readBytes(options.style) : options.style;
  const style = await readStyle(options.style, config.styleSize);
  const lossNetwork = await readLossNetwork(config.lossNetwork);
  const photos = await photosToTrainOn(options);
  const origin: Origin = {
    styleSha256: sha256(bytes),
    lossNetworkSha256: lossNetwork.sha256,
    photosSha256: photos.sha256,
  };
  for (const pinned of [options.pinned, state?.metadata])
    if (pinned) checkOrigin(pinned, { ...origin, photoCount: photos.paths.length });
  const pictures = (paths: string[] = []) =>
    Promise.all(
      paths.map(async (path) => toPicture(await readPhoto(path, { size: SAMPLE_SIDE, least: LEAST_SIDE }))),
    );
  if (config.stopWhenFlat > 0 && !options.heldOut?.length)
    throw new UsageError(
      `--stop-when-flat ${config.stopWhenFlat}: there are no held-out photos here whose losses would tell; leave it out`,
    );
  const [samples, heldOut] = await Promise.all([pictures(options.samples), pictures(options.heldOut)]);
  const part = {
    from: state?.metadata.iteration ?? 0,
    engine: `${name} ${version}`,
    device,
    ...origin,
    photos: photos.folders.map(([, paths]) => paths.length),
  };
  const start = await weightsToStartFrom(options);
  const batches = new Batches(
    { ...config, photos: photos.paths, unusable: photos.unusable },
    config.iterations,
  );
  await lookAt(batches, photos);
  if (photos.list !== undefined) await keepPhotoList(photos.list);
  const events = async function* () {
    try {
      yield* train({
        config,
        style,
        origin,
        lossNetwork: lossNetwork.tensors,
        photos: async (iteration) => {
          // Computing blocks the event loop: orders to stop are heard here, between two iterations.
          await setImmediate();
          return batches.get(iteration);
        },
        samples,
        heldOut,
        compile,
        ...(state && { state }),
        ...(start && { start: start.tensors }),
        ...(options.signal && { signal: options.signal }),
      });
    } finally {
      await batches.close();
    }
  };
  return { part, events: events() };
}

interface PhotosToTrainOn {
  folders: PhotoFolders;
  paths: string[];
  /** Those that have changed since the run was started, and how. */
  unusable: Map<string, string>;
  /** The fingerprint of their list. */
  sha256: string;
  /** The list, where it is not kept yet. */
  list?: string;
}

/** The photos in the folders; of a run that goes on those that it was started with. */
async function photosToTrainOn({ content, except, pinned, state }: RunOptions): Promise<PhotosToTrainOn> {
  const found = await Promise.all(
    content.map(async (folder): Promise<PhotoFolders[number]> => [
      folder,
      await findPhotos(folder, except, warn),
    ]),
  );
  const list = await listPhotos(found);
  const now = sha256(Buffer.from(list));
  const before = pinned?.photosSha256 ?? state?.metadata.photosSha256 ?? now;
  const kept = before === now ? undefined : await photosAtStart(before, found);
  const { folders, changed: unusable } = kept ?? { folders: found, changed: new Map<string, string>() };
  const paths = folders.flatMap(([, photos]) => photos);
  return { folders, paths, unusable, ...(kept ? { sha256: before } : { sha256: now, list }) };
}

/** @throws UsageError where the network to start from is not there, or has another width */
async function weightsToStartFrom({
  config,
  state,
  start: given,
}: RunOptions): Promise<Checkpoint | undefined> {
  if (config.startFrom === 'network' && !given && !state)
    throw new UsageError(
      'the network to start from is not there; start from another one, or from random weights',
    );
  const start =
    given ?? (config.startFrom === 'start' && !state ? await readCheckpointFile(startNetwork) : undefined);
  if (start && start.metadata.architecture.width !== config.width)
    throw new UsageError(
      `--width ${config.width}: the network to start from has ${start.metadata.architecture.width}; leave --width out, or start from random weights`,
    );
  return start;
}

/** Names the photos that cannot be used; what is known of a folder from an earlier run is not looked at again. */
async function lookAt(batches: Batches, { folders, unusable }: PhotosToTrainOn): Promise<void> {
  const indexes = await Promise.all(folders.map(([folder]) => PhotoIndex.open(folder)));
  const indexOf = new Map(folders.flatMap(([, photos], k) => photos.map((photo) => [photo, indexes[k]!])));
  try {
    await batches.look(async (path) => unusable.get(path) ?? indexOf.get(path)!.problemOf(path, LEAST));
  } finally {
    for (const index of indexes) await index.save();
  }
}

/**
 * The style picture with a short side of `size`; of a very long one the middle, as all of it would fill the memory.
 * @throws UsageError where it cannot be read or is tiny
 */
export async function readStyle(source: string | Uint8Array, size: number): Promise<Picture> {
  return toPicture(
    await readPhoto(source, { size, longest: Math.floor(STYLE_PIXELS / size), least: LEAST_SIDE }),
  );
}
