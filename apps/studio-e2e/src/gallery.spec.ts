import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, expect, file, picture, test } from './test.ts';

test('a picture on the wall has its label, and shows the visitor’s photo', async ({ page }) => {
  await page.goto('/');
  const card = page.getByRole('main').getByRole('listitem').filter({ hasText: fixtureStyle.title });
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

test.describe('of a page that can order nothing itself', () => {
  test.use({ mayFail: /paintings\.order/, deviceScaleFactor: 2 });
  test('the default photo is there at a first visit in every style, at twice the card’s size', async ({
    page,
  }) => {
    const paintings = page.getByRole('main').getByRole('img', { name: /painted in the manner of/ });
    await page.route(/paintings\.order/, (route) => route.abort());
    const there = async () => {
      await page.goto('/');
      await expect(page.getByRole('heading', { name: fixtureStyle.title })).toBeVisible();
      return paintings.count();
    };
    await expect.poll(there, { timeout: 200_000 }).toBe(3 + 1); // the tests' own too; the studio paints from its start
    for (const width of [1023, 1279, 1536]) {
      await page.setViewportSize({ width, height: 900 });
      for (const painting of await paintings.all()) {
        await painting.scrollIntoViewIfNeeded();
        await expect
          .poll(() =>
            painting.evaluate(async (image: HTMLImageElement) => {
              const file = await createImageBitmap(await (await fetch(image.currentSrc)).blob());
              return file.width / image.clientWidth;
            }),
          )
          .toBeGreaterThanOrEqual(2);
      }
    }
  });
});

const phone = { width: 390, height: 844 };
for (const [where, viewport] of Object.entries({ 'a wide window': null, 'a phone': phone }))
  test(`whoever comes for the first time is invited to use a photo, in sight at once, in ${where}`, async ({
    page,
  }) => {
    if (viewport) await page.setViewportSize(viewport);
    await page.goto('/');
    const invitation = page.locator('label').filter({ hasText: 'Use your photo' });
    await expect(invitation).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => scrollY)).toBe(0);
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
  /** What has come of what paints in a browser. */
  const come: Promise<string | undefined>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const look = async () => {
      const holds = pathname.endsWith('.js') ? await response.text() : '';
      return /onnxruntime|ort-wasm|mediabunny/i.exec(`${pathname} ${holds}`)?.[0];
    };
    if (/\.(js|mjs|wasm)$/.test(pathname)) come.push(look());
  });
  const engines = async () => (await Promise.all(come)).filter(Boolean);
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
  await page.waitForLoadState('networkidle');
  expect(await engines()).toEqual([]);
  await page.getByRole('switch', { name: 'Paint on this device' }).click();
  await expect(page.getByText(/Painted by WASM/)).toBeVisible();
  expect(await engines()).toContain('ort-wasm');
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
