import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engine.ts';
import { OPPONENTS } from '../ops/opponents.ts';
import { spectrum, spectrumLoss } from './spectrum.ts';

const noise = (shape: [number, number, number, number], seed: number) =>
  tf.add<tf.Tensor4D>(tf.mul(tf.randomUniform(shape, 0, 1, 'float32', seed), 0.2), 0.4);

/** Threads so many pixels apart, along x and along y, added to pictures. */
function woven(pictures: tf.Tensor4D, period: number, strength: number, colour = [1, 1, 1]): tf.Tensor4D {
  const [, height, width] = pictures.shape;
  const wave = (i: number) => Math.cos((2 * Math.PI * i) / period);
  const threads = tf.tensor4d(
    Array.from({ length: height * width }, (_, i) => strength * (wave(i % width) + wave(Math.floor(i / width)))), // prettier-ignore
    [1, height, width, 1],
  );
  return tf.add(pictures, tf.mul(threads, tf.tensor1d(colour)));
}

describe.each(engines)('the spectrum on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('is that of a Fourier transform, window by window', async () => {
    const picture = noise([1, 64, 96, 3], 1);
    const [colours, got] = [await picture.data(), await spectrum(picture).data()];
    const hann = (i: number) => Math.sin((Math.PI * (i + 0.5)) / 64) ** 2;
    const power = (axis: number, left: number, kx: number, ky: number) => {
      let [real, imaginary] = [0, 0];
      for (let y = 0; y < 64; y++)
        for (let x = 0; x < 64; x++) {
          const value = OPPONENTS.reduce(
            (sum, shares, c) => sum + shares[axis]! * colours[(y * 96 + left + x) * 3 + c]!,
            0,
          );
          const angle = (2 * Math.PI * (kx * x + ky * y)) / 64;
          real += hann(x) * hann(y) * value * Math.cos(angle);
          imaginary -= hann(x) * hann(y) * value * Math.sin(angle);
        }
      return real ** 2 + imaginary ** 2;
    };
    let energy = 0;
    for (let i = 0; i < 64; i++) energy += hann(i) ** 2;
    for (const [axis, kx, ky] of [
      [0, 3, 0],
      [1, 0, 16],
      [2, 5, 11],
      [1, 5, -11],
      [0, 24, 24],
    ] as const) {
      // prettier-ignore
      const wanted = Math.log((power(axis, 0, kx, ky) + power(axis, 32, kx, ky)) / 2 + (2 / 255) ** 2 * energy ** 2);
      expect(got[(((ky < 0 ? 1 : 0) * 3 + axis) * 25 + kx) * 25 + Math.abs(ky)], `${kx}, ${ky}`).toBeCloseTo(wanted, 3); // prettier-ignore
    }
  });

  it('has the gradient that finite differences along it show', async () => {
    const style = spectrum(noise([1, 64, 64, 3], 5));
    const loss = (pictures: tf.Tensor) => spectrumLoss(spectrum(pictures as tf.Tensor4D), style);
    const pictures = noise([2, 96, 128, 3], 6);
    const gradient = tf.grad(loss)(pictures);
    const square = (await tf.sum(tf.square(gradient)).data())[0]!;
    const moved = async (by: number) =>
      (await loss(tf.add(pictures, tf.mul(gradient, by / Math.sqrt(square)))).data())[0]!;
    const difference = ((await moved(0.01)) - (await moved(-0.01))) / 0.02;
    expect(Math.abs(difference / Math.sqrt(square) - 1)).toBeLessThan(1e-2);
  });

  it('shows a weave, and no other picture of the same kind', async () => {
    const style = spectrum(noise([1, 256, 256, 3], 2));
    const loss = async (pictures: tf.Tensor4D) => (await spectrumLoss(spectrum(pictures), style).data())[0]!;
    const like = noise([4, 184, 184, 3], 3);
    const plain = await loss(like);
    expect(plain).toBeLessThan(0.05);
    for (const period of [4, 8, 12])
      for (const colour of [
        [1, 1, 1],
        [1, -1, 0],
        [0, 0, 1],
      ])
        expect(await loss(woven(like, period, 0.05, colour))).toBeGreaterThan(3 * plain);
  });

  it('of all windows together: where half of a picture is plain, the rest is what counts', async () => {
    const style = spectrum(noise([1, 256, 256, 3], 2));
    const half = tf.concat<tf.Tensor4D>([noise([1, 64, 128, 3], 4), tf.fill([1, 64, 128, 3], 0.5)], 1);
    const [loss] = await spectrumLoss(spectrum(half), style).data();
    expect(loss).toBeLessThan(1);
  });
});
