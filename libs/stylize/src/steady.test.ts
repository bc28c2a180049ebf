import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomNumbers } from '@atelier/lettering/random';
import { readCheckpoint } from '@atelier/model/checkpoint';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeEngine } from '../node/index.ts';
import { openPainter, type Painter } from './painter.ts';
import { type Rgb } from './rgb.ts';
import { Steady } from './steady.ts';

const assets = join(import.meta.dirname, '../../../assets');
const SIZE = { width: 192, height: 144 };
const FRAMES = 8;
/** Of the camera's noise, in levels of 0..255. */
const NOISE = 3;

/** Frames of a film over a photo, the camera moving `step` pixels to the right each time. */
async function film(step: number): Promise<Rgb[]> {
  const across = SIZE.width + step * FRAMES;
  const { data } = await sharp(join(assets, 'photos/held-out/gcompris-dog.jpg'))
    .resize(across, SIZE.height, { fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const next = randomNumbers(7);
  return Array.from({ length: FRAMES }, (_, frame) => {
    const seen = new Uint8Array(3 * SIZE.width * SIZE.height);
    for (let y = 0, at = 0; y < SIZE.height; y++)
      for (let x = 0; x < 3 * SIZE.width; x++, at++) {
        // Gaussian, by Box and Muller.
        const noise = NOISE * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
        seen[at] = Math.min(255, Math.max(0, Math.round(data[3 * (y * across + step * frame) + x]! + noise)));
      }
    return { ...SIZE, data: seen };
  });
}

/** Mean absolute difference of each painting from the one before, moved along by `step` pixels: 0..255. */
function change(paintings: Rgb[], step: number): number {
  let [sum, count] = [0, 0];
  for (let frame = 1; frame < paintings.length; frame++)
    for (let y = 0; y < SIZE.height; y++)
      for (let x = 0; x < 3 * (SIZE.width - step); x++, count++)
        sum += Math.abs(
          paintings[frame]!.data[3 * y * SIZE.width + x]! -
            paintings[frame - 1]!.data[3 * (y * SIZE.width + step) + x]!,
        );
  return sum / count;
}

const contrast = ({ data }: Rgb) => {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
};

/** Mean absolute difference of neighbours in a row. */
const variation = ({ data }: Rgb) =>
  data.reduce((sum, value, i) => sum + (i < 3 ? 0 : Math.abs(value - data[i - 3]!)), 0) / data.length;

describe('a film painted in a trained style', () => {
  let painter: Painter;
  const paint = async (frames: Rgb[]) => {
    const paintings: Rgb[] = [];
    for (const frame of frames) paintings.push(await painter.paint(frame, { strokes: 'full' }));
    return paintings;
  };
  const steadied = (frames: Rgb[], paintings: Rgb[]) => {
    const steady = new Steady(0.8);
    return frames.map((frame, i) => steady.next(frame, paintings[i]!));
  };
  afterAll(() => painter.close());
  beforeAll(async () => {
    const style = join(assets, 'styles/starry-night');
    const last = (await readdir(style))
      .filter((name) => name.endsWith('.safetensors'))
      .sort()
      .at(-1)!;
    const file = await readFile(join(style, last));
    painter = await openPainter(readCheckpoint(file), nodeEngine(1));
  });

  it('flickers less than half as much where nothing moves, and is as rich', async () => {
    const frames = await film(0);
    const paintings = await paint(frames);
    const steady = steadied(frames, paintings);
    const [before, after] = [change(paintings, 0), change(steady, 0)];
    expect(before).toBeGreaterThan(1);
    expect(after).toBeLessThan(before / 2);
    for (const measure of [contrast, variation]) {
      const ratio = measure(steady.at(-1)!) / measure(paintings.at(-1)!);
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
    }
  });

  it('is not held back where the camera moves', async () => {
    const frames = await film(6);
    const paintings = await paint(frames);
    const steady = steadied(frames, paintings);
    const [before, after] = [change(paintings, 6), change(steady, 6)];
    expect(after).toBeLessThan(1.05 * before);
  });

  it('goes on from what was saved as if nothing had been', async () => {
    const frames = await film(1);
    const paintings = await paint(frames);
    const [whole, first, second] = [new Steady(0.8), new Steady(0.8), new Steady(0.8)];
    expect(first.save()).toEqual(new Uint8Array());
    for (let i = 0; i < 4; i++) {
      whole.next(frames[i]!, paintings[i]!);
      first.next(frames[i]!, paintings[i]!);
    }
    expect(whole.save()).toEqual(first.save());
    second.load(first.save());
    for (let i = 4; i < FRAMES; i++)
      expect(second.next(frames[i]!, paintings[i]!)).toEqual(whole.next(frames[i]!, paintings[i]!));
  });

  it('begins anew after a cut, and at another size', async () => {
    const steady = new Steady(0.8);
    const [first] = await film(0);
    const black: Rgb = { ...SIZE, data: new Uint8Array(first!.data.length) };
    steady.next(first!, first!);
    expect(steady.next(black, black).data).toEqual(black.data);
    const small: Rgb = { width: 32, height: 32, data: new Uint8Array(3 * 32 * 32).fill(9) };
    expect(steady.next(small, small)).toBe(small);
  });
});

it('keeps a share below the whole', () => {
  expect(() => new Steady(1)).toThrow(RangeError);
});
