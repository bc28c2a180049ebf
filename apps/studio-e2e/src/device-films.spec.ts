import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { type Clip, readClip, writeClip } from '../../trainer/test/clip.ts';
import { fixtureStyle } from '../fixture.ts';
import { dropFiles, expect, expectNoFindings, file, test } from './test.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-device-films-'));
/** Seconds: one frame after another, ten a second. */
const evenly = (frames: number) => Array.from({ length: frames + 1 }, (_, i) => i / 10);

async function clip(name: string, settings: Clip): Promise<string> {
  const path = join(folder, name);
  await writeClip(path, settings);
  return path;
}

/** The page of films, whose films are painted in this browser from now on. */
async function openFilms(page: Page): Promise<void> {
  await page.goto(`/films?style=${fixtureStyle.slug}`);
  await page.getByRole('switch', { name: 'Paint on this device' }).click();
}
const rowOf = (page: Page, name: string | RegExp) => page.getByRole('listitem').filter({ hasText: name });

/** The film that the page saves, decoded. */
async function saved(page: Page, name: RegExp) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    rowOf(page, name).getByRole('link', { name: 'Save' }).click(),
  ]);
  const path = join(folder, `saved-${download.suggestedFilename()}`);
  await download.saveAs(path);
  return readClip(path);
}

