import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { readClip } from '../../trainer/test/clip.ts';
import { CAMERA, cameraFrames } from '../camera-clip.ts';
import { fixtureStyle } from '../fixture.ts';
import { test } from './camera.ts';
import { freeze, plain, shown, start } from './lens.ts';
import { differences, nextNetwork, paintedInNode, pixels } from './painted-in-node.ts';
import { difference, expect } from './test.ts';

/** How far a picture is from that of the camera, mirrored, which it is most like; 0..255. */
async function fromCamera(rgb: Uint8Array): Promise<number> {
  const raw = { ...CAMERA, channels: 3 as const };
  const frames = (await cameraFrames()).map((frame) => sharp(frame, { raw }).flop().raw().toBuffer());
  return Math.min(...(await Promise.all(frames)).map((frame) => differences(rgb, frame).mean));
}

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
  expect(await fromCamera((await pixels(file)).data)).toBeGreaterThan(15);
  await page.getByRole('button', { name: 'Open on the paint page' }).click();
  await expect(page).toHaveURL(new RegExp(`/styles/${fixtureStyle.slug}\\?photo=`));
  await expect(page.getByText(`${CAMERA.width} × ${CAMERA.height} pixels`)).toBeVisible();
  await expect(page.locator('[data-drawn]')).toBeVisible();
});

test('a photo of what stands still is of that moment, and what the studio paints of it', async ({ page }) => {
  const network = nextNetwork(page);
  await start(page);
  await page.getByRole('slider', { name: 'Strength' }).press('Home');
  await freeze(page);
  const camera = await plain(page, true);
  expect(await fromCamera((await pixels(camera)).data)).toBeLessThan(5);
  const photo = async () => {
    await page.getByRole('button', { name: 'Take a photo' }).click();
    await expect(page.getByRole('img', { name: 'The photo, painted' })).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the painting' }).click(),
    ]);
    await page.getByRole('button', { name: 'Close' }).click();
    return readFile(await download.path());
  };
  expect(await difference(await photo(), camera)).toBeLessThan(5);

  await page.getByRole('slider', { name: 'Strength' }).press('End');
  const painted = await pixels(await photo());
  const { mean } = differences(painted.data, await paintedInNode(await network, camera, 'medium'));
  expect(mean).toBeLessThan(8); // it is a JPEG of a JPEG
});

test('the painting is recorded as it moves, to a file that plays', async ({ page }, info) => {
  await start(page);
  await page.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByText('Recording the painting, without sound')).toBeVisible();
  // Some frames of it, each other than the one before.
  for (let frame = 0; frame < 4; frame++) {
    const before = await shown(page);
    await expect.poll(async () => difference(await shown(page), before)).toBeGreaterThan(3);
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Stop recording and save' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^atelier-arbitrary-weights\.(mp4|webm)$/);
  const path = info.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  const { width, height, frames } = await readClip(path);
  expect({ width, height }).toEqual(CAMERA);
  const pictures = frames.map(({ rgba }) => rgba.filter((_, i) => i % 4 < 3));
  const moved = pictures.filter((each, i) => i > 0 && differences(each, pictures[i - 1]!).mean > 1);
  expect(moved.length).toBeGreaterThanOrEqual(3);
  for (const each of pictures) expect(await fromCamera(each)).toBeGreaterThan(15);
  frames.forEach(({ time }, i) => i > 0 && expect(time).toBeGreaterThan(frames[i - 1]!.time));
  const bytes = (await readFile(path)).toString('base64');
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
