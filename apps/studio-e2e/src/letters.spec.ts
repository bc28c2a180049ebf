import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from './test.ts';

test('a word is painted as it is typed, kept in the address and saved with transparency', async ({
  page,
}) => {
  await page.goto('/letters');
  await expect(page.getByRole('img', { name: '“Atelier”, painted' })).toBeVisible();
  await page.getByLabel('Text').fill('水');
  await page.getByRole('button', { name: 'Write in the style of The Great Wave off Kanagawa' }).click();
  await page.getByRole('radio', { name: '256 px' }).click();
  const word = page.getByRole('img', { name: '“水”, painted' });
  await expect(word).toBeVisible();
  await expect(page).toHaveURL(/text=%E6%B0%B4&style=great-wave&size=256/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save as PNG' }).click(),
  ]);
  const { data, info } = await sharp(await readFile(await download.path()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(4);
  const painted = data.filter((value, k) => k % 4 === 3 && value > 128).length / (info.width * info.height);
  expect(painted).toBeGreaterThan(0.05);
  expect(painted).toBeLessThan(0.6);
  expect(data[3]).toBe(0);
  await page.reload();
  await expect(word).toBeVisible();
});

test.describe('what cannot be written', () => {
  test.use({ mayFail: /\/api\/letters/ });
  test('is named', async ({ page }) => {
    await page.goto('/letters?text=Hi%20%F0%9F%98%80');
    await expect(page.getByRole('alert').filter({ hasText: 'no letter for 😀' })).toBeVisible();
  });
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('the page is Chinese', async ({ page }) => {
    await page.goto('/letters');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('字体');
    await expect(page.getByRole('img', { name: '画出来的“山水”' })).toBeVisible();
  });
});
