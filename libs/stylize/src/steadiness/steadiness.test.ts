import { expect, it } from 'vitest';
import { filmed } from '../../test/filmed.ts';
import { film, FILMED, MOST_FRAMES, type Move, moves, steadiness } from './index.ts';
import { NOISE } from './film.ts';

const photo = await filmed('lomiri-picosdeeuropa-by-aitzol-berasategi.jpg');

/** Of differences of two noises of that deviation: the mean of their absolute values, levels rounded. */
const NOISY = (2 * NOISE) / Math.sqrt(Math.PI);

it.each(Object.entries(moves))('a film is of what was filmed, moved as is known: %s', (name, move: Move) => {
  const [plain, noisy] = [film(photo, move, 2, 0), film(photo, move, 2)];
  const error = (frames: typeof plain, along: Move) => steadiness(frames, frames, along).alone;
  if (name === 'still') {
    expect(error(plain, move)).toBe(0);
    expect(Math.abs(error(noisy, move) / NOISY - 1)).toBeLessThan(0.03);
  }
  // What is left is what the pixels of a frame cannot hold of a photo with four times as many.
  expect(error(plain, move)).toBeLessThan(4);
  const wrong: Move = (t) => (x, y) => move(t)(x + 2 * t, y);
  expect(error(plain, wrong)).toBeGreaterThan(2 * error(plain, move));
});

it('tells a blurred film from a crisp one, and a grey one from one of full contrast', () => {
  const frames = film(photo, moves.still, 4, 0);
  const changed = (value: (data: Uint8Array, at: number) => number) =>
    frames.map(({ data, ...size }) => ({ ...size, data: data.map((_, at) => value(data, at)) }));
  const blurred = changed((data, at) => (data[at]! + data[Math.min(data.length - 1, at + 3)]!) / 2);
  const greyed = changed((data, at) => 64 + data[at]! / 2);
  expect(steadiness(frames, frames, moves.still)).toEqual({
    alone: 0,
    steadied: 0,
    contrast: 1,
    variation: 1,
  });
  expect(steadiness(frames, blurred, moves.still).variation).toBeLessThan(0.9);
  const { contrast, variation } = steadiness(frames, greyed, moves.still);
  expect(contrast).toBeCloseTo(0.5, 2);
  expect(variation).toBeCloseTo(0.5, 1);
});

it('looks at the later half, where strokes have been carried far', () => {
  const frames = film(photo, moves.still, 4, 0);
  const grey = { ...frames[0]!, data: new Uint8Array(frames[0]!.data.length).fill(128) };
  expect(steadiness(frames, [grey, grey, ...frames.slice(2)], moves.still).contrast).toBe(1);
  expect(steadiness(frames, [...frames.slice(0, 2), grey, grey], moves.still).contrast).toBe(0);
});

it('says what cannot be filmed', () => {
  expect(() => film({ width: 9, height: 9, data: new Uint8Array(243) }, moves.still, 2)).toThrow(`9×9 pixels cannot be filmed: ${FILMED.width}×${FILMED.height} can`); // prettier-ignore
  expect(() => film(photo, moves.still, MOST_FRAMES + 1)).toThrow('more than 24');
});
