import { describe, expect, it } from 'vitest';
import { difference, picture } from '../../test/networks.ts';
import { type Rgb } from '../rgb.ts';
import { crisp } from './crisp.ts';
import { edgeContrast, overshoot } from './edges.ts';
import { enlarge } from './enlarge.ts';
import { toFullSize } from './full-size.ts';
import { shrink } from './shrink.ts';

/** Dark on the left, light on the right of column `at`. */
const step = (width: number, height: number, at: number, [dark, light]: [number, number]): Rgb => ({
  width,
  height,
  data: Uint8Array.from({ length: 3 * width * height }, (_, i) =>
    Math.floor(i / 3) % width < at ? dark : light,
  ),
});

describe('a small painting at full size', () => {
  const photo = picture(331, 257, 4);
  const small = shrink(photo, { width: 81, height: 63 });
  const painting = { ...small, data: small.data.map((value, i) => 255 - value + 20 * Math.sin(i / 40)) };

  it('is the same in bands, up to rounding', async () => {
    const whole = await toFullSize(painting, small, photo, { bandRows: 64 });
    for (const bandRows of [1, 7, 30]) {
      const { largest, mean } = difference(await toFullSize(painting, small, photo, { bandRows }), whole);
      expect(largest).toBeLessThanOrEqual(1);
      expect(mean).toBeLessThan(0.01);
    }
  });

  it('is the photo where the painting is the small photo', async () => {
    const smooth = enlarge(shrink(photo, { width: 40, height: 31 }), photo);
    const { mean } = difference(
      await toFullSize(shrink(smooth, small), shrink(smooth, small), smooth),
      smooth,
    );
    expect(mean).toBeLessThan(3); // its edges are a little crisper
  });

  it('has the photo’s edges, as crisp, whatever their colours became, and no halo', async () => {
    const edge = step(400, 300, 203, [60, 180]);
    const smallEdge = shrink(edge, { width: 100, height: 75 });
    const inverted = { ...smallEdge, data: smallEdge.data.map((value) => 255 - value) };
    const full = await toFullSize(inverted, smallEdge, edge);
    const row = Array.from({ length: 400 }, (_, x) => full.data[3 * (400 * 150 + x)]!);
    expect(row[202]! - row[203]!).toBeGreaterThan(100);
    expect(overshoot(full, inverted, 203)).toBeLessThanOrEqual(3);
    expect(edgeContrast(edge, full)).toBeGreaterThan(0.9 * edgeContrast(smallEdge, inverted));
    expect(edgeContrast(edge, enlarge(inverted, edge))).toBeLessThan(0.5 * edgeContrast(smallEdge, inverted));
  });

  it.each([1, 2, 3])(
    'has no halo at the photo’s edge where the painting has its own %i pixels further',
    async (further) => {
      const edge = step(500, 100, 251, [20, 255]);
      const smallEdge = shrink(edge, { width: 100, height: 20 });
      const displaced = step(100, 20, 50 + further, [30, 230]);
      const full = await toFullSize(displaced, smallEdge, edge);
      expect(overshoot(full, displaced, 251)).toBeLessThanOrEqual(3);
    },
  );

  it('stops between bands when aborted', async () => {
    const controller = new AbortController();
    const options = {
      signal: controller.signal,
      bandRows: 8,
      onProgress: () => controller.abort(new Error('enough')),
    };
    await expect(toFullSize(painting, small, photo, options)).rejects.toThrow('enough');
  });
});

it('a doubled map has steeper edges than an interpolated one and goes no further', () => {
  const { data } = step(24, 16, 12, [50, 150]);
  const doubled = crisp(data, { width: 24, height: 16 }, 2);
  const row = Array.from({ length: 48 }, (_, x) => doubled[3 * (48 * 16 + x)]!);
  const plain = enlarge(step(24, 16, 12, [50, 150]), { width: 48, height: 32 });
  expect(row[24]! - row[23]!).toBeGreaterThan(
    1.2 * (plain.data[3 * (48 * 16 + 24)]! - plain.data[3 * (48 * 16 + 23)]!),
  );
  expect(Math.min(...row.slice(0, 20), ...row.slice(28))).toBeGreaterThan(40);
  expect(
    [...row.slice(0, 18), ...row.slice(30)].every(
      (value) => Math.min(Math.abs(value - 50), Math.abs(value - 150)) < 1,
    ),
  ).toBe(true);
});

it('strokes of a map that is doubled twice are as steep as those of one doubled once, in half the pixels', () => {
  const size = { width: 24, height: 16 };
  const { data } = step(24, 16, 12, [50, 150]);
  const steepest = (times: 2 | 4) => {
    const [map, width] = [crisp(data, size, times), times * size.width];
    const row = Array.from({ length: width }, (_, x) => map[3 * (width * 8 * times + x)]!);
    return Math.max(...row.slice(1).map((value, i) => value - row[i]!));
  };
  expect(steepest(4)).toBeGreaterThan(0.7 * steepest(2)); // only interpolated, half of it
});