test('a film that is dropped on the paint page is painted on this device: sound and times kept, nothing sent', async ({
  page,
}) => {
  const times = [0, 0.1, 0.15, 0.4, 0.5, 0.8, 0.95, 1.1, 1.2];
  const path = await clip('holiday.mp4', { width: 96, height: 64, times, tone: 440 });
  await openFilms(page);
  await page.goto(`/styles/${fixtureStyle.slug}`);
  const carried: { url: string; sends: boolean; bytes: number }[] = [];
  page.on('request', (request) =>
    carried.push({
      url: request.url(),
      sends: request.method() !== 'GET', // the films that are in the studio already are shown on this page
      bytes: request.postDataBuffer()?.length ?? 0,
    }),
  );
  await page.getByLabel('Use your photo').setInputFiles(path);
  await expect(page).toHaveURL(new RegExp(`/films\\?style=${fixtureStyle.slug}$`));
  const film = rowOf(page, /holiday\.(mp4|webm)/);
  await expect(film).toContainText(fixtureStyle.title);
  const player = film.locator('video');
  await expect(player).toBeVisible({ timeout: 180_000 });
  await expect(film).toContainText('gone when you reload or close the page');
  await expect.poll(() => player.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(96);
  await expectNoFindings(page);

  const [before, after] = [await readClip(path), await saved(page, /holiday/)];
  expect(after).toMatchObject({ width: 96, height: 64 });
  expect(after.frames).toHaveLength(times.length - 1);
  after.frames.forEach(({ time }, i) => expect(time).toBeCloseTo(times[i]!, 3));
  expect(after.sound!.seconds).toBeCloseTo(before.sound!.seconds, 1);
  expect(after.sound!.tone).toBeCloseTo(before.sound!.tone, 0);
  const mean = (a: Uint8Array, b: Uint8Array) =>
    a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
  expect(mean(after.frames[4]!.rgba, before.frames[4]!.rgba)).toBeGreaterThan(10);

  expect(carried.filter(({ url, sends }) => sends && url.includes('/api/films'))).toEqual([]);
  expect(carried.filter(({ url }) => url.includes('holiday'))).toEqual([]);
  for (const { url, bytes } of carried) expect(bytes, url).toBeLessThan(1_000);
  expect(readFileSync(path).length).toBeGreaterThan(2_000);
});

test('several are painted one after another: one turned by its file is upright and keeps its colours, one of odd size stays WebM', async ({
  page,
}) => {
  const turned = await clip('turned.mp4', { width: 96, height: 48, times: evenly(4), rotation: 90 });
  const odd = await clip('odd.webm', { width: 65, height: 49, times: evenly(5), tone: 300, toneFrom: 0.2 });
  await openFilms(page);
  // The film as it is, which shows how it is turned and whether colours stay.
  await page.getByRole('slider', { name: 'Strength' }).press('Home');
  await page.getByLabel('Choose a film').setInputFiles([turned, odd]);
  await expect(rowOf(page, /odd/).locator('video')).toBeVisible({ timeout: 180_000 });
  const upright = await saved(page, /turned/);
  expect(upright).toMatchObject({ width: 48, height: 96, rotation: 0 });
  expect(upright.frames).toHaveLength(4);
  // The clip's red grows from left to right and its green downwards: turned, red grows downwards and green to the left.
  const { rgba } = upright.frames[2]!;
  const pixel = (x: number, y: number) => [...rgba.subarray(4 * (48 * y + x), 4 * (48 * y + x) + 3)];
  for (const [x, y] of [
    [4, 4],
    [43, 4],
    [4, 91],
    [43, 91],
  ] as const)
    for (const [c, value] of [(200 * y) / 96, (200 * (47 - x)) / 48, 90].entries())
      expect(Math.abs(pixel(x, y)[c]! - value), `${x}, ${y}: ${pixel(x, y).join()}`).toBeLessThan(10);

  const web = await saved(page, /odd/);
  expect([Math.abs(web.width - 65), Math.abs(web.height - 49)].every((off) => off <= 1)).toBe(true);
  expect(web.frames.map(({ time }) => Math.round(1000 * time))).toEqual([0, 100, 200, 300, 400]);
  expect(web.sound!.from).toBeCloseTo(0.2, 2);
  expect(Math.abs(web.sound!.tone - 300)).toBeLessThan(15);
});

test('the first painted frame is shown while the others are painted; given up, nothing is left, and the next film is painted', async ({
  page,
}) => {
  const long = await clip('long.mp4', { width: 160, height: 120, times: evenly(600) });
  const short = await clip('short.mp4', { width: 64, height: 48, times: evenly(3) });
  await openFilms(page);
  await page.getByLabel('Choose a film').setInputFiles([long, short]);
  const film = rowOf(page, 'long.mp4');
  await expect(film.getByRole('img', { name: 'The first painted frame of long.mp4' })).toBeVisible();
  await expect(film).toContainText(/[1-9]\d* of 600 frames · about .+ left/);
  await expect(rowOf(page, /short/)).toContainText('waiting for the one before it');
  await film.getByRole('button', { name: 'Cancel' }).click();
  await expect(film).toHaveCount(0);
  await expect(rowOf(page, /short/).locator('video')).toBeVisible({ timeout: 120_000 });
  await rowOf(page, /short/).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(rowOf(page, /short/)).toHaveCount(0);
});

test('a film that is dropped with the folder that it is in is painted once', async ({ page }, info) => {
  const walk = info.outputPath('walk');
  mkdirSync(walk);
  for (const name of ['gate', 'well'])
    await writeClip(join(walk, `${name}.mp4`), { width: 64, height: 48, times: evenly(3) });
  await openFilms(page);
  await page.waitForLoadState('networkidle');
  await dropFiles(page, [walk, join(walk, 'gate.mp4')], { x: 640, y: 700 });
  for (const name of [/gate/, /well/])
    await expect(rowOf(page, name).locator('video')).toBeVisible({ timeout: 120_000 });
  for (const name of [/gate/, /well/]) await expect(rowOf(page, name)).toHaveCount(1);
});

test('a painted film is shared as a file where the browser shares films', async ({ page }) => {
  await page.addInitScript(() => {
    const shared: string[] = [];
    Object.assign(window, { shared });
    Object.assign(navigator, {
      canShare: ({ files }: { files: File[] }) => files.every(({ type }) => /^video\/(mp4|webm)$/.test(type)),
      share: ({ files }: { files: File[] }) => {
        shared.push(...files.map(({ name, type, size }) => `${name} ${type} ${size > 1000}`));
        return Promise.resolve();
      },
    });
  });
  await openFilms(page);
  await page
    .getByLabel('Choose a film')
    .setInputFiles(await clip('to-share.mp4', { width: 64, height: 48, times: evenly(4) }));
  await rowOf(page, /to-share/)
    .getByRole('button', { name: 'Share' })
    .click({ timeout: 120_000 });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { shared: string[] }).shared))
    .toEqual([expect.stringMatching(/^to-share\.(mp4 video\/mp4|webm video\/webm) true$/)]);
});

test('where the browser has no encoder for films that is said, and the film is sent to the studio from there', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'VideoEncoder'));
  const path = await clip('no-encoder.mp4', { width: 64, height: 48, times: evenly(3) });
  await openFilms(page);
  await page.getByLabel('Choose a film').setInputFiles(path);
  const film = rowOf(page, 'no-encoder.mp4');
  await expect(film.getByRole('alert')).toContainText('This browser cannot decode and encode films');
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().includes('/api/films'),
  );
  await film.getByRole('button', { name: 'Send it to the studio' }).click();
  await sent;
  await expect(film.locator('video')).toBeVisible({ timeout: 120_000 });
  await expect(film).toHaveCount(1);
  await expect(page.getByRole('switch', { name: 'Paint on this device' })).toBeChecked();
});

