import { writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, expect, file, picture, test } from './test.ts';

test('nine pictures on the wall, each with its label; the trained one shows the visitor’s photo', async ({
  page,
}) => {
  await page.goto('/');
  const cards = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 2 }) });
  await expect(cards.nth(8)).toBeVisible();
  for (const title of ['The Starry Night', 'The Scream', 'The Great Wave off Kanagawa'])
    await expect(page.getByRole('heading', { name: title })).toBeVisible();

  const card = cards.filter({ hasText: fixtureStyle.title });
  await expect(card).toContainText('Nobody, 2026');
  await expect(card).toContainText('CC0 · 10,000 iterations · trained by Nobody');
  const painted = card.getByRole('img', { name: `painted in the manner of ${fixtureStyle.title}` });
  await expect(painted).toBeVisible();
  const before = await painted.getAttribute('src');

  await choosePhoto(page, file('hills.jpg', await picture(700, 500)));
  await expect(page.getByRole('img', { name: 'hills', exact: true })).toBeVisible();
  await expect(painted).toHaveAttribute('alt', `hills, painted in the manner of ${fixtureStyle.title}`);
  expect(await painted.getAttribute('src')).not.toBe(before);

  await page.reload();
  await expect(
    page.getByRole('img', { name: `hills, painted in the manner of ${fixtureStyle.title}` }),
  ).toBeVisible();
});

const white = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
const refused: [what: string, name: string, bytes: () => Buffer | Promise<Buffer>, why: string][] = [
  ['text', 'photo.jpg', () => Buffer.from('not a picture'), 'not a JPEG, PNG, WebP, AVIF, GIF or HEIC'],
  ['an SVG', 'photo.png', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'SVG drawing'],
  ['an empty file', 'photo.jpg', () => Buffer.alloc(0), 'empty'],
  ['a bomb', 'photo.png', () => white(8000), 'more than 60 megapixels'],
  ['more than 40 MB', 'photo.jpg', () => Buffer.alloc(40 * 1024 * 1024 + 1), 'larger than 40 MB'],
];
for (const [what, name, bytes, why] of refused)
  test(`an upload of ${what} is refused with its reason`, async ({ page }, info) => {
    const chosen = info.outputPath(name);
    await writeFile(chosen, await bytes());
    await page.goto('/');
    await choosePhoto(page, chosen);
    await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible();
    await choosePhoto(page, file('good.jpg', await picture(300, 200, 5)));
    await expect(page.getByRole('alert').filter({ hasText: why })).toBeHidden();
  });

