import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { CAMERA } from '../camera-clip.ts';
import { fixtureStyle } from '../fixture.ts';
import { test } from './camera.ts';
import { freeze, plain, shown, start } from './lens.ts';
import { difference, expect } from './test.ts';

test.beforeEach(({ context }) => context.grantPermissions(['camera']));

test('a photo is painted at the camera’s full size, and saved or sent to the paint page', async ({
  page,
}) => {
  await start(page);
  await page.getByRole('button', { name: 'Take a photo' }).click();
  await expect(page.getByRole('img', { name: 'The photo, painted' })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the painting' }).click(),
  ]);
  const file = await readFile(await download.path());
  expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', ...CAMERA });
  await page.getByRole('button', { name: 'Open on the paint page' }).click();
  await expect(page).toHaveURL(new RegExp(`/styles/${fixtureStyle.slug}\\?photo=`));
  await expect(page.getByText(`${CAMERA.width} × ${CAMERA.height} pixels`)).toBeVisible();
  await expect(page.locator('[data-drawn]')).toBeVisible();
});

test('a photo of what stands still is of that moment', async ({ page }) => {
  await start(page);
  await page.getByRole('slider', { name: 'Strength' }).press('Home');
  await freeze(page);
  const camera = await plain(page, true);
  await page.getByRole('button', { name: 'Take a photo' }).click();
  await expect(page.getByRole('img', { name: 'The photo, painted' })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the painting' }).click(),
  ]);
  expect(await difference(await readFile(await download.path()), camera)).toBeLessThan(5);
});

test('the painting is recorded to a file that plays', async ({ page }) => {
  await start(page);
  await page.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByText('Recording the painting, without sound')).toBeVisible();
  const before = await shown(page);
  await expect.poll(async () => difference(await shown(page), before)).toBeGreaterThan(3);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Stop recording and save' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^atelier-arbitrary-weights\.(mp4|webm)$/);
  const bytes = (await readFile(await download.path())).toString('base64');
  // Where nothing else plays.
  const other = await page.context().newPage();
  const playing = await other.evaluate(async (bytes) => {
    const file = new Blob([Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0))]);
    const video = document.createElement('video');
    video.src = URL.createObjectURL(file);
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(video.error?.message));
    });
    return [video.videoWidth, video.videoHeight];
  }, bytes);
  expect(playing).toEqual([CAMERA.width, CAMERA.height]);
});

test('a recording is saved where the page is left meanwhile', async ({ page }) => {
  await start(page);
  await page.getByRole('button', { name: 'Record' }).click();
  const before = await shown(page);
  await expect.poll(async () => difference(await shown(page), before)).toBeGreaterThan(3);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Gallery' }).first().click(),
  ]);
  expect((await readFile(await download.path())).length).toBeGreaterThan(1_000);
  await expect(page).toHaveURL('/');
});
