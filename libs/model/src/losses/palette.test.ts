import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useVariant, variants } from '../../test/engine.ts';
import { paletteLoss, paletteTarget } from './palette.ts';

const noise = (shape: [number, number, number, number], mean: number, seed: number) =>
  tf.truncatedNormal<tf.Rank.R4>(shape, mean, 0.1, 'float32', seed);

describe.each(variants)('the palette loss on $engine (native kernels: $native)', (variant) => {
  beforeAll(() => useVariant(variant));

  it('is nothing where the colours are those of the style, wherever they lie', async () => {
    const style = noise([1, 16, 16, 3], 0.4, 1);
    const loss = paletteLoss(tf.reverse(style, [1, 2]), paletteTarget(style));
    expect((await loss.data())[0]).toBeLessThan(1e-6);
  });

  it('takes a batch as one picture: crops may share the colours out among them', async () => {
    const dark = noise([1, 16, 16, 3], 0.2, 2);
    const light = noise([1, 16, 16, 3], 0.8, 3);
    const whole = tf.concat([dark, light], 1);
    const target = paletteTarget(whole);
    const [together, besideEachOther, darkAlone] = await Promise.all(
      [tf.concat([dark, light], 0), whole, dark].map(
        async (pictures) => (await paletteLoss(pictures, target).data())[0]!,
      ),
    );
    expect(together).toBeLessThan(1e-6);
    expect(besideEachOther).toBeLessThan(1e-6);
    expect(darkAlone).toBeGreaterThan(0.5);
  });

  it('is the mean of (μ − μ_s)² / σ_s² + ‖R − R_s‖² / ‖R_s‖², by hand', async () => {
    const half = (grey: number) => tf.fill<tf.Rank.R4>([1, 16, 8, 3], grey);
    const style = paletteTarget(tf.concat([half(0.25), half(0.75)], 2));
    const of = async (grey: number) =>
      (await paletteLoss(tf.fill<tf.Rank.R4>([1, 16, 16, 3], grey), style).data())[0];
    // Greys vary along one axis of three, by √3/4: no spread is 1, and a mean that is off by as much is a third more.
    expect(await of(0.5)).toBeCloseTo(1, 5);
    expect(await of(0.75)).toBeCloseTo(1 + 1 / 3, 5);
  });

  it('weighs colour as much as light: the same picture in grey has lost most of its palette', async () => {
    const light = tf.truncatedNormal<tf.Rank.R4>([1, 32, 32, 1], 0.5, 0.1, 'float32', 5);
    const tint = tf.truncatedNormal<tf.Rank.R4>([1, 32, 32, 1], 0, 0.1, 'float32', 6);
    const style = paletteTarget(tf.concat([tf.add(light, tint), light, tf.sub(light, tint)], 3));
    const grey = await paletteLoss(tf.tile(light, [1, 1, 1, 3]), style).data();
    expect(grey[0]).toBeGreaterThan(0.5);
  });

  it('is finite for a style of one colour', async () => {
    const loss = paletteLoss(noise([1, 16, 16, 3], 0.4, 4), paletteTarget(tf.fill([1, 16, 16, 3], 0.5)));
    expect((await loss.data())[0]).toBeGreaterThan(0);
    expect(Number.isFinite((await loss.data())[0])).toBe(true);
  });
});
