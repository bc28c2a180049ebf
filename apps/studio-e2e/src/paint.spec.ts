import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { difference, expect, file, picture, test } from './test.ts';

const painted = (page: Page) => page.locator('canvas[data-drawn]');

async function save(page: Page, format: string): Promise<Buffer> {
  await page.getByLabel('File type').selectOption(format);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${fixtureStyle.slug}-.*\\.${format}$`));
  return readFile(await download.path());
}

test('paint an uploaded photo, set strength and colours at once, save it at full size', async ({ page }) => {
  const photo = await picture(1411, 907, 3);
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await page.getByLabel('Another photo').setInputFiles(file('valley.jpg', photo));
  await expect(page.getByText('1411 × 907 pixels')).toBeVisible();
  await expect(painted(page)).toBeVisible();

  const full = await save(page, 'png');
  expect(await sharp(full).metadata()).toMatchObject({ format: 'png', width: 1411, height: 907 });
  expect(await difference(full, photo)).toBeGreaterThan(20);

  await page.getByLabel('Keep the photo’s colours').click();
  const coloured = await save(page, 'png');
  expect(await difference(coloured, photo)).toBeGreaterThan(5);
  expect(await difference(coloured, full)).toBeGreaterThan(5);
  await page.getByLabel('Keep the photo’s colours').click();

  // Home sets the slider to its least: only the photo is left, to within the rounding of its own decoders.
  await page.getByRole('slider', { name: 'Strength' }).press('Home');
  await expect(page.getByText('0%', { exact: true })).toBeVisible();
  expect(await difference(await save(page, 'png'), photo)).toBeLessThan(1);
  await page.getByRole('slider', { name: 'Strength' }).press('End');

  for (const format of ['jpg', 'webp'])
    expect(await sharp(await save(page, format)).metadata()).toMatchObject({
      format: format === 'jpg' ? 'jpeg' : format,
      width: 1411,
      height: 907,
    });
});

test('stroke sizes paint again; the history keeps every painting until it is deleted', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await page.getByLabel('Another photo').setInputFiles(file('shore.jpg', await picture(1000, 800, 4)));
  await expect(page.getByText('1000 × 800 pixels')).toBeVisible();
  await expect(painted(page)).toBeVisible();
  const medium = await painted(page).getAttribute('data-drawn');
  await page.getByRole('radio', { name: 'Broad' }).click();
  await expect(page).toHaveURL(/strokes=broad/);
  await expect(painted(page)).not.toHaveAttribute('data-drawn', medium!);

  await page.reload();
  await expect(painted(page)).toBeVisible();
  const entries = page.getByRole('link', { name: 'Open shore' });
  await expect(entries).toHaveCount(2);
  await page.getByRole('link', { name: 'Open shore, Medium' }).click();
  await expect(painted(page)).toHaveAttribute('data-drawn', medium!);

  await page.getByRole('button', { name: 'Delete the painting of shore' }).first().click();
  await expect(page.getByText('Painting deleted')).toBeVisible();
  await expect(entries).toHaveCount(1);

  // The photo takes what was painted from it with it.
  await page.getByRole('button', { name: 'Delete this photo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Photo deleted')).toBeVisible();
  await page.reload();
  await expect(entries).toHaveCount(0);
});

test('reloading in the middle of a painting finds it again', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await page.getByLabel('Another photo').setInputFiles(file('large.jpg', await picture(2400, 1700, 6)));
  await expect(page.getByText('2400 × 1700 pixels')).toBeVisible();
  await page.getByRole('radio', { name: 'Full size' }).click();
  await expect(page).toHaveURL(/strokes=full/);
  await page.reload();
  await expect(painted(page)).toBeVisible({ timeout: 60_000 });
});

test('the wipe moves by keyboard and by pointer', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  const line = page.getByRole('slider', { name: 'Move between photo and painting' });
  await expect(line).toHaveAttribute('aria-valuenow', '30');
  await line.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', '35');
  const box = (await page.locator('canvas[data-drawn]').boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.8, box.y + box.height / 2);
  await expect.poll(async () => Math.round(Number(await line.getAttribute('aria-valuenow')))).toBe(80);
});