test('going back from a style’s page, the gallery shows the photo that was chosen there', async ({
  page,
}) => {
  await page.goto('/');
  await choosePhoto(page, file('meadow.jpg', await picture(600, 400, 11)));
  await expect(page.getByRole('img', { name: 'meadow', exact: true })).toBeVisible();
  await page.getByRole('heading', { name: fixtureStyle.title }).click();
  await expect(page).toHaveURL(new RegExp(`/styles/${fixtureStyle.slug}$`));
  await choosePhoto(page, file('brook.jpg', await picture(600, 450, 12)));
  await expect(page.getByText('600 × 450 pixels')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Pick a painter for your photo' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'brook', exact: true })).toBeVisible();
});

test.describe('before React has woken', () => {
  /** Opens the gallery with its scripts held back; `wake` lets them through. */
  async function asleep(page: Page): Promise<{ wake: () => void }> {
    let wake: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (wake = resolve));
    await page.route('**/_next/static/**/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/', { waitUntil: 'domcontentloaded' });
    await expect(page.getByText('Use your photo')).toBeVisible();
    return { wake };
  }

  test('a photo that was picked is painted all the same', async ({ page }) => {
    const { wake } = await asleep(page);
    await choosePhoto(page, file('early.jpg', await picture(500, 400, 8)));
    wake();
    await expect(page.getByRole('img', { name: 'early', exact: true })).toBeVisible();
  });

  for (const when of ['before', 'after'] as const)
    test(`a photo that was dropped anywhere ${when} it is painted and not navigated to`, async ({
      page,
    }, info) => {
      const dropped = info.outputPath('dropped.jpg');
      await writeFile(dropped, await picture(500, 400, when === 'before' ? 9 : 10));
      const { wake } = await asleep(page);
      if (when === 'after') {
        wake();
        await page.waitForLoadState('networkidle');
      }
      // A drop as the system makes it: the browser would open the file, here or in another tab.
      const system = await page.context().newCDPSession(page);
      const data = { items: [], files: [dropped], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await system.send('Input.dispatchDragEvent', { type, x: 640, y: 800, data });
      wake();
      await expect(page.getByRole('img', { name: 'dropped', exact: true })).toBeVisible();
      await expect(page).toHaveURL('/');
      expect(page.context().pages()).toEqual([page]);
    });
});

test('twenty uploads at once', async ({ request }) => {
  const photos = await Promise.all(Array.from({ length: 20 }, (_, i) => picture(1200, 900, 100 + i)));
  const answers = await Promise.all(
    photos.map((data, i) => request.post(`/api/pictures?alt=many-${i}`, { data })),
  );
  for (const answer of answers)
    expect(await answer.json()).toMatchObject({ image: { width: 1200, height: 900 } });
});

test('the server itself refuses what is too large', async ({ request }) => {
  const answer = await request.post('/api/pictures', { data: Buffer.alloc(40 * 1024 * 1024 + 1) });
  expect([answer.status(), await answer.json()]).toEqual([422, { reason: 'tooBig' }]);
});

test('answers only under this machine’s own names, and takes changes only from its own pages', async ({
  request,
}) => {
  for (const path of ['/', '/api/trpc/styles.list', '/images/0', '/api/pictures']) {
    const answer = await request.get(path, { headers: { host: 'studio.example' } });
    expect(answer.status(), path).toBe(path === '/api/pictures' ? 405 : 403);
  }
  const foreign = { origin: 'https://evil.example' };
  expect((await request.post('/api/pictures', { headers: foreign, data: Buffer.alloc(9) })).status()).toBe(
    403,
  );
});

test('a picture is sent once: for good, and with its tag', async ({ page, request }) => {
  await page.goto('/');
  const src = await page.getByRole('img').first().getAttribute('src');
  const first = await request.get(src!);
  expect(first.headers()).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': expect.stringContaining('immutable'),
  });
  const again = await request.get(src!, { headers: { 'if-none-match': first.headers().etag! } });
  expect(again.status()).toBe(304);
  expect((await request.get(src!.replace(/w=\d+/, 'w=641'))).status()).toBe(400);
});

test('the first page is light and does not jump while its pictures come in', async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/');
  const painted = page.getByRole('img', { name: `painted in the manner of ${fixtureStyle.title}` });
  await expect(painted).toBeVisible();
  await expect.poll(() => painted.evaluate((image: HTMLImageElement) => image.complete)).toBe(true);
  const { bytes, shift } = await page.evaluate(() => ({
    bytes: (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    shift: (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
  }));
  expect(bytes).toBeGreaterThan(50_000); // compressed, and seen at all
  expect(bytes).toBeLessThan(250_000);
  expect(shift).toBeLessThan(0.05);
});

test('a portrait is shown whole, wherever it is shown', async ({ page }) => {
  await page.goto('/');
  await choosePhoto(page, file('portrait.jpg', await picture(500, 1000, 31)));
  const card = page.getByRole('img', { name: `portrait, painted in the manner of ${fixtureStyle.title}` });
  /** Width by height as the picture is shown. */
  const shape = (image: Locator) =>
    image.evaluate((element: HTMLImageElement) => {
      const { width, height } = element.getBoundingClientRect();
      return Math.round((100 * width) / height) / 100;
    });
  expect(await shape(card)).toBe(0.5);
  const thumbnail = page.getByRole('button', { name: 'Use this photo: portrait' }).getByRole('presentation');
  expect(await shape(thumbnail)).toBeCloseTo(0.5, 1);
  await page.getByRole('heading', { name: fixtureStyle.title }).click();
  await expect(page.locator('[data-drawn]')).toBeVisible();
  expect(await shape(page.getByRole('link', { name: /^Open portrait/ }).getByRole('presentation'))).toBe(0.5);
});

test('a card that is far down opens its page at the top', async ({ page }) => {
  await page.goto('/');
  const card = page.getByRole('heading', { name: fixtureStyle.title });
  await card.scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(300);
  await card.click();
  await expect(page.locator('[data-drawn]')).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('of several files at once all are taken; one that is no picture is named', async ({ page }) => {
  await page.goto('/');
  await choosePhoto(page, [
    file('first.jpg', await picture(300, 200, 41)),
    file('notes.jpg', Buffer.from('not a picture')),
    file('third.jpg', await picture(300, 200, 43)),
  ]);
  await expect(page.getByRole('alert').filter({ hasText: 'notes.jpg: That file is not a' })).toBeVisible();
  for (const name of ['first', 'third'])
    await expect(page.getByRole('button', { name: `Use this photo: ${name}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use this photo: third' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
