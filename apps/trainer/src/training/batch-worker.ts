import { createHash } from 'node:crypto';
import { move, workerData } from 'piscina';
import { UsageError } from '../errors.ts';
import { type Photo, readPhoto } from '../files/photo.ts';
import type { BatchSettings, Problem } from './batches.ts';

const { photos, batch, size, photoScale, seed } = workerData as BatchSettings;

/** Decoded photos stay in memory up to this many bytes; a thousand small ones fit. */
const CACHE_BYTES = 1024 ** 3;
const cache = new Map<number, Photo>();
let cached = 0;

/** The batch of an iteration: photo, place of the crop and mirroring follow from the seed and the iteration's number. */
export default async function makeBatch(iteration: number): Promise<Float32Array | Problem> {
  try {
    return move(await cropBatch(iteration)) as Float32Array;
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message };
    throw error;
  }
}

async function cropBatch(iteration: number): Promise<Float32Array> {
  const out = new Float32Array(batch * size * size * 3);
  for (let k = 0; k < batch; k++) {
    const [which, x, y, mirror] = draws(`${seed}/${iteration}/${k}`);
    const photo = await decoded(Math.floor(which! * photos.length));
    crop(photo, { x: x!, y: y!, mirror: mirror! < 0.5 }, out.subarray(k * size * size * 3));
  }
  return out;
}

/** Eight numbers in 0..1 that a text decides. */
function draws(text: string): number[] {
  const digest = createHash('sha256').update(text).digest();
  return Array.from({ length: 8 }, (_, i) => digest.readUInt32LE(4 * i) / 2 ** 32);
}

async function decoded(index: number): Promise<Photo> {
  const known = cache.get(index);
  if (known) return known;
  const path = photos[index]!;
  const whole = await readPhoto(path, { least: 16 });
  const short = Math.min(whole.width, whole.height);
  const wanted = Math.max(size, Math.min(short, Math.round(photoScale * size)));
  const photo = wanted === short ? whole : await readPhoto(path, { size: wanted });
  if (cached + photo.rgb.length <= CACHE_BYTES) {
    cache.set(index, photo);
    cached += photo.rgb.length;
  }
  return photo;
}

function crop(
  { width, height, rgb }: Photo,
  at: { x: number; y: number; mirror: boolean },
  out: Float32Array,
): void {
  const left = Math.floor(at.x * (width - size + 1));
  const top = Math.floor(at.y * (height - size + 1));
  let to = 0;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const from = ((top + y) * width + left + (at.mirror ? size - 1 - x : x)) * 3;
      out[to++] = rgb[from]! / 255;
      out[to++] = rgb[from + 1]! / 255;
      out[to++] = rgb[from + 2]! / 255;
    }
}
