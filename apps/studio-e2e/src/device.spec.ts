import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page, Request } from '@playwright/test';
import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { differences, nextNetwork, paintedInNode, pixels } from './painted-in-node.ts';
import { choosePhoto, difference, expect, file, picture, test } from './test.ts';

const photos = path.join(import.meta.dirname, '../../../assets/photos/held-out');
const painted = (page: Page) => page.locator('[data-drawn]');
const onDevice = (page: Page) => page.getByRole('switch', { name: 'Paint on this device' });

async function save(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  return readFile(await download.path());
}

/** A photo as PNG, which every decoder reads alike. */
const photo = (width: number, height: number) =>
  sharp(path.join(photos, 'gcompris-dog.jpg')).resize(width, height, { fit: 'cover' }).png().toBuffer();

test('painted on this device a photo never leaves it, and is what the studio paints', async ({ page }) => {
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' || request.postDataBuffer()) sent.push(request);
  });
  const network = nextNetwork(page);
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await onDevice(page).click();
  const png = await photo(420, 300);
  await choosePhoto(page, file('dog.png', png, 'image/png'));
  await expect(page.getByText('420 × 300 pixels')).toBeVisible();
  await expect(page.getByText(/Painted by WASM, \d+ threads in \d+\.\d s/)).toBeVisible();
  await expect(painted(page)).toBeVisible();
  const here = await pixels(await save(page));
  expect(here.info).toMatchObject({ width: 420, height: 300, channels: 3 });
  const there = await paintedInNode(await network, png, 'medium');
  expect(differences(there, here.data).largest).toBeLessThanOrEqual(2);

  // Strength and colours work on it as on any.
  await page.getByRole('slider', { name: 'Strength' }).press('Home');
  await expect(page.getByText('0%', { exact: true })).toBeVisible();
  expect(await difference(await save(page), png)).toBeLessThan(1);
  // Before the switch the page had its sample painted, by the studio, which knows that photo by its number.
  const others = sent.map((request) => request.url()).filter((url) => !url.includes('/paintings.order'));
  expect(others).toEqual([]);
  for (const request of sent) expect(request.postDataBuffer()!.length).toBeLessThan(1_000);
});

test('a network is fetched once; the choice is remembered, and turned off the studio paints again', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/checkpoints/')) fetched.push(request.url());
  });
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await onDevice(page).click();
  await choosePhoto(page, file('dog.png', await photo(200, 160), 'image/png'));
  await expect(page.getByText(/Painted by WASM/)).toBeVisible();
  await page.reload();
  await expect(onDevice(page)).toBeChecked();
  await expect(page.getByText(/Painted by WASM/)).toBeVisible();
  expect(fetched).toHaveLength(1);

  await choosePhoto(page, file('again.png', await photo(210, 160), 'image/png'));
  await expect(page.getByText('210 × 160 pixels')).toBeVisible();
  await onDevice(page).click();
  await expect(page.getByText('210 × 160 pixels')).toHaveCount(0);
  await expect(painted(page)).toBeVisible();
  await choosePhoto(page, file('valley.jpg', await picture(300, 200, 77)));
  await expect(page.getByText('300 × 200 pixels')).toBeVisible();
  await expect(page).toHaveURL(/photo=[0-9a-f-]{36}/);
});

test('the gallery too paints here: a photo leaves neither it nor, from there, the style’s page', async ({
  page,
}) => {
  await page.goto('/');
  await onDevice(page).click();
  const sent: number[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.postDataBuffer()?.length ?? 0);
  });
  await choosePhoto(page, file('dog.png', await photo(1200, 90), 'image/png'));
  const painted = page.getByRole('img', { name: 'dog, painted in the manner of' }).first();
  await expect(painted).toBeVisible();
  expect(await painted.getAttribute('src')).toMatch(/^blob:/);
  await expect(page.getByText(/Painted by WASM, \d+ threads in/)).toBeVisible();
  // As small as what the studio paints for a card.
  const width = await painted.evaluate(async (image) => {
    const file = await (await fetch((image as HTMLImageElement).src)).blob();
    return (await createImageBitmap(file)).width;
  });
  expect(width).toBe(960);
  await expect(page.getByRole('button', { name: /^Save all/ })).toHaveCount(0);

  await page.getByRole('heading', { name: fixtureStyle.title }).click();
  await expect(onDevice(page)).toBeChecked();
  await expect(page.getByText('1200 × 90 pixels')).toBeVisible();
  await expect(page.getByText(/Painted by WASM/)).toBeVisible();
  for (const length of sent) expect(length).toBeLessThan(1_000);

  await page.goBack();
  await expect(painted).toBeVisible();
  await onDevice(page).click();
  await expect(painted).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Use this photo: dog' })).toHaveCount(0);
});

test('what this browser cannot read or paint is refused in words', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await onDevice(page).click();
  await choosePhoto(page, file('notes.jpg', Buffer.from('not a picture')));
  await expect(page.getByText(/This browser cannot read that file/)).toBeVisible();
  await choosePhoto(page, file('empty.jpg', Buffer.alloc(0)));
  await expect(page.getByText(/That file is empty/)).toBeVisible();
  await choosePhoto(page, file('small.jpg', await picture(20, 90, 1)));
  await expect(page.getByText(/smaller than 32 pixels/)).toBeVisible();
});

test.describe('where something of the painter does not come', () => {
  test.use({ mayFail: /\.wasm|\/api\/checkpoints\// });

  for (const missing of ['**/*.wasm', '**/api/checkpoints/**'])
    test(`${missing}: that is said in the visitor’s language, and tried again`, async ({ page, baseURL }) => {
      await page.context().addCookies([{ name: 'locale', value: 'zh', url: baseURL! }]);
      await page.route(missing, (route) => route.abort());
      await page.goto(`/styles/${fixtureStyle.slug}`);
      await page.getByRole('switch', { name: '在这台设备上作画' }).click();
      const alert = page.getByRole('main').getByRole('alert');
      await expect(alert).toContainText('画室没有应答，它还在运行吗？');
      await expect(alert).not.toContainText(/[a-z]/);
      await page.unroute(missing);
      await alert.getByRole('button', { name: '再试一次' }).click();
      await expect(page.getByText(/由 WASM.* 画成/)).toBeVisible();
    });
});

test.describe('without the studio', () => {
  test.use({ mayFail: /./, serviceWorkers: 'allow' });

  test('the page that has painted here once opens and paints; turned off, nothing of it is kept', async ({
    page,
    context,
  }) => {
    await page.goto(`/styles/${fixtureStyle.slug}`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await onDevice(page).click();
    await choosePhoto(page, file('dog.png', await photo(200, 160), 'image/png'));
    await expect(page.getByText(/Painted by WASM/)).toBeVisible();
    const kept = () =>
      page.evaluate(async () => {
        const cache = await caches.open('atelier-pages');
        return (await cache.keys()).map(({ url }) => new URL(url).pathname);
      });
    await expect.poll(async () => (await kept()).filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
    await expect.poll(kept).toContain(`/styles/${fixtureStyle.slug}`);

    await context.setOffline(true);
    await page.reload();
    await expect(onDevice(page)).toBeChecked();
    const png = await photo(230, 170);
    await choosePhoto(page, file('again.png', png, 'image/png'));
    await expect(page.getByText('230 × 170 pixels')).toBeVisible();
    await expect(page.getByText(/Painted by WASM, \d+ threads in/)).toBeVisible();
    await expect(painted(page)).toBeVisible();
    expect(await difference(await save(page), png)).toBeGreaterThan(15);

    await onDevice(page).click();
    await expect.poll(kept).toEqual([]);
  });
});
