import sharp from 'sharp';
import { CAMERA } from '../camera-clip.ts';
import { fixtureStyle } from '../fixture.ts';
import { test } from './camera.ts';
import { freeze, lens, plain, shown, speed, start } from './lens.ts';
import { difference, expect, findings } from './test.ts';

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

  test('frames a second are of the time in which it moves: none of that in which it stood still', async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const now = performance.now.bind(performance);
      let later = 0;
      performance.now = () => now() + later;
      window.addEventListener('minutes-pass', () => (later += 1_000_000));
    });
    await start(page);
    await freeze(page);
    const told = await speed(page).evaluateHandle((element) => {
      const texts: string[] = [];
      new MutationObserver(() => texts.push(element.textContent)).observe(element, {
        ...{ subtree: true, childList: true, characterData: true },
      });
      window.dispatchEvent(new Event('minutes-pass'));
      return texts;
    });
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => told.evaluate((texts) => texts.length)).toBeGreaterThan(0);
    for (const text of await told.jsonValue()) expect(text).not.toContain('· 0.0 frames');
  });

  test('the plain camera is on one side of the line and the painting on the other, or it is in a corner', async ({
    page,
  }) => {
    await start(page);
    await freeze(page);
    const [painting, camera] = [await shown(page), await plain(page, true)];
    /** How far a part of what is seen, in shares of its sides, is from the camera and from the painting. */
    const from = async (part: { left: number; top: number; width: number; height: number }) => {
      const cut = async (picture: Buffer) => {
        const whole = await sharp(picture)
          .resize({ ...CAMERA, fit: 'fill' })
          .png()
          .toBuffer();
        const [left, width] = [part.left, part.width].map((share) => Math.round(share * CAMERA.width));
        const [top, height] = [part.top, part.height].map((share) => Math.round(share * CAMERA.height));
        return sharp(whole)
          .extract({ left: left!, top: top!, width: width!, height: height! })
          .png()
          .toBuffer();
      };
      const seen = await cut(await page.getByTestId('painted').screenshot());
      return {
        camera: await difference(seen, await cut(camera)),
        painting: await difference(seen, await cut(painting)),
      };
    };
    const [left, right] = [0.05, 0.7].map((left) => ({ left, top: 0.1, width: 0.25, height: 0.8 }));
    expect((await from(left!)).painting).toBeLessThan(8);

    await page.getByRole('radio', { name: 'Wipe' }).click();
    const line = page.getByRole('slider', { name: 'Move between camera and painting' });
    await expect(line).toHaveAttribute('aria-valuenow', '50');
    await expect.poll(async () => (await from(left!)).camera).toBeLessThan(8);
    expect((await from(left!)).painting).toBeGreaterThan(15);
    expect((await from(right!)).painting).toBeLessThan(8);
    expect((await from(right!)).camera).toBeGreaterThan(15);
    for (let step = 0; step < 10; step++) await line.press('ArrowLeft');
    await expect(line).toHaveAttribute('aria-valuenow', '0');
    await expect.poll(async () => (await from(left!)).painting).toBeLessThan(8);
    for (let step = 0; step < 20; step++) await line.press('ArrowRight');
    await expect(line).toHaveAttribute('aria-valuenow', '100');
    await expect.poll(async () => (await from(right!)).camera).toBeLessThan(8);

    await page.getByRole('radio', { name: 'Corner' }).click();
    await expect(line).toHaveCount(0);
    expect((await from(left!)).painting).toBeLessThan(8);
    await expect(page.getByTestId('plain')).toBeVisible();
    const box = (await page.getByTestId('plain').boundingBox())!;
    // To whole pixels, as it is drawn, and without its border of two.
    const [x, y] = [Math.round(box.x) + 2, Math.round(box.y) + 2];
    const [width, height] = [Math.round(box.x + box.width) - 2 - x, Math.round(box.y + box.height) - 2 - y];
    const corner = await page.screenshot({ clip: { x, y, width, height } });
    expect(await difference(corner, camera)).toBeLessThan(8);
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
