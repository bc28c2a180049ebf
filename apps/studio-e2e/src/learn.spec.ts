import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { LossNetwork, taps } from '@atelier/model';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { choosePhoto, expect, file, findings, picture, test } from './test.ts';

const lossNetworkFile = path.join(import.meta.dirname, '../../../assets/loss-networks/compact.safetensors');

/** Mean and share of zeros of the loss network's features at each tap, computed here. */
async function statistics(pixels: number[], width: number, height: number): Promise<number[][]> {
  setWasmPaths(
    path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + path.sep,
  );
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.setBackend('wasm');
  const network = new LossNetwork('compact', readCheckpoint(await readFile(lossNetworkFile)).tensors);
  const features = network.features(tf.tensor4d(pixels, [1, height, width, 3]));
  return features.map((map) => {
    const values = Float32Array.from(map.dataSync());
    const silent = values.filter((value) => value === 0).length / values.length;
    return [values.reduce((sum, value) => sum + value / values.length, 0), silent];
  });
}

test('the page on how it works shows what the loss network really sees of the photo', async ({ page }) => {
  await page.goto('/learn');
  await page.getByRole('button', { name: 'Show it on: Egeskov castle mirrored in its lake' }).click();
  const seen = page.getByRole('img', { name: 'Egeskov castle mirrored in its lake', exact: true });
  await expect(seen).toBeVisible();
  await expect(page.locator('[data-mean]')).toHaveCount(4);
  const { width, height, pixels } = await seen.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    return { width, height, pixels: [...data].filter((_, k) => k % 4 < 3).map((value) => value / 255) };
  });
  expect(Math.min(width, height)).toBe(160);
  const shown = await page
    .locator('[data-mean]')
    .evaluateAll((nodes) => nodes.map((node) => Number(node.getAttribute('data-mean'))));
  const silent = await page
    .locator('[data-silent]')
    .evaluateAll((nodes) => nodes.map((node) => Number(node.getAttribute('data-silent'))));
  for (const [k, [mean, zeros]] of (await statistics(pixels, width, height)).entries()) {
    expect(Math.abs(shown[k]! / mean! - 1)).toBeLessThan(1e-3);
    expect(silent[k]).toBeCloseTo(zeros!, 3);
  }
});

test('a photo that is given to the page is what it is shown on from then on', async ({ page }) => {
  await page.goto('/learn');
  const means = () =>
    page
      .locator('[data-mean]')
      .evaluateAll((nodes) => nodes.map((node) => Number(node.getAttribute('data-mean'))));
  await expect(page.locator('[data-mean]')).toHaveCount(4);
  const before = await means();
  await choosePhoto(page, file('pond.jpg', await picture(360, 240, 97)));
  await expect(page.getByRole('img', { name: 'pond', exact: true })).toBeVisible();
  await expect(page.locator('[data-mean]')).toHaveCount(4);
  for (const [k, mean] of (await means()).entries()) expect(mean).not.toBe(before[k]);
  const chips = page.getByRole('button', { name: /^Show it on: / });
  await expect(chips.first()).toHaveAccessibleName('Show it on: pond');
  await expect(chips.first()).toHaveAttribute('aria-pressed', 'true');
});

test('a painting’s statistics are nearer to the style’s than the photo’s are', async ({ page }) => {
  await page.goto('/learn');
  const distances = page.locator('[data-distance]');
  await expect(distances).toHaveCount(4);
  const [style, photo, early, late] = await distances.evaluateAll((nodes) =>
    nodes.map((node) => Number(node.getAttribute('data-distance'))),
  );
  expect(style).toBe(0);
  expect(early).toBeLessThan(photo! / 4);
  expect(late).toBeLessThan(photo! / 4);
  await page.getByRole('radio', { name: 'relu4_3' }).click();
  await expect(page.getByRole('img', { name: /covariance of 128 feature maps at relu4_3/ })).toHaveCount(4);
});

test('the diagram and the feature maps name the layers as the network itself does; terms stand in both languages, sources beside them', async ({
  page,
}) => {
  await page.goto('/learn');
  const layers = page.getByRole('list', { name: 'Layers at which the eye looks' }).getByRole('listitem');
  await expect(layers).toHaveCount(4);
  for (const [k, tap] of taps('compact').entries()) {
    await expect(layers.nth(k)).toContainText(tap);
    await expect(page.getByRole('heading', { level: 3, name: tap })).toBeVisible();
  }
  for (const term of await page.locator('dt').all()) {
    await expect(term.locator('[lang=en]')).toHaveText(/^[a-zA-Z ]+$/);
    await expect(term.locator('[lang=zh]')).toHaveText(/^[一-鿿]+$/);
  }
  await expect(page.getByText('Gram matrix', { exact: true })).toBeVisible();
  for (const author of ['Gatys', 'Johnson', 'Simonyan', 'Ulyanov'])
    await expect(page.getByRole('listitem').filter({ hasText: author })).toHaveCount(1);
});

test('the style weighing little to much is painted as one looks on, and can be stopped', async ({ page }) => {
  await page.goto('/learn');
  await page.getByRole('button', { name: 'Paint all five' }).click();
  const first = page.getByRole('img', { name: 'Painted with style weight 0.001' });
  await expect(first).toBeVisible();
  await expect(page.getByText(/^step \d+ of 40$/)).toHaveCount(1);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Paint all five' })).toBeVisible();
});

test('the slow method is seen at work, and can be stopped', async ({ page }) => {
  await page.goto('/learn');
  await page.getByRole('button', { name: 'Start the slow method' }).click();
  await expect(page.getByText(/^step (4|5|6|7|8) of 100/)).toBeVisible();
  await expect(page.getByRole('img', { name: 'Slow:' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Start again' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('the page is Chinese throughout', async ({ page }) => {
    await page.goto('/learn');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('工作原理');
    await expect(page.getByRole('button', { name: '用这种风格演示：星月夜' })).toBeVisible();
    for (const heading of await page.getByRole('heading', { level: 2 }).allInnerTexts())
      expect(heading).toMatch(/^[一-鿿]+$/);
    for (const link of await page.getByRole('link', { name: '阅读原文' }).all())
      expect(await link.evaluate((element) => element.closest<HTMLElement>('[lang]')!.lang)).toBe('zh');
    expect(await page.locator('main').innerText()).not.toMatch(/[。，！？] /);
  });
});
