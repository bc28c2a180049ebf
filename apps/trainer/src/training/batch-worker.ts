import { createHash } from 'node:crypto';
import { onWhite, type Rgb } from '@atelier/stylize';
import { workerData } from 'piscina';
import { UsageError } from '../errors.ts';
import { readPhoto } from '../files/photo.ts';
import type { Batch, NoBatch, ThreadSettings } from './batches.ts';
import { PhotoOrder } from './photo-order.ts';

const settings = workerData as ThreadSettings;
const { photos, least, batch, size, photoScale, seed, photoOrder, cacheBytes } = settings;
const order = photoOrder === 'shuffled' ? new PhotoOrder(photos.length, seed) : undefined;

const cache = new Map<number, Rgb>();
let cached = 0;

/** So many photos in a row that cannot be used are bad luck no more: hardly any can. */
const PATIENCE = 100;
const unusable = new Map(
  photos.flatMap((path, index): [number, string][] => {
    const problem = settings.unusable.get(path);
    return problem === undefined ? [] : [[index, problem]];
  }),
);

/** The batch of an iteration: photo, place of the crop and mirroring follow from the seed and the iteration's number. */
export default async function makeBatch(iteration: number): Promise<Batch | NoBatch> {
  try {
    return await cropBatch(iteration);
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message, why: error.why };
    throw error;
  }
}

async function cropBatch(iteration: number): Promise<Batch> {
  const crops = new Float32Array(batch * size * size * 3);
  const problems = new Map<string, string>();
  for (let k = 0; k < batch; k++) {
    const { photo, at } = await draw(
      `${seed}/${iteration}/${k}`,
      order?.at((iteration - 1) * batch + k),
      problems,
    );
    crop(photo, at, crops.subarray(k * size * size * 3));
  }
  return { crops, problems };
}

/**
 * The photo whose turn it is, or that a text decides, and where that crops it; in the place of a photo that cannot be used comes
 * the next one that the text decides.
 */
async function draw(text: string, turn: number | undefined, problems: Map<string, string>) {
  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    const [which, x, y, mirror] = draws(attempt === 0 ? text : `${text}/${attempt}`);
    const index = attempt === 0 && turn !== undefined ? turn : Math.floor(which! * photos.length);
    try {
      const problem = unusable.get(index);
      if (problem !== undefined) problems.set(photos[index]!, problem);
      else return { photo: await decoded(index), at: { x: x!, y: y!, mirror: mirror! < 0.5 } };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      unusable.set(index, error.message);
      problems.set(photos[index]!, error.message);
    }
  }
  const [[path, problem]] = [...problems] as [[string, string]];
  throw new UsageError(`${problem}; hardly any of the ${photos.length} photos can be used to train on`, {
    why: [{ kind: 'hardlyAny', count: photos.length, path }],
  });
}

/** Eight numbers in 0..1 that a text decides. */
function draws(text: string): number[] {
  const digest = createHash('sha256').update(text).digest();
  return Array.from({ length: 8 }, (_, i) => digest.readUInt32LE(4 * i) / 2 ** 32);
}

async function decoded(index: number): Promise<Rgb> {
  const known = cache.get(index);
  if (known) return known;
  const path = photos[index]!;
  const whole = await readPhoto(path, { least });
  const short = Math.min(whole.width, whole.height);
  const wanted = Math.max(size, Math.min(short, Math.round(photoScale * size)));
  const photo = onWhite(wanted === short ? whole : await readPhoto(path, { size: wanted }));
  if (cached + photo.data.length <= cacheBytes) {
    cache.set(index, photo);
    cached += photo.data.length;
  }
  return photo;
}

function crop(
  { width, height, data }: Rgb,
  at: { x: number; y: number; mirror: boolean },
  out: Float32Array,
): void {
  const left = Math.floor(at.x * (width - size + 1));
  const top = Math.floor(at.y * (height - size + 1));
  let to = 0;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const from = ((top + y) * width + left + (at.mirror ? size - 1 - x : x)) * 3;
      out[to++] = data[from]! / 255;
      out[to++] = data[from + 1]! / 255;
      out[to++] = data[from + 2]! / 255;
    }
}