test('a film whose file is gone since it was chosen says so', async ({ page }) => {
  await openFilms(page);
  const long = await clip('in-the-way.mp4', { width: 160, height: 120, times: evenly(600) });
  const gone = await clip('gone.mp4', { width: 64, height: 48, times: evenly(3) });
  await page.getByLabel('Choose a film').setInputFiles([long, gone]);
  await expect(rowOf(page, 'gone.mp4')).toContainText('waiting for the one before it');
  rmSync(gone);
  await rowOf(page, 'in-the-way.mp4').getByRole('button', { name: 'Cancel' }).click();
  const alert = rowOf(page, 'gone.mp4').getByRole('alert');
  await expect(alert).toContainText('The file is no longer where it was');
  await expect(rowOf(page, 'gone.mp4').getByRole('button', { name: 'Send it to the studio' })).toHaveCount(0);
});

test.describe('where the network does not come', () => {
  test.use({ mayFail: /\/api\/checkpoints\// });

  test('a film may be painted again', async ({ page }) => {
    await page.route('**/api/checkpoints/**', (route) => route.abort());
    await openFilms(page);
    await page
      .getByLabel('Choose a film')
      .setInputFiles(await clip('once-more.mp4', { width: 64, height: 48, times: evenly(3) }));
    const film = rowOf(page, /once-more/);
    await expect(film.getByRole('alert')).toContainText('The studio does not answer');
    await page.unroute('**/api/checkpoints/**');
    await film.getByRole('button', { name: 'Try again' }).click();
    await expect(film.locator('video')).toBeVisible({ timeout: 120_000 });
    await expect(film).toHaveCount(1);
  });
});

for (const where of ['studio', 'device'])
  test(`a film that is too large for the ${where} is refused with the limit of films`, async ({ page }) => {
    const path = join(folder, `large-${where}.mp4`);
    writeFileSync(path, '');
    truncateSync(path, 512 * 1024 * 1024 + 1); // a hole, which takes no space
    await page.goto(`/films?style=${fixtureStyle.slug}`);
    if (where === 'device') await page.getByRole('switch', { name: 'Paint on this device' }).click();
    await page.getByLabel('Choose a film').setInputFiles(path);
    const alert = page.getByRole('main').getByRole('alert').filter({ hasText: 'larger than' });
    await expect(alert).toContainText('is larger than 512 MB');
  });

test('what cannot be painted on this device is refused in words, in Chinese too', async ({
  page,
  baseURL,
}) => {
  await page.context().addCookies([{ name: 'locale', value: 'zh', url: baseURL! }]);
  const whole = readFileSync(
    await clip('whole.mp4', { width: 64, height: 48, times: evenly(60), indexFirst: true }),
  );
  const damaged = readFileSync(await clip('damaged.mp4', { width: 64, height: 48, times: evenly(60) }));
  damaged.fill(0x5a, 800, damaged.length / 2);
  const small = await clip('small.mp4', { width: 32, height: 16, times: [0, 1] });
  const long = await clip('long.mp4', { width: 64, height: 48, times: [0, 1, 4 * 3600] });
  await page.goto(`/films?style=${fixtureStyle.slug}`);
  await page.getByRole('switch', { name: '在这台设备上作画' }).click();
  const choose = page.getByLabel('选择视频');
  await choose.setInputFiles([
    file('notes.mp4', Buffer.from('no film at all'), 'video/mp4'),
    file('cut.mp4', whole.subarray(0, whole.length / 2), 'video/mp4'),
    file('broken.mp4', damaged, 'video/mp4'),
    file(
      'moving.gif',
      await sharp(Buffer.alloc(300), { raw: { width: 10, height: 10, channels: 3 } })
        .gif()
        .toBuffer(),
    ),
  ]);
  await choose.setInputFiles([small, long]);
  for (const [name, why] of [
    ['notes.mp4', '这不是视频，或者已损坏。'],
    ['cut.mp4', /不完整.*6\.0/],
    ['broken.mp4', '已损坏'],
    ['moving.gif', '动态 GIF 和 WebP 不能在浏览器里绘制。'],
    ['small.mp4', '32 × 16'],
    ['long.mp4', '240'],
  ] as const) {
    const alert = rowOf(page, name).getByRole('alert');
    await expect(alert).toContainText('这个视频无法在这里绘制', { timeout: 120_000 });
    await expect(alert).toContainText(why);
    await expect(rowOf(page, name).getByRole('button', { name: '发送到画室' })).toHaveCount(
      name === 'moving.gif' ? 1 : 0,
    );
  }
  await expectNoFindings(page);
});
