import { expect, it } from 'vitest';
import { filmed } from '../../test/filmed.ts';
import { type Rgb } from '../rgb.ts';
import { SIZE, source } from '../steadiness/film.ts';
import { film, type Move, moves } from '../steadiness/index.ts';
import { carry } from './carry.ts';
import { brightness, motion } from './motion.ts';

it.each(Object.entries(moves))('finds a motion that is known: %s', async (_, move: Move) => {
  const frames = film(await filmed('lomiri-picosdeeuropa-by-aitzol-berasategi.jpg'), move, 3);
  const { right, down } = motion(brightness(frames[1]!), brightness(frames[2]!));
  const from = source(move, 2);
  const errors: number[] = [];
  for (let y = 0, i = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++, i++) {
      const [px, py] = from(x, y);
      if (px < 0 || py < 0 || px > SIZE.width - 1 || py > SIZE.height - 1) continue;
      errors.push(Math.hypot(x + right[i]! - px, y + down[i]! - py));
    }
  errors.sort((a, b) => a - b);
  expect(errors[errors.length >> 1]).toBeLessThan(0.15);
  expect(errors[Math.floor(0.9 * errors.length)]).toBeLessThan(0.5);
});

/** A motion of a quarter of the picture's sides, the same everywhere. */
function everywhere(right: number, down: number) {
  const size = { width: SIZE.width / 4, height: SIZE.height / 4 };
  const plane = (value: number) => new Float32Array(size.width * size.height).fill(value / 4);
  return { ...size, right: plane(right), down: plane(down) };
}

it('carries by whole pixels exactly, and by parts of one without making much softer', async () => {
  const [picture] = film(await filmed('gcompris-towerbridgelondon.jpg'), moves.still, 1) as [Rgb];
  const moved = carry(picture, everywhere(8, -4));
  for (let y = 4; y < SIZE.height; y += 7)
    for (let x = 0; x < SIZE.width - 8; x++)
      expect(moved.data[3 * (y * SIZE.width + x)]).toBe(picture.data[3 * ((y - 4) * SIZE.width + x + 8)]);

  // Strokes four pixels wide, carried there and back sixteen times by half a pixel.
  const strokes: Rgb = { ...SIZE, data: new Uint8Array(3 * SIZE.width * SIZE.height) };
  strokes.data.forEach((_, at) => {
    strokes.data[at] = 128 + 100 * Math.sin((Math.PI / 4) * (Math.floor(at / 3) % SIZE.width));
  });
  let carried = strokes;
  for (let i = 0; i < 16; i++) carried = carry(carried, everywhere(i % 2 ? -0.5 : 0.5, 0));
  const line = 3 * SIZE.width * 90;
  const error = Array.from({ length: 150 }, (_, i) => line + 3 * (50 + i)).reduce(
    (most, at) => Math.max(most, Math.abs(carried.data[at]! - strokes.data[at]!)),
    0,
  );
  expect(error).toBeLessThan(20);
});
