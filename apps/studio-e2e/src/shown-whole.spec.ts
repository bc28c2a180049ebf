import type { Locator } from '@playwright/test';
import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, expect, file, picture, test } from './test.ts';

/** Width by height as the picture is shown. */
const shape = (image: Locator) =>
  image.evaluate((element: HTMLImageElement) => {
    const { width, height } = element.getBoundingClientRect();
    return Math.round((100 * width) / height) / 100;
  });

test('a portrait is shown whole, wherever it is shown', async ({ page }) => {
  await page.goto('/');
  await choosePhoto(page, file('portrait.jpg', await picture(500, 1000, 31)));
  const card = page.getByRole('img', { name: `portrait, painted in the manner of ${fixtureStyle.title}` });
  expect(await shape(card)).toBe(0.5);
  const thumbnail = page.getByRole('button', { name: 'Use this photo: portrait' }).getByRole('presentation');
  expect(await shape(thumbnail)).toBeCloseTo(0.5, 1);
  await page.getByRole('heading', { name: fixtureStyle.title }).click();
  await expect(page.locator('[data-drawn]')).toBeVisible();
  expect(await shape(page.getByRole('link', { name: /^Open portrait/ }).getByRole('presentation'))).toBe(0.5);
});

test('a panorama is shown whole and sharp, and the style picture hides nothing of it', async ({ page }) => {
  await page.goto('/');
  await choosePhoto(page, file('panorama.jpg', await picture(2400, 400, 32)));
  const card = page.getByRole('img', {
    name: `panorama, painted in the manner of ${fixtureStyle.title}`,
  });
  await expect(card).toBeVisible();
  await expect.poll(() => card.evaluate((image: HTMLImageElement) => image.complete)).toBe(true);
  const { width, height } = (await card.boundingBox())!;
  expect(width / height).toBeCloseTo(6, 1);
  // An image's naturalWidth is what its `sizes` says; how many pixels it has, its file says.
  const pixels = await card.evaluate(async (image: HTMLImageElement) => {
    const bitmap = await createImageBitmap(await (await fetch(image.currentSrc)).blob());
    return bitmap.width / window.devicePixelRatio;
  });
  expect(pixels).toBeGreaterThanOrEqual(width);
  const inset = page.getByRole('img', { name: `The style picture ${fixtureStyle.title}` });
  const [above, below] = [(await card.boundingBox())!, (await inset.boundingBox())!];
  expect(below.y).toBeGreaterThanOrEqual(above.y + above.height);
});

test('what is chosen from by small pictures is seen whole in them', async ({ page }) => {
  for (const [address, prefix] of [
    ['/learn', 'Show it '],
    ['/letters', 'Write in '],
  ] as const) {
    await page.goto(address);
    const small = page.getByRole('button', { name: prefix }).getByRole('presentation');
    await expect(small.nth(3)).toBeVisible();
    for (const each of await small.all()) {
      const whole = await each.evaluate(
        (image) => Number(image.getAttribute('width')) / Number(image.getAttribute('height')),
      );
      expect(await shape(each)).toBeCloseTo(whole, 1);
    }
  }
});
