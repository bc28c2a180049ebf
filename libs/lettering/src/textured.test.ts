import { describe, expect, test } from 'vitest';
import { type Field, LetteringError, signedDistance, type Texture, textured } from './index.ts';

/** A cross of bars, `half` pixels to each side of their middles. */
function cross(side: number, half: number): Field {
  const middle = (side - 1) / 2;
  const data = Float32Array.from({ length: side * side }, (_, k) => {
    const [x, y] = [Math.abs((k % side) - middle), Math.abs(Math.floor(k / side) - middle)];
    return Math.min(x, y) < half && Math.max(x, y) < 0.36 * side ? 1 : 0;
  });
  return { width: side, height: side, data };
}

/** Red inside, a blue rim, a green glow that ends one half width outside; where the edge faces up there is white in the glow. */
function designed(side: number, half: number): Texture {
  const mask = cross(side, half);
  const distance = signedDistance(mask).data;
  const data = new Uint8Array(4 * side * side);
  for (const [k, depth] of distance.entries()) {
    const place = depth / half;
    const colour = place > 0.45 ? [220, 20, 20, 255] : place > 0 ? [20, 20, 220, 255] : [20, 200, 20, place > -1 ? 160 : 0]; // prettier-ignore
    const below = distance[k + side] ?? -Infinity;
    if (place <= 0 && place > -0.8 && below > depth + 0.9) colour.fill(250, 0, 3);
    data.set(colour, 4 * k);
  }
  return { width: side, height: side, data, mask };
}

const texture = designed(120, 10);

/** The mean RGBA of the pixels at some places, in half widths from the edge. */
function meanAt(painted: Uint8Array, mask: Field, half: number, from: number, to: number): number[] {
  const sums = [0, 0, 0, 0];
  let count = 0;
  for (const [k, depth] of signedDistance(mask).data.entries()) {
    if (depth / half < from || depth / half > to) continue;
    for (let channel = 0; channel < 4; channel++) sums[channel]! += painted[4 * k + channel]!;
    count++;
  }
  return sums.map((sum) => sum / count);
}

describe.each([
  ['twice as wide', 160, 20],
  ['half as wide', 90, 5],
])('on letters %s', (_, side, half) => {
  const mask = cross(side, half);
  const painted = textured(texture, mask, { seed: 1 });
  const at = async (from: number, to: number) => meanAt(await painted, mask, half, from, to);

  test('the middle, the rim and the glow are where they were', async () => {
    const [middle, rim, glow, away] = await Promise.all([at(0.65, 1), at(0.15, 0.4), at(-0.7, -0.2), at(-9, -1.4)]); // prettier-ignore
    expect(middle[0]! - middle[2]!).toBeGreaterThan(150);
    expect(rim[2]! - rim[0]!).toBeGreaterThan(120);
    expect(glow[1]! - glow[0]!).toBeGreaterThan(60);
    expect([middle[3]! > 245, rim[3]! > 235, Math.abs(glow[3]! - 160) < 20, away[3]! < 4]).toEqual([true, true, true, true]); // prettier-ignore
  });

  test('what is above is above, and nowhere else', async () => {
    const rgba = await painted;
    const middle = (side - 1) / 2;
    const whiteAt = (y: number) => rgba[4 * (Math.round(y) * side + Math.round(middle)) + 0]!;
    expect(whiteAt(0.14 * side - 0.4 * half)).toBeGreaterThan(150);
    expect(whiteAt(0.86 * side + 0.4 * half)).toBeLessThan(90);
  });
});

test('a seed gives the same again, another one others', async () => {
  const mask = cross(64, 5);
  const paint = (seed: number) => textured(texture, mask, { seed });
  const [first, again, other] = await Promise.all([paint(1), paint(1), paint(2)]);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('progress rises to 1, and it stops when it is told to', async () => {
  const [mask, told] = [cross(64, 5), [] as number[]];
  await textured(texture, mask, { seed: 1, onProgress: (done) => told.push(done) });
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
  const stop = new AbortController();
  const stopped = textured(texture, mask, {
    seed: 1,
    signal: stop.signal,
    onProgress: (done) => {
      told.push(done);
      if (done > 0.3) stop.abort(new Error('enough'));
    },
  });
  await expect(stopped).rejects.toThrow('enough');
  expect(told.at(-1)).toBeLessThan(0.6);
});

test('the ground of an opaque texture comes along', async () => {
  const data = Uint8Array.from(texture.data);
  for (let k = 0; k < data.length; k += 4) if (data[k + 3]! < 255) data.set([90, 60, 30, 255], k);
  const mask = cross(64, 5);
  const away = meanAt(await textured({ ...texture, data }, mask, { seed: 1 }), mask, 5, -20, -2);
  expect(away.map(Math.round)).toEqual([90, 60, 30, 255]);
});

test.each([0, 1])('a mask of nothing but %d is refused', async (value) => {
  const plain = { ...texture.mask, data: new Float32Array(120 * 120).fill(value) };
  await expect(textured({ ...texture, mask: plain }, cross(64, 5), { seed: 1 })).rejects.toThrow(LetteringError); // prettier-ignore
});
