import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { CAMERA } from '../camera-clip.ts';
import { test } from './camera.ts';
import { difference, expect, findings } from './test.ts';

const lens = `/lens?style=${fixtureStyle.slug}`;
const speed = (page: Page) => page.getByTestId('speed');

/** What the painted camera shows. */
async function shown(page: Page): Promise<Buffer> {
  const url = await page
    .getByTestId('painted')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL('image/png'));
  return Buffer.from(url.split(',')[1]!, 'base64');
}

/** What the camera itself shows now, as the page sees it. */
async function plain(page: Page, mirror: boolean): Promise<Buffer> {
  const url = await page.evaluate((mirror) => {
    const video = document.querySelector('video')!;
    const canvas = Object.assign(document.createElement('canvas'), {
      width: video.videoWidth,
      height: video.videoHeight,
    });
    const context = canvas.getContext('2d')!;
    if (mirror) context.setTransform(-1, 0, 0, 1, canvas.width, 0);
    context.drawImage(video, 0, 0);
    return canvas.toDataURL('image/png');
  }, mirror);
  return Buffer.from(url.split(',')[1]!, 'base64');
}

async function start(page: Page): Promise<void> {
  await page.goto(lens);
  await page.getByRole('button', { name: 'Start the camera' }).click();
  await expect(speed(page)).toContainText('frames a second');
}

/** Stops at a frame, and waits until it has been painted. */
async function freeze(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Freeze' }).click();
  await settled(page);
}

/** Until two looks in turn see the same. */
async function settled(page: Page): Promise<void> {
  let before: Buffer | undefined;
  await expect
    .poll(
      async () => {
        const now = await shown(page);
        const same = before?.equals(now);
        before = now;
        return same;
      },
      { intervals: [700] },
    )
    .toBe(true);
}

test.describe('with a camera', () => {
  test.beforeEach(({ context }) => context.grantPermissions(['camera']));

  test('what it sees is painted as it moves, and nothing of it leaves the browser', async ({ page }) => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET' || request.postDataBuffer()) sent.push(request.url());
    });
    await start(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect(speed(page)).toHaveText(/^WASM, \d+ threads · \d+ × \d+ pixels · \d+\.\d frames a second$/);
    const first = await shown(page);
    await expect.poll(async () => difference(await shown(page), first)).toBeGreaterThan(5);
    expect(sent).toEqual([]);
    expect(await findings(page)).toEqual([]);
  });

  test('style, strength, colours and mirror change without a stop', async ({ page }) => {
    await start(page);
    await freeze(page);
    const [before, camera] = [await shown(page), await plain(page, true)];
    expect(await difference(before, camera)).toBeGreaterThan(15);

    await page.getByLabel('Keep the camera’s colours').click();
    await expect.poll(async () => difference(await shown(page), before)).toBeGreaterThan(3);
    await page.getByLabel('Keep the camera’s colours').click();

    await page.getByRole('slider', { name: 'Strength' }).press('Home');
    await expect.poll(async () => difference(await shown(page), camera)).toBeLessThan(5);
    await page.getByLabel('Mirror', { exact: true }).click();
    const unmirrored = await plain(page, false);
    expect(await difference(unmirrored, camera)).toBeGreaterThan(10);
    await expect.poll(async () => difference(await shown(page), unmirrored)).toBeLessThan(5);
    await page.getByRole('slider', { name: 'Strength' }).press('End');

    await page.getByRole('radio', { name: 'The Scream' }).click();
    await expect(page).toHaveURL(/style=scream/);
    await expect.poll(async () => difference(await shown(page), before)).toBeGreaterThan(15);
    await page.getByRole('button', { name: 'Go on' }).click();
    const still = await shown(page);
    await expect.poll(async () => difference(await shown(page), still)).toBeGreaterThan(3);
  });

  test('the plain camera beside the painting, and in a corner', async ({ page }) => {
    await start(page);
    await page.getByRole('radio', { name: 'Wipe' }).click();
    const line = page.getByRole('slider', { name: 'Move between camera and painting' });
    await line.press('ArrowRight');
    await expect(line).toHaveAttribute('aria-valuenow', '55');
    await page.getByRole('radio', { name: 'Corner' }).click();
    await expect(line).toHaveCount(0);
    await expect(page.locator('video')).toHaveCount(2);
  });

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
    // The studio's own pages play no files.
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

  test('a camera that is lost says so, with a way on', async ({ page }) => {
    await start(page);
    await page.evaluate(() =>
      (document.querySelector('video')!.srcObject as MediaStream)
        .getVideoTracks()[0]!
        .dispatchEvent(new Event('ended')),
    );
    await expect(page.getByRole('main').getByRole('alert')).toContainText('The camera is gone');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(speed(page)).toContainText('frames a second');
  });

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    test('painting, shutter and styles are on the first screen', async ({ page }) => {
      await start(page);
      for (const locator of [
        page.getByTestId('painted'),
        page.getByRole('button', { name: 'Take a photo' }),
        page.getByRole('button', { name: 'Record' }),
        page.getByRole('radio', { name: fixtureStyle.title }),
      ])
        await expect(locator).toBeInViewport({ ratio: 1 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    });
  });
});

test('a camera that is not allowed says so, with ways on', async ({ page, context }) => {
  await context.grantPermissions([]);
  await page.goto(lens);
  await page.getByRole('button', { name: 'Start the camera' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('The camera is not allowed');
  expect(await findings(page)).toEqual([]);
  await context.grantPermissions(['camera']);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(speed(page)).toContainText('frames a second');
  await page.getByRole('button', { name: 'Stop the camera' }).click();
  await expect(page.getByRole('button', { name: 'Start the camera' })).toBeVisible();
});
