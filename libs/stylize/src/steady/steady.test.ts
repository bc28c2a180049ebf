import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeEngine } from '../../node/index.ts';
import { openPainter, type Painter } from '../painter.ts';
import { type Rgb } from '../rgb.ts';
import { filmed } from '../../test/filmed.ts';
import { SIZE } from '../steadiness/film.ts';
import { film, type Move, moves, steadiness } from '../steadiness/index.ts';
import { Steady } from './steady.ts';

const styles = join(import.meta.dirname, '../../../../assets/styles');
const PHOTO = 'lomiri-picosdeeuropa-by-aitzol-berasategi.jpg';
const FRAMES = 24;

const steadied = (frames: Rgb[], paintings: Rgb[]) => {
  const steady = new Steady(0.8);
  return frames.map((frame, i) => steady.next(frame, paintings[i]!));
};

describe('a film painted in a trained style', () => {
  let painter: Painter;
  const paint = async (frames: Rgb[], strokes: 'full' | 'medium' = 'full') => {
    const paintings: Rgb[] = [];
    for (const frame of frames) paintings.push(await painter.paint(frame, { strokes }));
    return paintings;
  };
  afterAll(() => painter.close());
  beforeAll(async () => {
    const style = join(styles, 'starry-night');
    const last = (await readdir(style))
      .filter((name) => name.endsWith('.safetensors'))
      .sort()
      .at(-1)!;
    const file = await readFile(join(style, last));
    painter = await openPainter(readCheckpoint(file), nodeEngine(1), { suitedSize: 1200 });
  });

  it.each(
    (Object.keys(moves) as (keyof typeof moves)[])
      .map((name): [string, 'full' | 'medium', Move] => [name, 'full', moves[name]])
      // As films are painted: the frame enlarged, the painting made smaller again.
      .concat([['rotation by 1°', 'medium', moves['rotation by 1°']]]),
  )('%s, strokes %s: at least twice as steady, and as rich', async (name, strokes, move) => {
    const frames = film(await filmed(PHOTO), move, FRAMES);
    const paintings = await paint(frames, strokes);
    const steady = steadied(frames, paintings);
    const { alone, steadied: after, ...shares } = steadiness(paintings, steady, move);
    const figures = [alone, after, 100 * shares.contrast, 100 * shares.variation].map((figure) =>
      figure.toFixed(1),
    );
    process.stdout.write(
      `${name}, ${strokes}: ${figures[0]} to ${figures[1]}; contrast ${figures[2]} %, variation ${figures[3]} %\n`,
    );
    expect(alone).toBeGreaterThan(2);
    expect(after).toBeLessThan(alone / 2);
    for (const ratio of Object.values(shares)) {
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
    }
  });

  it('drags nothing along: where a thing has gone, the colours are those of what is there', async () => {
    const frames = film(await filmed(PHOTO), moves.still, FRAMES);
    const things = film(await filmed('gcompris-red-panda.jpg'), moves.still, FRAMES);
    const centre = (t: number) => 40 + 7 * t;
    for (const [t, { data }] of frames.entries())
      for (let y = 56; y < 136; y++)
        for (let x = Math.max(0, centre(t) - 40); x < Math.min(SIZE.width, centre(t) + 40); x++) {
          const at = 3 * (y * SIZE.width + x);
          const from = at + 3 * (SIZE.width / 2 - centre(t));
          data.set(things[t]!.data.subarray(from, from + 3), at);
        }
    const paintings = await paint(frames);
    const steady = steadied(frames, paintings);
    // The part that the thing has just left: nine columns beside it.
    const colour = ({ data }: Rgb, t: number) => {
      const sums = [0, 0, 0];
      for (let y = 60; y < 132; y++)
        for (let x = centre(t) - 52; x < centre(t) - 43; x++)
          for (let c = 0; c < 3; c++) sums[c]! += data[3 * (y * SIZE.width + x) + c]! / (72 * 9);
      return sums;
    };
    for (let t = 8; t < FRAMES; t++) {
      const [is, should] = [colour(steady[t]!, t), colour(paintings[t]!, t)];
      for (let c = 0; c < 3; c++) expect(Math.abs(is[c]! - should[c]!)).toBeLessThan(4);
    }
  });

  it('goes on from what was saved as if nothing had been', async () => {
    const frames = film(await filmed(PHOTO), moves['rotation by 1°'], 8);
    const paintings = await paint(frames);
    const [whole, first, second] = [new Steady(0.8), new Steady(0.8), new Steady(0.8)];
    expect(first.save()).toEqual(new Uint8Array());
    for (let i = 0; i < 4; i++) {
      whole.next(frames[i]!, paintings[i]!);
      first.next(frames[i]!, paintings[i]!);
    }
    second.load(first.save());
    for (let i = 4; i < 8; i++)
      expect(Buffer.compare(second.next(frames[i]!, paintings[i]!).data, whole.next(frames[i]!, paintings[i]!).data)).toBe(0); // prettier-ignore
  });

  it('begins anew after a cut, and at another size', async () => {
    const steady = new Steady(0.8);
    const [first] = film(await filmed(PHOTO), moves.still, 1);
    const black: Rgb = { ...SIZE, data: new Uint8Array(first!.data.length) };
    steady.next(first!, first!);
    expect(steady.next(black, black).data).toEqual(black.data);
    const small: Rgb = { width: 32, height: 32, data: new Uint8Array(3 * 32 * 32).fill(9) };
    expect(steady.next(small, small)).toBe(small);
  });
});

it('leaves each frame to itself where nothing is kept, and keeps a share below the whole', async () => {
  const [first, second] = film(await filmed(PHOTO), moves['zoom by 1 %'], 2) as [Rgb, Rgb];
  const steady = new Steady(0);
  expect(steady.next(first, first)).toBe(first);
  expect(steady.next(second, second)).toBe(second);
  expect(() => new Steady(1)).toThrow(RangeError);
});
