import { expect, test } from 'vitest';
import { signedDistance } from './distance.ts';
import { drawnContent } from './drawn.ts';

const [width, height, size] = [300, 240, 200];
// A broad stroke on a wide ground.
const inside = (k: number) => Math.abs(Math.floor(k / width) - 120) < 18 && k % width > 50 && k % width < 250;
const distance = signedDistance({ width, height, data: Float32Array.from({ length: width * height }, (_, k) => Number(inside(k))) }); // prettier-ignore

test('the tones of a letter are those of the whole picture: norms over it leave the letter all of the style’s colours', () => {
  const { data } = drawnContent(distance, size, 1);
  const tones = (of: (depth: number) => boolean) => {
    const values = [...distance.data.keys()].filter((k) => of(distance.data[k]!)).map((k) => data[3 * k]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { mean, deviation };
  };
  const [letter, all] = [tones((depth) => depth > 0), tones(() => true)];
  expect(Math.abs(letter.mean - all.mean)).toBeLessThan(all.deviation);
  expect(letter.deviation).toBeGreaterThan(40);
});

test('dark at the rim, on either side of it, and lighter along the middle, whatever the seed', () => {
  for (const seed of [1, 2, 3]) {
    const { data } = drawnContent(distance, size, seed);
    const mean = (from: number, to: number) => {
      const at = [...distance.data.keys()].filter((k) => distance.data[k]! > from && distance.data[k]! < to);
      return at.reduce((sum, k) => sum + data[3 * k]!, 0) / at.length;
    };
    expect(mean(12, 18)).toBeGreaterThan(mean(0, 3) + 50);
    expect(mean(-6, 0)).toBeLessThan(mean(12, 18) - 50);
  }
});
